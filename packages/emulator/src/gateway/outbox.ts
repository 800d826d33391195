import type { TimerScope } from "../timerScope.js";

/** Hands things on in the order they came: at once, or after what is being answered now has been answered. */
export interface Outbox<Entry> {
  push(entry: Entry): void;
}

export function createOutbox<Entry>(given: {
  readonly timers: TimerScope;
  readonly immediate: boolean;
  readonly deliver: (entry: Entry) => void;
}): Outbox<Entry> {
  let waiting: Entry[] = [];
  const flush = () => {
    const entries = waiting;
    waiting = [];
    for (const entry of entries) given.deliver(entry);
  };
  return {
    push(entry) {
      if (given.immediate) {
        given.deliver(entry);
        return;
      }
      waiting.push(entry);
      if (waiting.length === 1) given.timers.set(0, flush);
    },
  };
}
