import { absoluteUrl } from "./absoluteUrl.js";
import type { Clock } from "./clock.js";
import { ConnectionCut } from "./faults/connectionCut.js";
import type { Gateway } from "./gateway/gateway.js";
import { openInProcessSocket } from "./inProcessSocket.js";
import type { InProcessSocket, InProcessSocketListeners } from "./inProcessSocket.js";
import { createWebSocketClass } from "./inProcessWebSocket.js";
import type { WebSocketClass } from "./inProcessWebSocket.js";
import type { Limits } from "./limits.js";

/** A network without ports. Faults strike here as they do over a real one. */
export interface InProcessHost {
  /**
   * Answers a request, as the global `fetch` does; a URL without a host is one of this page, or of the emulator where there is no page.
   * @throws TypeError when the connection is cut, or the emulator is closed.
   * @throws the reason of `init.signal` when that aborts first.
   */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** What clients take for the global `WebSocket`. */
  readonly WebSocket: WebSocketClass;
  /** Opens a socket, as `new WebSocket(url)` does, for clients without events. What comes of it is told in a later turn of the clock. */
  openSocket(url: string, listeners: InProcessSocketListeners): InProcessSocket;
}

/** What `answer` gives, unless the signal aborts first. */
async function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export function createInProcessHost(given: {
  readonly answer: (request: Request) => Response | Promise<Response>;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Aborted when the emulator is closed: then nothing is answered, and nothing opens. */
  readonly closed: AbortSignal;
  readonly origin: () => string;
}): InProcessHost {
  const answer = async (request: Request): Promise<Response> => {
    try {
      if (given.closed.aborted) throw new ConnectionCut();
      return await given.answer(request);
    } catch (error) {
      // The words of Node's own fetch.
      throw error instanceof ConnectionCut ? new TypeError("fetch failed", { cause: error }) : error;
    }
  };
  const openSocket: InProcessHost["openSocket"] = (url, listeners) =>
    openInProcessSocket(given, { url, listeners });
  return {
    async fetch(input, init) {
      const request =
        input instanceof Request
          ? new Request(input, init)
          : new Request(absoluteUrl(input, given.origin()), init);
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      signal?.throwIfAborted();
      const answering = answer(request);
      return signal ? untilAborted(answering, signal) : answering;
    },
    WebSocket: createWebSocketClass(openSocket),
    openSocket,
  };
}
