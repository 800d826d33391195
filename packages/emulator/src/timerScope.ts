import type { Clock } from "./clock.js";

/** Timers that end together. */
export interface TimerScope {
  /** Calls back once after `delayMs`, unless the scope ends before. Returns what cancels it. */
  set(delayMs: number, callback: () => void): () => void;
  cancelAll(): void;
}

/** A scope of timers on a clock; after `cancelAll` it can be used again. */
export function createTimerScope(clock: Clock): TimerScope {
  const cancels = new Set<() => void>();
  return {
    set(delayMs, callback) {
      const cancelTimer = clock.setTimer(delayMs, () => {
        cancels.delete(cancel);
        callback();
      });
      const cancel = () => {
        cancels.delete(cancel);
        cancelTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    cancelAll() {
      for (const cancel of [...cancels]) cancel();
    },
  };
}
