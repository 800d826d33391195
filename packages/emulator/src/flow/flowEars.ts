import type { Clock } from "../clock.js";
import type { TimerScope } from "../timerScope.js";
import type { Contact } from "../world/contact.js";
import type { Item } from "../world/item.js";
import { patternOf } from "./pattern.js";
import { isCustomerMessage, isTriggeredBy } from "./trigger.js";
import type { Trigger } from "./flowStep.js";

/** What a flow is called with when what it waits for has happened; silence comes without an item. */
export type Heard = (item: Item | undefined) => void;

/** What one flow listens for. What a wait takes is not heard by the rules. */
export interface FlowEars {
  /** Waits for one item: the newest wait that an item fits gets it. Returns what gives it up, which tells whether nothing had come yet. */
  wait(trigger: Trigger | "message", heard: Heard): () => boolean;
  /**
   * From now on, `times` times at most. Of several rules that fit, the oldest gets it. One of the same `step` begins anew: a flow
   * that plays itself would have more of them each time.
   */
  on(trigger: Trigger, times: number, heard: Heard, step?: object): void;
  /** Whether there is a rule, be it one that has heard something for the last time and is not called yet. */
  readonly hasRules: boolean;
  /** @param contact - as it is with the item */
  hear(item: Item, contact: Contact): void;
  deafen(): void;
}

interface Listener {
  readonly trigger: Trigger | "message";
  timesLeft: number;
  /** When it was called last. */
  wokenAtMs: number | undefined;
  readonly heard: Heard;
  readonly step: object;
  cancelSilence: () => void;
}

/**
 * Ears whose calls come in a later turn, so that everyone has an item before something answers it.
 * @param isActing - whether a flow of the chat does something just now: what is heard then comes from that.
 */
export function createFlowEars(
  timers: TimerScope,
  { nowMs }: Pick<Clock, "nowMs">,
  isActing: () => boolean,
): FlowEars {
  const waits = new Set<Listener>();
  const rules = new Set<Listener>();
  /** Calls that are to come. */
  let due = 0;

  const remove = (listener: Listener) => {
    listener.cancelSilence();
    waits.delete(listener);
    rules.delete(listener);
  };

  const wake = (listener: Listener, item: Item | undefined) => {
    listener.timesLeft -= 1;
    if (listener.timesLeft <= 0) remove(listener);
    // A rule that brings about what it reacts to must not stop the clock.
    const delayMs = isActing() && listener.wokenAtMs === nowMs() ? 1 : 0;
    listener.wokenAtMs = nowMs();
    due += 1;
    timers.set(delayMs, () => {
      due -= 1;
      listener.heard(item);
    });
  };

  const awaitSilence = (listener: Listener) => {
    const { trigger } = listener;
    if (trigger === "message" || !("silentForMs" in trigger)) return;
    listener.cancelSilence();
    // Nor must one that breaks a silence which takes no time.
    const silentForMs = Math.max(1, trigger.silentForMs);
    listener.cancelSilence = timers.set(silentForMs, () => wake(listener, undefined));
  };

  const add = (to: Set<Listener>, told: Omit<Listener, "cancelSilence" | "wokenAtMs">) => {
    // Here it is the flow's mistake; with an item it would be that of whoever sent it.
    if (told.trigger !== "message" && "says" in told.trigger) patternOf(told.trigger.says);
    const listener: Listener = { ...told, wokenAtMs: undefined, cancelSilence: () => undefined };
    to.add(listener);
    awaitSilence(listener);
    return listener;
  };

  const isFor = ({ trigger }: Listener, item: Item, contact: Contact) =>
    trigger === "message" ? isCustomerMessage(item) : isTriggeredBy(trigger, item, contact);

  return {
    wait(trigger, heard) {
      const listener = add(waits, { trigger, timesLeft: 1, heard, step: heard });
      return () => {
        const isWaiting = waits.has(listener);
        remove(listener);
        return isWaiting;
      };
    },
    on(trigger, times, heard, step = heard) {
      for (const rule of rules) if (rule.step === step) remove(rule);
      add(rules, { trigger, timesLeft: times, heard, step });
    },
    get hasRules() {
      return rules.size > 0 || due > 0;
    },
    hear(item, contact) {
      if (isCustomerMessage(item)) for (const listener of [...waits, ...rules]) awaitSilence(listener);
      const fitting = (listener: Listener) => isFor(listener, item, contact);
      const listener = [...waits].reverse().find(fitting) ?? [...rules].find(fitting);
      if (listener) wake(listener, item);
    },
    deafen() {
      for (const listener of [...waits, ...rules]) remove(listener);
    },
  };
}
