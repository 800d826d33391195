import type { TimerScope } from "../timerScope.js";

/** Hands things on in the order they came: at once, or after what is being answered now has been answered. */
export interface Outbox<Entry> {
  push(entry: Entry): void;
}

export function createOutbox<Entry>(given: {
  readonly timers: TimerScope;
  readonly immediate: boolean;
  /** What has to be done before anything goes out that is not immediate. */
  readonly flushed?: (() => Promise<void>) | undefined;
  readonly deliver: (entry: Entry) => void;
}): Outbox<Entry> {
  let waiting: Entry[] = [];
  const { timers, flushed } = given;
  const deliverAll = (entries: readonly Entry[]) => {
    for (const entry of entries) given.deliver(entry);
  };
  const flush = () => {
    const entries = waiting;
    waiting = [];
    if (!flushed) deliverAll(entries);
    else
      void flushed()
        // What could not be kept has been told to whoever sent it.
        .catch(() => undefined)
        // In a turn of its own again: the answer that waited for the same goes first.
        .then(() => timers.set(0, () => deliverAll(entries)));
  };
  return {
    push(entry) {
      if (given.immediate) {
        given.deliver(entry);
        return;
      }
      waiting.push(entry);
      if (waiting.length === 1) timers.set(0, flush);
    },
  };
}
