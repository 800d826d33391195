import type { Platform } from "../platform/platform.js";

/** At most one typing event goes out in this time. */
const TYPING_WINDOW_MS = 10_000;

/**
 * Lets the first call of a window through; the others share its outcome and send nothing. After a failure the window is
 * open again. One throttle a session: typing in one chat does not silence another.
 */
export function createTypingThrottle<Result>(
  platform: Platform,
): (send: () => Promise<Result>) => Promise<Result> {
  let openedAtMs = -Infinity;
  let shared: Promise<Result> | undefined;
  return (send) => {
    const nowMs = platform.nowMs();
    // A clock that was set back must not keep the window shut.
    const isOpen = nowMs >= openedAtMs && nowMs - openedAtMs < TYPING_WINDOW_MS;
    if (shared && isOpen) return shared;
    openedAtMs = nowMs;
    const mine = send();
    shared = mine;
    mine.catch(() => {
      if (shared === mine) shared = undefined;
    });
    return mine;
  };
}
