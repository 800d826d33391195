import { ValueError } from "../errors.js";
import { inZone } from "../platform/zone.js";

/** Subscribes to the changes of a value, and returns the way to unsubscribe. */
export type OnChange<Value> = (
  handler: (value: Value, previous: Value) => unknown,
  options?: {
    /** Unsubscribes when it aborts. */
    readonly signal?: AbortSignal | undefined;
  },
) => () => void;

/** A value that never changes inside: a change is another value in its place. */
export interface ObservedValue<Value> {
  get(): Value;
  /** Handlers hear of it, after those of the change before; of the same value nobody does. */
  set(next: Value): void;
  readonly onChange: OnChange<Value>;
}

/** @param reportError takes what a handler threw: it stops neither the others nor the caller */
export function createObservedValue<Value>(
  initial: Value,
  reportError: (error: unknown) => void,
): ObservedValue<Value> {
  const handlers = new Set<{ readonly handler: (value: Value, previous: Value) => unknown }>();
  const changes: (readonly [value: Value, previous: Value])[] = [];
  let value = initial;
  let isTelling = false;

  const tell = () => {
    isTelling = true;
    for (let change = changes.shift(); change; change = changes.shift())
      for (const registration of [...handlers])
        try {
          if (handlers.has(registration)) registration.handler(...change);
        } catch (error) {
          reportError(error);
        }
    isTelling = false;
  };

  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      changes.push([next, value]);
      value = next;
      // A handler may cause the next change: its turn comes when all have heard of this one.
      if (!isTelling) tell();
    },
    onChange(handler, { signal } = {}) {
      if (typeof (handler as unknown) !== "function")
        throw new ValueError("unable to subscribe; the handler must be a function");
      const registration = { handler: inZone(handler) };
      const unsubscribe = () => {
        handlers.delete(registration);
        signal?.removeEventListener("abort", unsubscribe);
      };
      if (signal?.aborted) return unsubscribe;
      signal?.addEventListener("abort", unsubscribe);
      handlers.add(registration);
      return unsubscribe;
    },
  };
}
