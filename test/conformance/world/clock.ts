import { createVirtualClock } from "../../../packages/emulator/src/clock.js";

/** The time of a page: it stands still until a scenario moves it. */
export interface PageClock {
  nowMs(): number;
  /** Runs what is due now, with its promise reactions and messages, until nothing is left; time stands still. */
  settle(): Promise<void>;
  /** Moves on by `ms`: timers run in order of their time, and what each leads to before the next. */
  advance(ms: number): Promise<void>;
  /** Lets `settle` wait for work that the browser does on its own, such as reading a file. */
  await<Result>(work: Promise<Result>): Promise<Result>;
}

/** Rounds of the event loop in which nothing may happen before a page counts as quiet. */
const QUIET_ROUNDS = 4;

/** Replaces the page's timers and its `Date`. Message ports and promises stay as they are: they need no time. */
export function installClock(): PageClock {
  const clock = createVirtualClock(Date.UTC(2031, 1, 3, 4));
  const cancels = new Map<number, () => void>();
  let lastHandle = 0;
  let working = 0;
  let happenings = 0;

  /** Runs `callback` after `delay`, and then again each `interval` where there is one. */
  const start = (callback: () => void, delay: number, interval?: number): number => {
    const handle = ++lastHandle;
    const arm = (ms: number) =>
      cancels.set(
        handle,
        clock.setTimer(ms, () => {
          happenings += 1;
          if (interval === undefined) cancels.delete(handle);
          else arm(interval);
          callback();
        }),
      );
    arm(delay);
    return handle;
  };
  const stop = (handle: number) => {
    cancels.get(handle)?.();
    cancels.delete(handle);
  };
  type Callback = (...args: readonly unknown[]) => void;
  const setTimeout = (callback: Callback, delay = 0, ...args: readonly unknown[]) =>
    start(() => callback(...args), delay);
  const setInterval = (callback: Callback, delay = 0, ...args: readonly unknown[]) => {
    const ms = Math.max(1, delay);
    return start(() => callback(...args), ms, ms);
  };
  const RealDate = Date;
  class PageDate extends RealDate {
    constructor(...args: readonly unknown[]) {
      super(...((args.length ? args : [clock.nowMs()]) as [number]));
    }
    static override now = () => clock.nowMs();
  }
  Object.assign(globalThis, {
    setTimeout,
    setInterval,
    clearTimeout: stop,
    clearInterval: stop,
    Date: PageDate,
  });

  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  const roundOfEventLoop = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });

  const settle = async () => {
    for (let quiet = 0; quiet < QUIET_ROUNDS; quiet++) {
      const before = happenings;
      await roundOfEventLoop();
      clock.advanceToNext(clock.nowMs());
      if (working > 0 || happenings !== before) quiet = -1;
    }
  };
  return {
    nowMs: clock.nowMs,
    settle,
    async advance(ms) {
      const untilMs = clock.nowMs() + ms;
      await settle();
      while (clock.advanceToNext(untilMs)) await settle();
      clock.advance(untilMs - clock.nowMs());
    },
    async await(work) {
      working += 1;
      try {
        return await work;
      } finally {
        working -= 1;
        happenings += 1;
      }
    },
  };
}
