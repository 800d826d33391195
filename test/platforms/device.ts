import { createContext, runInContext } from "node:vm";
import type { Context } from "node:vm";
import { WebSocket } from "ws";
import type { ChatPlace } from "../support/chatPlace.js";
import { releaseAll } from "../support/sessionScripts.js";
import { installGlobals } from "./reactNativeGlobals.js";
import type { NativeSide, NativeSocketEvent } from "./reactNativeGlobals.js";

/** A phone with one app: a realm that has what Hermes and React Native have, and no more. */
export interface Device extends ChatPlace {
  /** Evaluates the app's bundle. */
  load(code: string): void;
  /** How many timers of the app are set. */
  timers(): number;
  /** The app goes to the background, and nothing of it runs: no timer fires, and nothing arrives. */
  suspend(): void;
  /**
   * The app comes back after `afterMs` by its clock: what was due runs, late. Connections did not live through it; `silently`,
   * when the app hears nothing of that.
   */
  resume(after: { readonly afterMs: number; readonly silently: boolean }): void;
}

interface Timer {
  dueMs: number;
  readonly everyMs: number | undefined;
  readonly callback: () => void;
}

/** Runs functions that refer to nothing outside themselves; what goes in and out is copied, as between processes. */
const runIn = (realm: Context): ChatPlace["run"] => {
  const evaluate = (code: string) => runInContext(code, realm) as (given: unknown) => unknown;
  return async (script, argument) => {
    const given = argument === undefined ? undefined : evaluate("JSON.parse")(JSON.stringify(argument));
    return structuredClone(await evaluate(`(${script.toString()})`)(given)) as never;
  };
};

/** A realm without any global but those of ECMAScript. */
export function createBareRealm(): Pick<Device, "load" | "run"> & {
  readonly globals: () => readonly string[];
} {
  const realm = createContext({});
  return {
    load: (code) => void runInContext(code, realm),
    run: runIn(realm),
    globals: () => Object.keys(realm),
  };
}

/** Makes a module of CommonJS format one that a realm without a module system can load. */
export const asScript = (commonJs: string): string => `((exports) => {${commonJs}\n})({});`;

export function startDevice(): Device {
  const realm = createContext({});
  const complaints: string[] = [];
  const timers = new Map<number, Timer>();
  const sockets = new Set<{ readonly raw: WebSocket; tell(event: NativeSocketEvent): void }>();
  let lastId = 0;
  let aheadMs = 0;
  let waiting: (() => void)[] | undefined;
  let pulse: NodeJS.Timeout | undefined;
  const nowMs = () => Date.now() + aheadMs;
  /** Calls into the app, once it runs. */
  const enter = (task: () => void) => {
    if (waiting) waiting.push(task);
    else task();
  };

  const fire = () => {
    const due = [...timers].filter(([, timer]) => timer.dueMs <= nowMs());
    for (const [id, timer] of due.sort(([, one], [, other]) => one.dueMs - other.dueMs)) {
      if (!timers.has(id)) continue;
      if (timer.everyMs === undefined) timers.delete(id);
      else timer.dueMs = nowMs() + timer.everyMs;
      timer.callback();
    }
    schedule();
  };
  const schedule = () => {
    clearTimeout(pulse);
    if (waiting || timers.size === 0) return;
    const nextMs = Math.min(...[...timers.values()].map(({ dueMs }) => dueMs));
    pulse = setTimeout(fire, Math.max(0, nextMs - nowMs()));
  };

  const native: NativeSide = {
    nowMs,
    setTimer(callback, delayMs, repeats) {
      timers.set(++lastId, { callback, dueMs: nowMs() + delayMs, everyMs: repeats ? delayMs : undefined });
      schedule();
      return lastId;
    },
    clearTimer: (id) => void timers.delete(id),
    fetch(url, request, done) {
      const controller = new AbortController();
      fetch(url, { ...request, signal: controller.signal })
        .then(async (response) => {
          const answer = {
            status: response.status,
            headers: [...response.headers],
            text: await response.text(),
          };
          enter(() => done(answer));
        })
        .catch(() => enter(() => done(undefined)));
      return () => controller.abort();
    },
    openSocket(url, tell) {
      const raw = new WebSocket(url);
      const socket = { raw, tell: (event: NativeSocketEvent) => enter(() => tell(event)) };
      sockets.add(socket);
      const live = (event: NativeSocketEvent) => {
        if (sockets.has(socket)) socket.tell(event);
      };
      raw.on("open", () => live({ type: "open" }));
      raw.on("message", (data: Buffer) => live({ type: "message", data: data.toString() }));
      raw.on("error", ({ message }) => {
        live({ type: "failed", message });
        sockets.delete(socket);
      });
      raw.on("close", (code, reason) => {
        live({ type: "closed", code, reason: reason.toString() });
        sockets.delete(socket);
      });
      return {
        send: (data) => raw.send(data),
        close(code, reason) {
          // On Android, closing a socket that is still connecting does nothing.
          if (raw.readyState !== WebSocket.CONNECTING) raw.close(code, reason);
        },
      };
    },
    print(method, line) {
      if (method === "error") complaints.push(line);
    },
  };
  const run = runIn(realm);
  (runInContext(`(${installGlobals.toString()})`, realm) as typeof installGlobals)(native);

  return {
    load: (code) => void runInContext(code, realm),
    run,
    complaints,
    timers: () => timers.size,
    suspend() {
      waiting = [];
      clearTimeout(pulse);
    },
    resume({ afterMs, silently }) {
      const late = waiting ?? [];
      waiting = undefined;
      aheadMs += afterMs;
      const lost = [...sockets];
      sockets.clear();
      for (const { raw, tell } of lost) {
        raw.terminate();
        if (!silently) tell({ type: "failed", message: "Software caused connection abort" });
      }
      late.forEach((task) => task());
      schedule();
    },
    async close() {
      await run(releaseAll, undefined);
      timers.clear();
      clearTimeout(pulse);
      for (const { raw } of sockets) raw.terminate();
    },
  };
}
