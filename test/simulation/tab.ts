import { uuidFromBytes } from "../../packages/chatjs/src/lib/uuid.js";
import type { CancelTimer, Platform } from "../../packages/chatjs/src/platform/platform.js";
import { timerDelayMs } from "../../packages/chatjs/src/platform/timerDelay.js";
import type { Dice } from "./dice.js";
import type { Stage } from "./stage.js";

/** What is left of a library in a tab. */
export interface Leftovers {
  readonly timers: number;
  readonly tasks: number;
  readonly listeners: number;
}

/** A page with its own clock. It may stand still, throttle its timers, or be gone from one moment to the next. */
export interface Tab {
  readonly name: string;
  readonly isAlive: boolean;
  readonly isFrozen: boolean;
  /** All that the library takes from a platform, but the network. */
  readonly platform: Omit<Platform, "fetch" | "openSocket" | "upload">;
  readonly leftovers: Leftovers;
  /** Calls into the page: now, once it is thawed, or never. What it throws is reported. */
  enter(what: string, callback: () => void): void;
  /** Sets a timer of the page itself. */
  setTimer(delayMs: number, callback: () => void): void;
  freeze(): void;
  thaw(): void;
  kill(): void;
  show(isVisible: boolean): void;
  tellOnline(isOnline: boolean): void;
  /** Sets the machine's clock to another time. */
  shiftClock(byMs: number): void;
}

export interface TabOptions {
  readonly name: string;
  readonly stage: Stage;
  readonly dice: Dice;
  /** How wrong the clock of the machine is, in milliseconds. @defaultValue by chance */
  readonly skewMs?: number | undefined;
  /** Takes what left the library by a way that nobody watches. */
  readonly escaped: (what: string, error: unknown) => void;
}

/** Timers of a page that nobody sees fire on full seconds, and after five minutes on full minutes. */
const throttles = [
  { afterMs: 300_000, stepMs: 60_000 },
  { afterMs: 0, stepMs: 1_000 },
];

export function createTab({ name, stage, dice, escaped, skewMs: given }: TabOptions): Tab {
  const { clock } = stage;
  const backlog: (() => void)[] = [];
  /** Each sets its timer again, for when that is due as things are. */
  const timers = new Set<() => void>();
  const onlineListeners = new Set<(isOnline: boolean) => void>();
  const visibilityListeners = new Set<(isVisible: boolean) => void>();
  let skewMs = given ?? (dice.chance(0.5) ? 0 : dice.between(-1, 1) * dice.between(0, 7_200_000));
  let life: "running" | "frozen" | "thawing" | "gone" = "running";
  let hiddenSinceMs: number | undefined;
  let tasks = 0;

  const call = (what: string, callback: () => void) => {
    try {
      callback();
    } catch (error) {
      escaped(what, error);
    }
  };
  const enter: Tab["enter"] = (what, callback) => {
    if (life === "gone") return;
    if (life === "running") call(what, callback);
    else backlog.push(() => call(what, callback));
  };
  const workOff = () => {
    if (life !== "thawing") return;
    const next = backlog.shift();
    if (!next) {
      life = "running";
      return;
    }
    next();
    stage.queueTask(workOff);
  };
  /** When a timer fires that is due then, as things are. */
  const throttled = (dueMs: number) => {
    if (hiddenSinceMs === undefined) return dueMs;
    const hiddenMs = clock.nowMs() - hiddenSinceMs;
    const stepMs = throttles.find(({ afterMs }) => hiddenMs >= afterMs)?.stepMs ?? 1;
    return Math.ceil(dueMs / stepMs) * stepMs;
  };
  const setTimer = (what: string, callback: () => void, delayMs: number): CancelTimer => {
    const dueMs = clock.nowMs() + timerDelayMs(delayMs);
    let cancel: CancelTimer = () => undefined;
    const arm = () => {
      cancel();
      cancel = clock.setTimer(throttled(dueMs) - clock.nowMs(), () =>
        enter(what, () => {
          if (timers.delete(arm)) callback();
        }),
      );
    };
    timers.add(arm);
    arm();
    return () => {
      timers.delete(arm);
      cancel();
    };
  };
  const tell = <Value>(what: string, listeners: Set<(value: Value) => void>, value: Value) => {
    for (const listener of [...listeners]) call(what, () => listener(value));
  };
  const subscribe = <Listener>(listeners: Set<Listener>, listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  return {
    name,
    get isAlive() {
      return life !== "gone";
    },
    get isFrozen() {
      return life === "frozen" || life === "thawing";
    },
    platform: {
      nowMs: () => clock.nowMs() + skewMs,
      random: () => dice.unit(),
      uuid: () => uuidFromBytes(Array.from({ length: 16 }, () => dice.between(0, 255))),
      setTimer: (callback, delayMs) => setTimer("a timer", callback, delayMs),
      queueTask(task) {
        tasks += 1;
        stage.queueTask(() =>
          enter("a task", () => {
            tasks -= 1;
            task();
          }),
        );
      },
      onOnlineChange: (listener) => subscribe(onlineListeners, listener),
      onVisibilityChange: (listener) => subscribe(visibilityListeners, listener),
      globals: {},
      console: undefined,
      reportError: () => undefined,
    },
    get leftovers() {
      return { timers: timers.size, tasks, listeners: onlineListeners.size + visibilityListeners.size };
    },
    enter,
    setTimer: (delayMs, callback) => void clock.setTimer(delayMs, () => enter("the page", callback)),
    freeze() {
      if (life === "running" || life === "thawing") life = "frozen";
    },
    thaw() {
      if (life !== "frozen") return;
      life = "thawing";
      stage.queueTask(workOff);
    },
    kill() {
      life = "gone";
      backlog.length = 0;
    },
    show(isVisible) {
      if (life === "gone" || isVisible === (hiddenSinceMs === undefined)) return;
      hiddenSinceMs = isVisible ? undefined : clock.nowMs();
      // Who is seen again is not kept waiting; what has fired while frozen is in the backlog.
      if (isVisible) for (const arm of [...timers]) arm();
      tell("a visibility listener", visibilityListeners, isVisible);
    },
    tellOnline(isOnline) {
      if (life !== "gone") tell("an online listener", onlineListeners, isOnline);
    },
    shiftClock: (byMs) => void (skewMs += byMs),
  };
}
