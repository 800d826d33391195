import { createTimerHeap } from "./timerHeap.js";

/** Time as the emulator sees it: real, or moved by a test. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Calls back once after `delayMs` (0 to about 24.8 days; other values are clamped). Returns what cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void;
}

/** A clock that can be put forward. */
export interface AdvancingClock extends Clock {
  /** Moves on by `ms`, running what falls due in order of its time; what that schedules runs too, when due. */
  advance(ms: number): void;
}

export const canAdvance = (clock: Clock): clock is AdvancingClock => "advance" in clock;

/** A clock that stands still until it is advanced. */
export interface VirtualClock extends AdvancingClock {
  /**
   * Moves on to the next timer that is due by `untilMs`, a time since the epoch as `nowMs` gives it, and runs that one alone,
   * so that promises can settle before the one after it. Gives whether there was one; otherwise time stands still.
   * @defaultValue Infinity
   */
  advanceToNext(untilMs?: number): boolean;
  /** As `advance`, and lets promises settle before each timer, such as those of flows that are code. */
  advanceAsync(ms: number): Promise<void>;
  /** Timers that have not run yet. */
  readonly pendingTimers: number;
}

export const isVirtual = (clock: Clock): clock is VirtualClock => "advanceToNext" in clock;

const longestDelayMs = 2_147_483_647;

// Taken before a test fakes its timers: what it fakes would stand still meanwhile.
const { setTimeout: nextTask } = globalThis;

/** What promises lead to is done once the host comes to its next task. */
const letPromisesSettle = () => new Promise<void>((resolve) => nextTask(resolve, 0));

const clampDelay = (delayMs: number) =>
  Number.isNaN(delayMs) ? 0 : Math.min(Math.max(delayMs, 0), longestDelayMs);

interface RealTimer {
  dueMs: number;
  readonly callback: () => void;
  cancel: () => void;
}

/** Sets a timer that does not keep a Node process alive; returns what cancels it. */
function setNativeTimer(delayMs: number, callback: () => void): () => void {
  const { setTimeout, clearTimeout } = globalThis;
  const timer: unknown = setTimeout(callback, clampDelay(delayMs));
  // In a page a timer is a number.
  if (typeof timer === "object" && timer !== null && "unref" in timer) (timer as NodeJS.Timeout).unref();
  return () => clearTimeout(timer as NodeJS.Timeout);
}

/**
 * The machine's clock, from which it is ahead by what it was advanced. Its timers do not keep a Node process alive. Where a test fakes
 * the timers, or gives the machine's back, it goes by those of now, and what is pending comes along when it is used next.
 */
export function createRealClock(): AdvancingClock {
  const pending = new Set<RealTimer>();
  /** Under which what is pending was set. */
  let { setTimeout: timersThen, Date: dateThen } = globalThis;
  let aheadMs = 0;
  /** While a timer runs that the clock was put forward to: its time, however long it takes. */
  let standsAtMs: number | undefined;
  const nowMs = () => {
    followTimers();
    return standsAtMs ?? Date.now() + aheadMs;
  };
  const goTo = (timeMs: number) => {
    aheadMs = Math.max(aheadMs, timeMs - Date.now());
  };

  const remove = (timer: RealTimer) => {
    timer.cancel();
    pending.delete(timer);
  };
  const run = (timer: RealTimer) => {
    remove(timer);
    timer.callback();
  };
  const arm = (timer: RealTimer) => {
    timer.cancel();
    timer.cancel = setNativeTimer(timer.dueMs - nowMs(), () => run(timer));
  };
  /** Each timer keeps the time that is left to it, whatever the date is now. */
  const followTimers = () => {
    if (globalThis.setTimeout === timersThen) return;
    const jumpMs = Date.now() - dateThen.now();
    ({ setTimeout: timersThen, Date: dateThen } = globalThis);
    for (const timer of pending) {
      timer.dueMs += jumpMs;
      arm(timer);
    }
  };
  const firstDue = (untilMs: number): RealTimer | undefined => {
    let first: RealTimer | undefined;
    // Of equals the one set first.
    for (const timer of pending)
      if (timer.dueMs <= untilMs && timer.dueMs < (first?.dueMs ?? Infinity)) first = timer;
    return first;
  };

  return {
    nowMs,
    setTimer(delayMs, callback) {
      const timer: RealTimer = { dueMs: nowMs() + clampDelay(delayMs), callback, cancel: () => undefined };
      pending.add(timer);
      arm(timer);
      return () => remove(timer);
    },
    advance(ms) {
      const untilMs = nowMs() + Math.max(0, ms);
      for (let timer = firstDue(untilMs); timer; timer = firstDue(untilMs)) {
        const atMs = Math.max(nowMs(), timer.dueMs);
        goTo(timer.dueMs);
        standsAtMs = atMs;
        try {
          run(timer);
        } finally {
          standsAtMs = undefined;
        }
      }
      goTo(untilMs);
      pending.forEach(arm);
    },
  };
}

/**
 * A clock for tests and simulations.
 * @param startMs - its first time, in milliseconds since the epoch.
 */
export function createVirtualClock(startMs = Date.UTC(2026, 0, 15, 12)): VirtualClock {
  let nowMs = startMs;
  const timers = createTimerHeap();

  const runNext = (untilMs: number): boolean => {
    const timer = timers.peek();
    if (!timer || timer.dueMs > untilMs) return false;
    timers.remove(timer);
    // A timer set within a callback that advances the clock itself may be behind already.
    nowMs = Math.max(nowMs, timer.dueMs);
    timer.callback();
    return true;
  };

  return {
    nowMs: () => nowMs,
    setTimer(delayMs, callback) {
      const timer = timers.add(nowMs + clampDelay(delayMs), callback);
      return () => timers.remove(timer);
    },
    advance(ms) {
      const untilMs = nowMs + Math.max(0, ms);
      while (runNext(untilMs));
      nowMs = Math.max(nowMs, untilMs);
    },
    async advanceAsync(ms) {
      const untilMs = nowMs + Math.max(0, ms);
      do await letPromisesSettle();
      while (runNext(untilMs));
      nowMs = Math.max(nowMs, untilMs);
    },
    advanceToNext: (untilMs = Infinity) => runNext(untilMs),
    get pendingTimers() {
      return timers.size;
    },
  };
}
