import type { Platform } from "../platform/platform.js";
import { inZone } from "../platform/zone.js";
import { ValueError } from "../errors.js";
import type { EventName } from "./eventNames.js";

/** Called in a task of its own for each event. */
export type EventHandler<Event = never> = (event: Event, eventName: string) => unknown;

export interface SubscribeOptions {
  /** Unsubscribes when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Unsubscribes after the first event. */
  readonly once?: boolean | undefined;
}

export interface SessionEvents {
  subscribe(name: EventName, handler: EventHandler, options?: SubscribeOptions): () => void;
  /**
   * Hands an event to whoever is subscribed when its task runs; then `after` runs in the same task. A function makes the event
   * then, for subscribers only, or undefined for none.
   */
  emit(name: EventName, event: object | (() => object | undefined), after?: () => void): void;
  removeAll(): void;
}

/** Answers undefined when a line went nowhere. */
export interface EventLog {
  warn(...args: unknown[]): unknown;
  error(...args: unknown[]): unknown;
}

interface Subscription {
  readonly name: EventName;
  readonly handler: EventHandler<object>;
  readonly once: boolean;
  readonly unsubscribe: () => void;
  /** By itself: an event that is being handed over is still for those that go all together, as in 5.0.0. */
  isRemoved?: boolean;
}
interface Pending {
  readonly name: EventName;
  readonly event: object | (() => object | undefined);
  readonly after?: (() => void) | undefined;
}

/** Messages that wait for the first onMessage handler. */
export const MAX_HELD = 1_000;

/** @param log takes what a handler threw, else `platform.reportError`; and that messages were dropped */
export function createSessionEvents(
  platform: Pick<Platform, "queueTask" | "reportError">,
  log: EventLog,
): SessionEvents {
  /** A list that is replaced: what comes while an event is handed over is not given that one. */
  let subscriptions: readonly Subscription[] = [];
  const held: Pending[] = [];
  // Messages are held until somebody listens; what comes while they are handed over waits behind them.
  let messages: "held" | "draining" | "flowing" = "held";

  const deliver = ({ name, event, after }: Pending) => {
    let made: object | undefined;
    for (const subscription of subscriptions) {
      if (subscription.name !== name || subscription.isRemoved) continue;
      made ??= typeof event === "function" ? (event as () => object | undefined)() : event;
      if (!made) break;
      if (subscription.once) subscription.unsubscribe();
      try {
        subscription.handler(made, name);
      } catch (error) {
        if (log.error(`a handler of ${name} threw`, error) === undefined) platform.reportError(error);
      }
    }
    after?.();
  };
  const arrive = (pending: Pending) => {
    const waits = messages === "draining" || (messages === "held" && pending.name === "INCOMING_MESSAGE");
    if (!waits) {
      deliver(pending);
      return;
    }
    held.push(pending);
    if (messages === "held" && held.length > MAX_HELD) {
      held.shift();
      log.warn("dropped the oldest message; nobody has called onMessage");
    }
  };
  const drain = () => {
    const next = held.shift();
    if (!next) {
      messages = "flowing";
      return;
    }
    // First the next task, then the handler: what a handler throws or does must not stop the rest.
    platform.queueTask(drain);
    deliver(next);
  };

  return {
    subscribe(name, handler, options) {
      const { signal, once = false } = options ?? {};
      const given: unknown = handler;
      if (given === undefined || given === null) throw new ValueError("f must be provided");
      if (typeof given !== "function") throw new ValueError("f must be a function");
      const unsubscribe = () => {
        subscription.isRemoved = true;
        subscriptions = subscriptions.filter((one) => one !== subscription);
        signal?.removeEventListener("abort", unsubscribe);
      };
      const subscription: Subscription = {
        name,
        handler: inZone(handler as EventHandler<object>),
        once,
        unsubscribe,
      };
      if (signal?.aborted) return unsubscribe;
      signal?.addEventListener("abort", unsubscribe);
      subscriptions = [...subscriptions, subscription];
      if (name === "INCOMING_MESSAGE" && messages === "held") {
        messages = "draining";
        platform.queueTask(drain);
      }
      return unsubscribe;
    },
    emit: (name, event, after) => platform.queueTask(() => arrive({ name, event, after })),
    removeAll: () =>
      subscriptions.forEach((subscription) => {
        subscription.unsubscribe();
        subscription.isRemoved = false;
      }),
  };
}
