import type { Emulator } from "amazon-connect-chat-emulator";
import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type {
  Platform,
  PlatformResponse,
  PlatformSocket,
  SocketListeners,
} from "../../packages/chatjs/src/platform/platform.js";
import type { RecordedAnswer, RecordedFrame } from "../../packages/chatjs/src/parts/recorder/recording.js";
import { fillIn, fillInAnswer } from "./script.js";
import type { Input, Script } from "./script.js";

/** The network of a replay: what was recorded comes as it came; what was not is the emulator's to answer. */
export interface ReplayNetwork extends Pick<Platform, "fetch" | "upload" | "openSocket"> {
  /** Whether what was recorded can happen now: somebody has asked for it. */
  isDue(input: Input): boolean;
  /** Lets it happen. */
  apply(input: Input): void;
  /** From now on the recording answers; sockets that the emulator opened hear of chats from it too. */
  begin(): void;
  /** How much the emulator had to answer since. */
  readonly answeredByEmulator: number;
}

export interface ReplayNetworkOptions {
  readonly script: Script;
  readonly emulator: Pick<Emulator, "fetch" | "openSocket">;
}

interface OpenRequest {
  answer(recorded: RecordedAnswer): void;
}
interface OpenSocket {
  readonly listeners: SocketListeners;
  sent: number;
  readyState: number;
}

const operationAt = (method: string, url: string): string => {
  const { pathname } = new URL(url);
  const found = Object.entries(OPERATIONS).find(
    ([, route]) => route.method === method && pathname.includes(route.path.replace(/{.*/, "")),
  );
  if (found) return found[0];
  return method === "GET" ? "GetObject" : method === "PUT" ? "PutObject" : method;
};

const recordedResponse = (recorded: RecordedAnswer): PlatformResponse => {
  const { status = 0, error, retryAfter } = recorded;
  const body = fillInAnswer(recorded);
  const headers = new Map([
    ["x-amzn-errortype", error],
    ["retry-after", retryAfter],
  ]);
  return {
    status,
    headers: { get: (name) => headers.get(name.toLowerCase()) ?? null },
    text: () => Promise.resolve(body),
    blob: () => Promise.resolve(new Blob([body])),
  };
};
const failureOf = (name = "TypeError") =>
  name === "TypeError" ? new TypeError("Failed to fetch") : new DOMException("as recorded", name);
const isOfChat = (text: unknown) => typeof text === "string" && text.includes('"aws/chat"');

export function createReplayNetwork({ script, emulator }: ReplayNetworkOptions): ReplayNetwork {
  const requests = new Map<number, OpenRequest>();
  const sockets = new Map<number, OpenSocket>();
  /** The newest that the emulator opened. */
  let adopted: OpenSocket | undefined;
  let hasBegun = false;
  let answeredByEmulator = 0;

  const recorded = (request: number, signal?: AbortSignal): Promise<PlatformResponse> =>
    new Promise((resolve, reject) => {
      const abort = () => {
        requests.delete(request);
        reject(new DOMException("This operation was aborted", "AbortError"));
      };
      signal?.addEventListener("abort", abort);
      requests.set(request, {
        answer(answer) {
          // The session gives up by itself.
          if (answer.error === "AbortError") return;
          requests.delete(request);
          signal?.removeEventListener("abort", abort);
          if (answer.status === undefined) reject(failureOf(answer.error));
          else resolve(recordedResponse(answer));
        },
      });
    });
  const next = (operation: string) => (hasBegun ? script.nextRequest(operation) : undefined);
  const askEmulator = async (url: string, init: RequestInit): Promise<PlatformResponse> => {
    if (hasBegun) answeredByEmulator += 1;
    const { status, headers, ...response } = await emulator.fetch(url, init).then(async (answer) => ({
      status: answer.status,
      headers: answer.headers,
      bytes: await answer.blob(),
    }));
    return {
      status,
      headers: { get: (name) => headers.get(name) },
      text: () => response.bytes.text(),
      blob: () => Promise.resolve(response.bytes),
    };
  };

  /** The session's end of a socket; `leave` hears that it is being closed. */
  const clientOf = (
    socket: OpenSocket,
    { send, leave }: { send(text: string): void; leave(code?: number, reason?: string): void },
  ): PlatformSocket => ({
    get readyState() {
      return socket.readyState;
    },
    send(text) {
      socket.sent += 1;
      send(text);
    },
    close(code, reason) {
      if (socket.readyState < 2) socket.readyState = 2;
      leave(code, reason);
    },
  });
  const ignore = { send: () => undefined, leave: () => undefined };
  const open = (socket: OpenSocket) => {
    if (socket.readyState !== 0) return;
    socket.readyState = 1;
    socket.listeners.opened();
  };
  const close = (socket: OpenSocket, closing: Parameters<SocketListeners["closed"]>[0]) => {
    if (socket.readyState === 3) return;
    socket.readyState = 3;
    socket.listeners.closed(closing);
  };
  const openOnEmulator = (url: string, listeners: SocketListeners): PlatformSocket => {
    const socket: OpenSocket = { listeners, sent: 0, readyState: 0 };
    if (hasBegun) answeredByEmulator += 1;
    else adopted = socket;
    const service = emulator.openSocket(url, {
      opened: () => open(socket),
      closed: (closing) => close(socket, closing),
      received(text) {
        if (!(hasBegun && socket === adopted && isOfChat(text))) listeners.received(text);
      },
    });
    return clientOf(socket, {
      send: (text) => service.send(text),
      leave: (code, reason) => service.close(code, reason),
    });
  };
  const socketOf = (id: number) => sockets.get(id) ?? adopted;
  const isReady = (frame: RecordedFrame) => {
    const socket = sockets.get(frame.socket);
    return socket ? socket.readyState > 0 && socket.sent >= script.sentBefore(frame) : adopted !== undefined;
  };

  return {
    get answeredByEmulator() {
      return answeredByEmulator;
    },
    fetch(url, { method, headers, body, signal }) {
      const request = next(operationAt(method, url));
      if (request !== undefined) return recorded(request, signal);
      return askEmulator(url, { method, headers, ...(body !== undefined && { body }) });
    },
    upload(_url, { signal }) {
      const request = next("PutObject");
      if (request !== undefined) return recorded(request, signal);
      return Promise.reject(failureOf());
    },
    openSocket(url, listeners) {
      const id = hasBegun ? script.nextSocket() : undefined;
      if (id === undefined) return openOnEmulator(url, listeners);
      if (script.isRefused(id)) throw new DOMException("as recorded", "SecurityError");
      const socket: OpenSocket = { listeners, sent: 0, readyState: 0 };
      sockets.set(id, socket);
      return clientOf(socket, ignore);
    },
    isDue(input) {
      if (input.kind === "answer") return requests.has(input.request) || input.error === "AbortError";
      if (input.kind === "frame") return isReady(input);
      if (input.kind === "socket") return input.step === "refused" || socketOf(input.socket) !== undefined;
      return true;
    },
    apply(input) {
      if (input.kind === "answer") requests.get(input.request)?.answer(input);
      if (input.kind === "frame") {
        const socket = socketOf(input.socket);
        // Where the emulator's socket serves on, it answers pings itself.
        if (socket === adopted && !isOfChat(input.text)) return;
        if (socket && socket.readyState < 3) socket.listeners.received(fillIn(input.text));
      }
      if (input.kind !== "socket") return;
      const socket = socketOf(input.socket);
      if (!socket) return;
      const { code = 1006, wasClean = false } = input;
      if (input.step === "open") open(socket);
      if (input.step === "closed") close(socket, { code, reason: "", wasClean });
    },
    begin: () => void (hasBegun = true),
  };
}
