import { canAdvance } from "../clock.js";
import { toIsoTime } from "../isoTime.js";
import type { Settings } from "../options.js";
import type { Throttle, Throttling } from "../throttle/throttle.js";
import type { ChatTimers } from "../world/contact.js";
import type { World } from "../world/world.js";
import { ControlError } from "./controlError.js";
import { controlRules, readControlValue } from "./controlRules.js";
import type { ControlSubjects } from "./controlSubjects.js";

/** The timers of a chat. */
export interface ControlTimers {
  readonly contactId: string;
  /** By role; a timer that is left out is off. */
  readonly timers: ChatTimers;
}

export interface LifeControl {
  /** Sets all timers of a chat. Those that run go on as they began: the new ones hold from an agent's next joining. */
  setTimers(timers: ControlTimers): void;
  /** How many requests are let through from now on, as the option `throttling` says it. */
  setThrottling(throttling: Throttling): void;
  /**
   * Puts the emulator's clock forward: what falls due happens at once, in order. Conflict with a clock of your own that has no
   * `advance`.
   * @param ms - milliseconds, of at least 0.
   * @returns the time then, ISO-8601 UTC.
   */
  advanceClock(ms: number): { readonly now: string };
}

export function createLifeControl(given: {
  readonly world: World;
  readonly settings: Settings;
  readonly throttle: Throttle;
  readonly subjects: ControlSubjects;
}): LifeControl {
  const { world, settings, throttle, subjects } = given;
  return {
    setTimers({ contactId, timers }) {
      const { contact } = subjects.liveRoomOf(contactId);
      world.setTimers(contact.contactId, readControlValue(timers, controlRules.timers));
    },
    setThrottling: (throttling) =>
      throttle.set(readControlValue({ throttling }, controlRules.throttling).throttling),
    advanceClock(ms) {
      const { clock } = settings;
      if (!canAdvance(clock))
        throw new ControlError(
          "Conflict",
          "unable to advance the clock; that of the options cannot be advanced",
        );
      clock.advance(readControlValue({ ms }, controlRules.advance).ms);
      return { now: toIsoTime(clock.nowMs()) };
    },
  };
}
