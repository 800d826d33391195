import { uuidFromBytes } from "../lib/uuid.js";
import { createTaskQueue } from "./taskQueue.js";
import { openBrowserSocket } from "./browserSocket.js";
import { uploadInBrowser } from "./browserUpload.js";
import { subscribe } from "./subscribe.js";
import type { Platform, PlatformConsole } from "./platform.js";
import { timerDelayMs } from "./timerDelay.js";

/** What a page, a worker, Node or React Native may or may not have. */
interface World {
  readonly document?: EventTarget & { readonly visibilityState?: string };
  readonly crypto?: {
    randomUUID?(): string;
    getRandomValues?(bytes: Uint8Array): Uint8Array;
  };
  readonly console?: PlatformConsole;
  reportError?(error: unknown): void;
}
const world = globalThis as unknown as World & Partial<EventTarget>;

/** Counted from here, so that the pages of the world do not all wake up at once. */
const startMs = Date.now();
const SHARED_MS = 500;

const setTimer: Platform["setTimer"] = (callback, delayMs, mayShare) => {
  const exactMs = timerDelayMs(delayMs);
  const earlyMs = mayShare ? (Date.now() - startMs + exactMs) % SHARED_MS : 0;
  const handle = setTimeout(callback, exactMs - earlyMs);
  return () => clearTimeout(handle);
};

function uuid(): string {
  const { crypto } = world;
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  return uuidFromBytes(crypto?.getRandomValues?.(bytes) ?? bytes.map(() => Math.random() * 256));
}

/**
 * The world as the globals give it: a page, a worker, Node 20 or later, or React Native. Globals are looked up when they are
 * needed, so that importing the library needs none of them.
 */
export function createBrowserPlatform(): Platform {
  const { queueTask, within } = createTaskQueue();
  return {
    nowMs: () => Date.now(),
    random: () => Math.random(),
    uuid,
    setTimer,
    queueTask,
    async fetch(url, request) {
      return fetch(url, request);
    },
    upload: uploadInBrowser,
    openSocket: (url, listeners) => openBrowserSocket(within, url, listeners),
    onOnlineChange: (listener) =>
      subscribe(world, { online: () => listener(true), offline: () => listener(false) }),
    onVisibilityChange(listener) {
      const { document } = world;
      const stops = [
        subscribe(document, {
          visibilitychange: () => listener(document?.visibilityState !== "hidden"),
          resume: () => listener(true),
        }),
        subscribe(document && world, {
          pageshow(event) {
            if ((event as PageTransitionEvent).persisted) listener(true);
          },
          pagehide: () => listener(false),
        }),
      ];
      return () => stops.forEach((stop) => stop());
    },
    globals: globalThis,
    get console() {
      return world.console;
    },
    reportError(error) {
      if (world.reportError) world.reportError(error);
      else world.console?.error(error as string);
    },
  };
}
