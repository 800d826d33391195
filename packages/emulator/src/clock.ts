/** Time as the emulator sees it: real, or moved by a test. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Calls back once after `delayMs` (0 to about 24.8 days; other values are clamped). Returns what cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void;
}

/** A clock that stands still until it is advanced. */
export interface VirtualClock extends Clock {
  /** Moves on by `ms`, running what falls due in order of its time; what that schedules runs too, when due. */
  advance(ms: number): void;
  /** Timers that have not run yet. */
  readonly pendingTimers: number;
}

const longestDelayMs = 2_147_483_647;

const clampDelay = (delayMs: number) =>
  Number.isNaN(delayMs) ? 0 : Math.min(Math.max(delayMs, 0), longestDelayMs);

/** The machine's clock. Its timers do not keep a Node process alive. */
export function createRealClock(): Clock {
  return {
    nowMs: () => Date.now(),
    setTimer(delayMs, callback) {
      const timer: unknown = setTimeout(callback, clampDelay(delayMs));
      // In a page a timer is a number.
      if (typeof timer === "object" && timer !== null && "unref" in timer) (timer as NodeJS.Timeout).unref();
      return () => clearTimeout(timer as NodeJS.Timeout);
    },
  };
}

/**
 * A clock for tests and simulations.
 * @param startMs - its first time, in milliseconds since the epoch.
 */
export function createVirtualClock(startMs = Date.UTC(2026, 0, 15, 12)): VirtualClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();

  const nextDue = (untilMs: number) => {
    let next: { readonly dueMs: number; readonly callback: () => void } | undefined;
    // A set keeps insertion order, so that of equals the first one set wins.
    for (const timer of timers)
      if (timer.dueMs <= untilMs && (!next || timer.dueMs < next.dueMs)) next = timer;
    return next;
  };

  return {
    nowMs: () => nowMs,
    setTimer(delayMs, callback) {
      const timer = { dueMs: nowMs + clampDelay(delayMs), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const untilMs = nowMs + Math.max(0, ms);
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = timer.dueMs;
        timer.callback();
      }
      nowMs = untilMs;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}
