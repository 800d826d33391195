import type { Platform } from "../platform/platform.js";
import type { Pause } from "./pauseAfter.js";

/** Does one thing after the other, and rests where one of them has to wait. */
export interface Lane {
  /** There may be something to do. A pause is kept. */
  look(): void;
  /** Things may be better now: ends a pause that is not firm, or spares it where an attempt is still under way. */
  wake(): void;
  stop(): void;
}

export interface LaneOptions<Job> {
  readonly platform: Pick<Platform, "setTimer" | "onOnlineChange" | "onVisibilityChange">;
  /** What is to be done next; undefined when there is nothing. */
  next(): Job | undefined;
  /** Does it, and answers with the pause that is needed before the next look. Never rejects. */
  attempt(job: Job): Promise<Pause | undefined>;
}

export function createLane<Job>({ platform, next, attempt }: LaneOptions<Job>): Lane {
  let isBusy = false;
  let isStopped = false;
  let wasWoken = false;
  let pause: { readonly isFirm: boolean; readonly end: () => void } | undefined;

  const stopped = () => isStopped;
  const rest = ({ delayMs, isFirm }: Pause) => {
    const wakeIf = (isBetter: boolean) => {
      if (isBetter) lane.wake();
    };
    const stops =
      delayMs === Infinity
        ? []
        : [
            platform.setTimer(() => {
              pause?.end();
              lane.look();
            }, delayMs),
            platform.onOnlineChange(wakeIf),
            // Timers of hidden pages are late.
            platform.onVisibilityChange(wakeIf),
          ];
    pause = {
      isFirm,
      end() {
        pause = undefined;
        for (const stop of stops) stop();
      },
    };
  };
  const work = async () => {
    if (isBusy || pause || stopped()) return;
    isBusy = true;
    let needed: Pause | undefined;
    while (!needed && !stopped()) {
      const job = next();
      if (!job) break;
      wasWoken = false;
      needed = await attempt(job);
    }
    isBusy = false;
    if (!needed || stopped()) return;
    rest(needed);
    // What has failed may have begun when things were worse; what waits to be woken has just looked.
    if (wasWoken && needed.delayMs < Infinity) lane.wake();
  };

  const lane: Lane = {
    look: () => void work(),
    wake() {
      wasWoken = true;
      if (pause && !pause.isFirm) pause.end();
      lane.look();
    },
    stop() {
      isStopped = true;
      pause?.end();
    },
  };
  return lane;
}
