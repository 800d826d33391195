import { isRefusal } from "../errors.js";
import { jitterMs } from "../lib/jitter.js";
import { parseTimeMs } from "../platform/time.js";
import type { CancelTimer, Platform } from "../platform/platform.js";

const MARGIN_MS = 60_000;
const MIN_MS = 30_000;
const UNKNOWN_MS = 1_800_000;
const RETRY = { baseMs: 5_000, capMs: 300_000 };

/**
 * When to ask for the next token: a minute before the end of this one; half way for a short-lived one; after half an hour
 * when its end is missing, unreadable or past (a clock that is wrong must not become a request loop).
 * @returns milliseconds, at least 30,000
 */
export function refreshDelayMs(expiry: string | undefined, nowMs: number): number {
  const lifetimeMs = parseTimeMs(expiry) - nowMs;
  return lifetimeMs > 0 ? Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2, MIN_MS) : UNKNOWN_MS;
}

export interface TokenRefresh {
  /** A token came, by a refresh or otherwise: the next refresh counts from its end. */
  schedule(expiry: string | undefined): void;
  stop(): void;
}

/**
 * Keeps a connection token fresh. A failed refresh is tried again with back-off, unless the service refused it for good.
 * @param refresh fetches a token and calls `schedule`
 */
export function createTokenRefresh(platform: Platform, refresh: () => Promise<unknown>): TokenRefresh {
  let cancel: CancelTimer | undefined;
  let stopped = false;
  let failures = 0;
  const after = (delayMs: number) => {
    cancel?.();
    if (!stopped) cancel = platform.setTimer(() => void run(), delayMs);
  };
  const run = async () => {
    try {
      await refresh();
    } catch (reason) {
      if (isRefusal(reason)) return;
      after(1_000 + jitterMs(failures++, platform.random(), RETRY));
    }
  };
  return {
    schedule(expiry) {
      failures = 0;
      after(refreshDelayMs(expiry, platform.nowMs()));
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
