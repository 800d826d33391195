import type { TimerScope } from "../timerScope.js";

/** Nothing is kept for longer than this. */
const longestWaitMs = 200;

/** Gathers the frames of one socket and sends them in another order. */
export interface FrameShuffler {
  /** Takes a frame; when `window` of them are there, all go out. */
  push(text: string, window: number): void;
}

/** The entries in another order than theirs, if there are two at least; `draw` is uniform from 0 up to but not 1. */
export function reordered<Entry>(entries: readonly Entry[], draw: () => number): readonly Entry[] {
  const left = entries.map((entry, place) => ({ entry, place }));
  const drawn: typeof left = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(draw() * left.length), 1));
  // A chance that leaves all as it was would be no fault.
  if (drawn.every(({ place }, index) => place === index)) drawn.reverse();
  return drawn.map(({ entry }) => entry);
}

export function createFrameShuffler(given: {
  readonly timers: TimerScope;
  readonly draw: () => number;
  readonly send: (text: string) => void;
}): FrameShuffler {
  let waiting: string[] = [];
  let cancelFlush: (() => void) | undefined;
  const flush = () => {
    cancelFlush?.();
    cancelFlush = undefined;
    const texts = waiting;
    waiting = [];
    for (const text of reordered(texts, given.draw)) given.send(text);
  };
  return {
    push(text, window) {
      waiting.push(text);
      if (waiting.length >= window) flush();
      else cancelFlush ??= given.timers.set(longestWaitMs, flush);
    },
  };
}
