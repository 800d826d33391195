import { createVirtualClock } from "amazon-connect-chat-emulator";
import type { VirtualClock } from "amazon-connect-chat-emulator";

/** The one clock that all share, and the loop that moves it. */
export interface Stage {
  readonly clock: VirtualClock;
  /** Runs `task` in a task of its own before the clock moves on. */
  queueTask(task: () => void): void;
  /** Moves the clock to `atMs`, one timer at a time; what each sets off comes to rest before the next. */
  runUntil(atMs: number): Promise<void>;
  /** What has happened so far, in numbers. */
  readonly counts: { requests: number; frames: number };
  /** Notes what an actor does; undefined where nobody wants to know. */
  readonly trace: ((actor: string, what: string) => void) | undefined;
}

const hop = () => new Promise<void>((resolve) => void setImmediate(resolve));

/**
 * @param trace takes the time since the beginning, who does something, and what.
 * @param startMs the clock's first time, where it matters
 */
export function createStage(
  trace?: (atMs: number, actor: string, what: string) => void,
  startMs?: number,
): Stage {
  const clock = createVirtualClock(startMs);
  const beganAtMs = clock.nowMs();
  let waitingTasks = 0;

  // In process all that is not a timer is a promise reaction or a queued task; immediates run after both.
  const settle = async () => {
    do await hop();
    while (waitingTasks > 0);
  };
  return {
    clock,
    counts: { requests: 0, frames: 0 },
    trace: trace && ((actor, what) => trace(clock.nowMs() - beganAtMs, actor, what)),
    queueTask(task) {
      waitingTasks += 1;
      setImmediate(() => {
        waitingTasks -= 1;
        task();
      });
    },
    async runUntil(atMs) {
      await settle();
      while (clock.advanceToNext(atMs)) await settle();
      clock.advance(atMs - clock.nowMs());
    },
  };
}
