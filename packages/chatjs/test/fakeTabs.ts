import type { Platform } from "../src/platform/platform.js";
import { createFakeService } from "./fakeService.js";
import type { FakeService } from "./fakeService.js";

/** One tab of a browser: its platform, and its end. */
export interface FakeTab {
  readonly platform: Platform;
  /** Ends it as a crash does: nothing of it runs any more, and the browser lets go of its locks and sockets. */
  kill(): void;
  /** Keeps it from running anything, with its locks and sockets; what comes meanwhile waits. */
  hang(isHung: boolean): void;
  /** Tells it what the browser tells a page: `freeze`, `resume`, `pagehide`, `pageshow`. */
  lifecycle(type: string): void;
}

/** A browser whose tabs share locks and channels, on a service of its own. */
export interface FakeBrowser extends FakeService {
  openTab(): FakeTab;
  /** Locks that are held or waited for. */
  readonly locks: number;
  readonly channels: number;
}

interface Claim {
  readonly tab: symbol;
  readonly isShared: boolean;
  readonly held: () => Promise<void> | undefined;
  settle(error?: Error): void;
}

/** Web Locks, as far as tabs use them: queues, sharing, stealing, aborting. */
function createLocks(queueTask: (task: () => void) => void) {
  const queues = new Map<string, { held: Claim[]; waiting: Claim[] }>();
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? { held: [], waiting: [] };
    queues.set(name, queue);
    return queue;
  };
  const proceed = (name: string) => {
    const queue = queueOf(name);
    for (let [next] = queue.waiting; next; [next] = queue.waiting) {
      const claim = next;
      if (queue.held.some((each) => !each.isShared || !claim.isShared)) return;
      queue.waiting.shift();
      queue.held.push(claim);
      queueTask(() => {
        if (!queue.held.includes(claim)) return;
        void Promise.resolve(claim.held()).then(() => drop(name, claim));
      });
    }
  };
  const drop = (name: string, claim: Claim, error?: Error) => {
    const queue = queueOf(name);
    queue.held = queue.held.filter((each) => each !== claim);
    queue.waiting = queue.waiting.filter((each) => each !== claim);
    claim.settle(error);
    proceed(name);
  };
  const aborted = () => new DOMException("The request was aborted", "AbortError");
  return {
    get size() {
      return [...queues.values()].reduce((sum, { held, waiting }) => sum + held.length + waiting.length, 0);
    },
    of: (tab: symbol) => ({
      request: (
        name: string,
        options: { mode?: string; steal?: boolean; signal?: AbortSignal },
        held: Claim["held"],
      ) =>
        new Promise<void>((resolve, reject) => {
          const claim: Claim = {
            tab,
            isShared: options.mode === "shared",
            held,
            settle: (error) => (error ? reject(error) : resolve()),
          };
          const queue = queueOf(name);
          if (options.steal) {
            const robbed = queue.held;
            queue.held = [];
            queue.waiting.unshift(claim);
            for (const each of robbed) each.settle(aborted());
          } else queue.waiting.push(claim);
          options.signal?.addEventListener("abort", () => {
            if (queue.waiting.includes(claim)) drop(name, claim, aborted());
          });
          proceed(name);
        }),
    }),
    dropAllOf(tab: symbol) {
      for (const [name, { held, waiting }] of queues)
        for (const claim of [...held, ...waiting]) if (claim.tab === tab) drop(name, claim);
    },
  };
}

/** What a tab may call, once it is alive; what comes while it hangs waits, and what comes when it is dead is dropped. */
type WhenAlive = <Args extends readonly unknown[]>(
  callback: (...args: Args) => void,
) => (...args: Args) => void;

/** The globals of one tab that `tabs` needs, and their end. */
export interface FakeWindow {
  readonly globals: Readonly<Record<string, unknown>>;
  /** The browser lets go of its locks and channels. */
  close(): void;
  /** As `FakeTab.lifecycle`. */
  lifecycle(type: string): void;
}

/** Locks and channels that windows share. */
export interface FakeWindows {
  open(whenAlive: WhenAlive): FakeWindow;
  /** Locks that are held or waited for. */
  readonly locks: number;
  readonly channels: number;
}

/** @param queueTask runs a task of the browser's own, whatever becomes of its tabs */
export function createFakeWindows(queueTask: (task: () => void) => void): FakeWindows {
  const locks = createLocks(queueTask);
  const channels = new Set<{ name: string; hear(data: unknown): void }>();

  const open = (whenAlive: WhenAlive): FakeWindow => {
    const tab = Symbol("tab");
    const page = new EventTarget();
    const mine: (() => void)[] = [];
    class BroadcastChannel {
      onmessage?: (event: { data: unknown }) => void;
      readonly #end: { name: string; hear(data: unknown): void };
      constructor(name: string) {
        this.#end = { name, hear: whenAlive((data: unknown) => this.onmessage?.({ data })) };
        const end = this.#end;
        channels.add(end);
        mine.push(() => channels.delete(end));
      }
      postMessage(data: unknown) {
        const copy: unknown = structuredClone(data);
        for (const end of channels)
          if (end !== this.#end && end.name === this.#end.name)
            queueTask(() => {
              if (channels.has(end)) end.hear(copy);
            });
      }
      close() {
        channels.delete(this.#end);
      }
    }
    const { request } = locks.of(tab);
    const globals = {
      navigator: {
        locks: {
          request: (name: string, options: object, callback: Claim["held"]) =>
            new Promise((resolve, reject) => {
              // It has the lock while it hangs, and learns of it afterwards.
              const held = () =>
                new Promise<void>((done) => {
                  whenAlive(() => void Promise.resolve(callback()).then(done))();
                });
              request(name, options, held).then(whenAlive(resolve), whenAlive(reject));
            }),
        },
      },
      BroadcastChannel,
      document: page,
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    };
    return {
      globals,
      close() {
        locks.dropAllOf(tab);
        for (const end of mine) end();
      },
      lifecycle: (type) => void page.dispatchEvent(new Event(type)),
    };
  };
  return {
    open,
    get locks() {
      return locks.size;
    },
    get channels() {
      return channels.size;
    },
  };
}

export function createFakeBrowser(seed = 1): FakeBrowser {
  const service = createFakeService(seed);
  const { platform } = service;
  const windows = createFakeWindows((task) => platform.queueTask(task));

  const openTab = (): FakeTab => {
    const sockets: (() => void)[] = [];
    const held: (() => void)[] = [];
    let state: "alive" | "hung" | "dead" = "alive";
    const alive: WhenAlive =
      (callback) =>
      (...args) => {
        if (state === "alive") callback(...args);
        else if (state === "hung") held.push(() => callback(...args));
      };
    const { globals, close, lifecycle } = windows.open(alive);
    return {
      platform: {
        ...platform,
        globals,
        setTimer: (callback, delayMs) => platform.setTimer(alive(callback), delayMs),
        queueTask: (task) => platform.queueTask(alive(task)),
        fetch: (url, init) =>
          new Promise((resolve, reject) => {
            platform.fetch(url, init).then(alive(resolve), alive(reject));
          }),
        openSocket(url, { opened, closed, received }) {
          const socket = platform.openSocket(url, {
            opened: alive(opened),
            closed: alive(closed),
            received: alive(received),
          });
          sockets.push(() => socket.close());
          return socket;
        },
      },
      kill() {
        state = "dead";
        close();
        for (const end of sockets) end();
      },
      hang(isHung) {
        state = isHung ? "hung" : "alive";
        if (!isHung) for (const task of held.splice(0)) task();
      },
      lifecycle,
    };
  };
  return {
    ...service,
    openTab,
    get locks() {
      return windows.locks;
    },
    get channels() {
      return windows.channels;
    },
  };
}
