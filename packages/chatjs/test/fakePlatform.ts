import { uuidFromBytes } from "../src/lib/uuid.js";
import type {
  Platform,
  PlatformConsole,
  PlatformRequest,
  PlatformResponse,
  PlatformUpload,
} from "../src/platform/platform.js";
import { timerDelayMs } from "../src/platform/timerDelay.js";
import { seededRandom } from "./seededRandom.js";
import { createFakeSocket } from "./fakeSocket.js";
import type { FakeSocket } from "./fakeSocket.js";

export interface FakeRequest extends PlatformRequest {
  readonly url: string;
  readonly atMs: number;
}

/** An answer of the scripted service: 200, no headers and an empty body unless told otherwise. A body that is no text goes out as its JSON; a promise is a body that comes later. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A PUT of a file; it is among the requests too, without its file. */
export interface FakeUpload extends PlatformUpload {
  readonly url: string;
}

export type FetchScript = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

export interface FakePlatform extends Platform {
  /** Answers each request; what it throws or rejects with is a failed fetch. Without it every fetch fails. */
  onFetch: FetchScript | undefined;
  /** What other scripts left on the page. */
  readonly globals: Record<string, unknown>;
  /** Called before a socket opens: throw to refuse the URL. */
  onSocket: ((url: string) => void) | undefined;
  readonly requests: readonly FakeRequest[];
  readonly uploads: readonly FakeUpload[];
  readonly sockets: readonly FakeSocket[];
  readonly reportedErrors: readonly unknown[];
  /** What was written to the console. */
  readonly printed: readonly { readonly method: string; readonly line: string }[];
  /** What is still alive: nothing may be after the end of a session. */
  readonly live: {
    readonly timers: number;
    readonly tasks: number;
    readonly sockets: number;
    readonly requests: number;
    readonly listeners: number;
  };
  /** The newest socket. Throws when there is none. */
  socket(): FakeSocket;
  /** Runs queued tasks and promise reactions until none is left; the clock stands still. */
  settle(): Promise<void>;
  /** Moves the clock; timers run when they are due, in order, each followed by its tasks and promise reactions. */
  advance(byMs: number): Promise<void>;
  /** Moves the clock without running a timer, as a suspended device does. */
  suspend(byMs: number): void;
  setOnline(online: boolean): void;
  setVisible(visible: boolean): void;
}

/** A world for tests: virtual clock, seeded randomness, scripted service. The same seed gives the same run. */
export function createFakePlatform(options: { seed?: number; startMs?: number } = {}): FakePlatform {
  let nowMs = options.startMs ?? Date.UTC(2026, 0, 1);
  let online = true;
  let openRequests = 0;
  const random = seededRandom(options.seed ?? 1);
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();
  const tasks: (() => void)[] = [];
  const requests: FakeRequest[] = [];
  const uploads: FakeUpload[] = [];
  const sockets: FakeSocket[] = [];
  const reportedErrors: unknown[] = [];
  const printed: { method: string; line: string }[] = [];
  const onlineListeners = new Set<(online: boolean) => void>();
  const visibilityListeners = new Set<(visible: boolean) => void>();

  const subscribe = <Listener>(listeners: Set<Listener>, listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const queueTask = (task: () => void) => void tasks.push(task);
  const nextTimer = (untilMs: number) =>
    [...timers].filter((timer) => timer.dueMs <= untilMs).sort((one, other) => one.dueMs - other.dueMs)[0];

  const platform: FakePlatform = {
    onFetch: undefined,
    onSocket: undefined,
    globals: {},
    requests,
    uploads,
    sockets,
    reportedErrors,
    printed,
    console: recordingConsole(printed),
    get live() {
      return {
        timers: timers.size,
        tasks: tasks.length,
        sockets: sockets.filter((socket) => socket.readyState < 3).length,
        requests: openRequests,
        listeners: onlineListeners.size + visibilityListeners.size,
      };
    },
    nowMs: () => nowMs,
    random,
    uuid: () => uuidFromBytes(Array.from({ length: 16 }, () => Math.floor(random() * 256))),
    setTimer(callback, delayMs) {
      const timer = { dueMs: nowMs + timerDelayMs(delayMs), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    queueTask,
    async fetch(url, request) {
      const recorded = { ...request, url, atMs: nowMs };
      requests.push(recorded);
      openRequests += 1;
      try {
        return toResponse(await orAbort(answer(recorded), request.signal));
      } finally {
        openRequests -= 1;
      }
    },
    upload(url, upload) {
      uploads.push({ ...upload, url });
      const { headers, signal } = upload;
      return platform.fetch(url, { method: "PUT", headers, signal });
    },
    openSocket(url, listeners) {
      platform.onSocket?.(url);
      const { service, client } = createFakeSocket(url, listeners, queueTask);
      sockets.push(service);
      return client;
    },
    onOnlineChange: (listener) => subscribe(onlineListeners, listener),
    onVisibilityChange: (listener) => subscribe(visibilityListeners, listener),
    reportError: (error) => void reportedErrors.push(error),
    socket() {
      const newest = sockets.at(-1);
      if (newest === undefined) throw new Error("unable to take newest socket; none was opened");
      return newest;
    },
    async settle() {
      do {
        await new Promise((resolve) => setImmediate(resolve));
        tasks.shift()?.();
      } while (tasks.length > 0);
      await new Promise((resolve) => setImmediate(resolve));
      if (tasks.length > 0) await platform.settle();
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await platform.settle();
      for (let timer = nextTimer(untilMs); timer; timer = nextTimer(untilMs)) {
        nowMs = Math.max(nowMs, timer.dueMs);
        timers.delete(timer);
        timer.callback();
        await platform.settle();
      }
      nowMs = untilMs;
    },
    suspend: (byMs) => void (nowMs += byMs),
    setOnline(next) {
      if (online === next) return;
      online = next;
      for (const listener of [...onlineListeners]) listener(next);
    },
    setVisible(visible) {
      for (const listener of [...visibilityListeners]) listener(visible);
    },
  };

  async function answer(request: FakeRequest): Promise<FakeAnswer> {
    if (!platform.onFetch) throw new TypeError("fetch failed");
    return platform.onFetch(request);
  }
  return platform;
}

function orAbort<Value>(work: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DOMException("This operation was aborted", "AbortError"));
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", abort));
  });
}

function toResponse({ status = 200, headers = {}, body = "" }: FakeAnswer): PlatformResponse {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const text = async () => {
    const whole = await body;
    return typeof whole === "string" ? whole : JSON.stringify(whole);
  };
  return {
    status,
    headers: { get: (name) => byName.get(name.toLowerCase()) ?? null },
    text,
    blob: async () => new Blob([await text()]),
  };
}

function recordingConsole(printed: { method: string; line: string }[]): PlatformConsole {
  const record = (method: string) => (line: string) => void printed.push({ method, line });
  return {
    debug: record("debug"),
    info: record("info"),
    warn: record("warn"),
    error: record("error"),
    log: record("log"),
  };
}
