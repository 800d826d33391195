/** A timer that waits for its time. */
export interface HeapTimer {
  readonly dueMs: number;
  readonly callback: () => void;
  /** Of timers that are due together, the lower one runs first. */
  readonly order: number;
  /** Its place in the heap; -1 once it is out of it. Only the heap changes it. */
  place: number;
}

/** Timers of which the next one is always at hand. Adding, taking and removing take logarithmic time. */
export interface TimerHeap {
  readonly size: number;
  /** The next timer, which stays; undefined when there is none. */
  peek(): HeapTimer | undefined;
  add(dueMs: number, callback: () => void): HeapTimer;
  /** Removes a timer; one that is not there any more is left alone. */
  remove(timer: HeapTimer): void;
}

const isBefore = (one: HeapTimer, other: HeapTimer): boolean =>
  one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);

/** A binary heap without timers. */
export function createTimerHeap(): TimerHeap {
  const timers: HeapTimer[] = [];
  let added = 0;

  const put = (timer: HeapTimer, place: number) => {
    timers[place] = timer;
    timer.place = place;
  };

  const rise = (timer: HeapTimer, from: number) => {
    let place = from;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = timers[parentPlace];
      if (!parent || isBefore(parent, timer)) break;
      put(parent, place);
      place = parentPlace;
    }
    put(timer, place);
  };

  /** The earlier of the timers below a place. */
  const childOf = (place: number): HeapTimer | undefined => {
    const [left, right] = [timers[2 * place + 1], timers[2 * place + 2]];
    return left && right && isBefore(right, left) ? right : left;
  };

  const sink = (timer: HeapTimer, from: number) => {
    let place = from;
    for (let child = childOf(place); child && isBefore(child, timer); child = childOf(place)) {
      const childPlace = child.place;
      put(child, place);
      place = childPlace;
    }
    put(timer, place);
  };

  return {
    get size() {
      return timers.length;
    },
    peek: () => timers[0],
    add(dueMs, callback) {
      const timer: HeapTimer = { dueMs, callback, order: added++, place: timers.length };
      timers.push(timer);
      rise(timer, timer.place);
      return timer;
    },
    remove(timer) {
      const { place } = timer;
      if (place < 0) return;
      timer.place = -1;
      const last = timers.pop();
      if (!last || last === timer) return;
      // The last one takes the gap, and may belong further up or further down.
      rise(last, place);
      sink(last, last.place);
    },
  };
}
