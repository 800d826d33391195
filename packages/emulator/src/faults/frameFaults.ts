import type { TimerScope } from "../timerScope.js";
import type { FaultBook } from "./faultBook.js";
import type { FaultSubject } from "./faultMatch.js";
import { createFrameShuffler } from "./frameShuffler.js";
import type { FrameShuffler } from "./frameShuffler.js";
import { jittered } from "./jittered.js";

/** Where frames go: a socket. */
export interface FrameSink {
  send(text: string): void;
}

/** One frame on its way to one socket. */
export interface OutgoingFrame {
  readonly sink: FrameSink;
  readonly subject: FaultSubject;
  readonly text: string;
}

/** What goes wrong with data frames. */
export interface FrameFaults {
  /** Sends a frame: once, never, several times, later or in another order, as the faults have it. */
  send(frame: OutgoingFrame): void;
}

/** How many milliseconds each copy of a frame waits; no copies when it is lost. */
function delaysOf(book: FaultBook, subject: FaultSubject): readonly number[] {
  if (book.strike(["dropFrames"], { subject })) return [];
  const copies = book.strike(["duplicateFrames"], { subject });
  const delay = book.strike(["delayFrames"], { subject });
  const count = copies ? 1 + (copies.rule.copies ?? 1) : 1;
  return Array.from({ length: count }, () => (delay ? jittered(delay.rule, book.draw()) : 0));
}

export function createFrameFaults({
  book,
  timers,
}: {
  readonly book: FaultBook;
  readonly timers: TimerScope;
}): FrameFaults {
  const shufflers = new WeakMap<FrameSink, FrameShuffler>();
  const shufflerOf = (sink: FrameSink): FrameShuffler => {
    const known = shufflers.get(sink);
    if (known) return known;
    const shuffler = createFrameShuffler({ timers, draw: book.draw, send: sink.send });
    shufflers.set(sink, shuffler);
    return shuffler;
  };

  const pass = ({ sink, subject, text }: OutgoingFrame) => {
    const reorder = book.strike(["reorderFrames"], { subject });
    if (reorder) shufflerOf(sink).push(text, reorder.rule.window ?? 2);
    else sink.send(text);
  };

  return {
    send(frame) {
      if (book.isEmpty) {
        frame.sink.send(frame.text);
        return;
      }
      for (const delayMs of delaysOf(book, frame.subject))
        if (delayMs === 0) pass(frame);
        else timers.set(delayMs, () => pass(frame));
    },
  };
}
