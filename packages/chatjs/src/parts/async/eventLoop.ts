import { IllegalArgumentError } from "../../errors.js";
import { EVENTS } from "../../session/eventNames.js";
import type { EventName, EventTable, SubscribeMethod } from "../../session/eventNames.js";
import type { ChatEventMap } from "../../session/eventTypes.js";
import type { PlainSession } from "../../session/parts.js";
import { openLoop } from "./loop.js";
import type { LoopOptions, LoopScope } from "./loop.js";

type NameOf<Method extends SubscribeMethod> = EventTable[Method][0];

/** An event of a session under its name: `type` tells which, and so what else it has. */
export type SessionEvent<Name extends EventName = EventName> = {
  [Method in SubscribeMethod]: NameOf<Method> extends Name
    ? { readonly type: NameOf<Method> } & ChatEventMap[Method]
    : never;
}[SubscribeMethod];

/** The events that a loop gets unless it names others. */
export type UsualEventName = Exclude<EventName, "TRANSCRIPT_UPDATED">;

export interface EventsOptions<Name extends EventName = UsualEventName> extends LoopOptions {
  /** The names of the events, such as `INCOMING_MESSAGE`. @defaultValue all but `TRANSCRIPT_UPDATED`, which costs requests */
  readonly types?: readonly Name[] | undefined;
}

type Subscriptions = Readonly<
  Record<string, ((handler: (event: { readonly data: unknown }) => void) => () => void) | undefined>
>;

/**
 * Events of the session, from the call on, in order.
 * @throws IllegalArgumentError for a name that is none, or the transcript's where the session has no such part
 */
export function eventLoop<Name extends EventName>(
  session: PlainSession,
  options: EventsOptions<Name>,
  scope: LoopScope,
): AsyncIterableIterator<SessionEvent<Name>> {
  const methods = session as unknown as Subscriptions;
  const purpose = "give out events";
  const rows = EVENTS;
  const types: readonly EventName[] =
    options.types ?? rows.map(({ name }) => name).filter((name) => name !== "TRANSCRIPT_UPDATED");
  if (!Array.isArray(types))
    throw new IllegalArgumentError(`unable to ${purpose}; types must be an array of names of events`, types);
  for (const type of types) {
    const method = rows.find(({ name }) => name === type)?.method;
    if (!method)
      throw new IllegalArgumentError(`unable to ${purpose}; types names an event that there is not`, type);
    if (!methods[method])
      throw new IllegalArgumentError(
        `unable to ${purpose}; ${type} needs the part that adds ${method}`,
        type,
      );
  }
  return openLoop(purpose, options, scope, (queue) => {
    const stops = rows
      .filter(({ name }) => name === "CHAT_ENDED" || types.includes(name))
      .map(({ method, name: type }) =>
        methods[method]?.((event) => {
          if (types.includes(type)) queue.push({ type, ...event } as SessionEvent<Name>);
          if (type === "CHAT_ENDED" || (type === "INCOMING_MESSAGE" && scope.isLast(event.data))) queue.end();
        }),
      );
    return () => stops.forEach((stop) => stop?.());
  });
}
