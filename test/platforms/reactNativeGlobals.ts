/** What the native side of an app does for its JavaScript. */
export interface NativeSide {
  nowMs(): number;
  setTimer(callback: () => void, delayMs: number, repeats: boolean): number;
  clearTimer(id: number): void;
  fetch(
    url: string,
    request: object,
    done: (answer: NativeAnswer | undefined) => void,
  ): /** Gives the request up. */ () => void;
  openSocket(url: string, tell: (event: NativeSocketEvent) => void): NativeSocket;
  print(method: string, line: string): void;
}
export interface NativeAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}
export type NativeSocketEvent =
  | { readonly type: "open" }
  | { readonly type: "message"; readonly data: string }
  | { readonly type: "closed"; readonly code: number; readonly reason: string }
  | { readonly type: "failed"; readonly message: string };
export interface NativeSocket {
  send(data: string): void;
  close(code: number, reason: string): void;
}

/**
 * Turns a realm that has nothing but ECMAScript into that of a React Native app: takes away what Hermes lacks, and adds what
 * React Native adds. Sent to the realm as text. There is no document, no crypto, no `navigator.onLine`, no events of the
 * window, no MessageChannel, no structuredClone and no reportError.
 */
export function installGlobals(native: NativeSide): void {
  const scope = globalThis as unknown as Record<string, any>;
  for (const name of ["Atomics", "SharedArrayBuffer", "WebAssembly", "Iterator", "FinalizationRegistry"])
    Reflect.deleteProperty(scope, name);
  const lacking: readonly (readonly [owner: object, names: readonly string[]])[] = [
    [Object, ["groupBy"]],
    [Promise, ["withResolvers", "try"]],
    [Array, ["fromAsync"]],
    [Array.prototype, ["toReversed", "toSorted", "toSpliced", "with"]],
    [String.prototype, ["isWellFormed", "toWellFormed"]],
  ];
  for (const [owner, names] of lacking) for (const name of names) Reflect.deleteProperty(owner, name);
  Date.now = () => native.nowMs();

  const callLater =
    (repeats: boolean) =>
    (callback: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]) =>
      native.setTimer(() => callback(...given), delayMs, repeats);
  const print = (method: string) => (line: unknown) => native.print(method, String(line));

  type Listener = (event: object) => void;
  class Target {
    [handler: `on${string}`]: unknown;
    readonly #listeners = new Map<string, Set<Listener>>();
    addEventListener(type: string, listener: Listener) {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners.add(listener));
    }
    removeEventListener(type: string, listener: Listener) {
      this.#listeners.get(type)?.delete(listener);
    }
    tell(type: string, event: object) {
      const handler = this[`on${type}`];
      for (const listener of [handler, ...(this.#listeners.get(type) ?? [])])
        if (typeof listener === "function") (listener as Listener).call(this, { type, ...event });
    }
  }

  class Signal extends Target {
    aborted = false;
  }
  class AbortController {
    readonly signal = new Signal();
    abort() {
      if (this.signal.aborted) return;
      this.signal.aborted = true;
      this.signal.tell("abort", {});
    }
  }

  const bodyOf = ({ status, headers, text }: NativeAnswer) => {
    const byName = new Map(headers);
    return {
      status,
      ok: status >= 200 && status < 300,
      headers: { get: (name: string) => byName.get(name.toLowerCase()) ?? null },
      text: () => Promise.resolve(text),
      json: () => Promise.resolve(text).then(JSON.parse),
    };
  };
  const fetch = (url: string, { signal, ...request }: { readonly signal?: Signal } = {}) =>
    new Promise((resolve, reject) => {
      const fail = (message: string) => reject(new TypeError(message));
      const cancel = native.fetch(url, request, (answer) =>
        answer ? resolve(bodyOf(answer)) : fail("Network request failed"),
      );
      signal?.addEventListener("abort", () => {
        cancel();
        fail("Aborted");
      });
    });

  /** As React Native's: a close says nothing of `wasClean`, and one that fails comes after an error. */
  class WebSocket extends Target {
    readyState = 0;
    readonly #socket: NativeSocket;
    constructor(readonly url: string) {
      super();
      this.#socket = native.openSocket(url, (event) => {
        if (event.type === "message") this.tell("message", { data: event.data });
        else if (event.type === "open") {
          this.readyState = 1;
          this.tell("open", {});
        } else {
          this.readyState = 3;
          if (event.type === "failed") this.tell("error", {});
          const isClosed = event.type === "closed";
          this.tell("close", isClosed ? event : { code: 1006, reason: event.message });
        }
      });
    }
    send(data: string) {
      if (this.readyState === 0) throw new Error("INVALID_STATE_ERR");
      this.#socket.send(data);
    }
    close(code = 1000, reason = "") {
      if (this.readyState > 1) return;
      this.readyState = 2;
      this.#socket.close(code, reason);
    }
  }

  Object.assign(scope, {
    window: scope,
    global: scope,
    self: scope,
    __DEV__: false,
    process: { env: { NODE_ENV: "production" } },
    navigator: { product: "ReactNative" },
    console: Object.fromEntries(
      ["debug", "info", "warn", "error", "log"].map((method) => [method, print(method)]),
    ),
    setTimeout: callLater(false),
    setInterval: callLater(true),
    clearTimeout: (id: number) => native.clearTimer(id),
    clearInterval: (id: number) => native.clearTimer(id),
    // Immediates run before promise reactions that are queued later: they are no tasks of their own.
    setImmediate: (callback: (...given: unknown[]) => void, ...given: unknown[]) =>
      void Promise.resolve().then(() => callback(...given)),
    queueMicrotask: (callback: () => void) => void Promise.resolve().then(callback),
    performance: { now: () => native.nowMs() },
    Blob: function Blob() {},
    URL: function URL() {},
    AbortController,
    fetch,
    WebSocket,
  });
}
