import { EVENT_TYPES } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";

/** Nobody's events, one that is told to nobody, the end of each flow, and what tells of receipts, which are heard as what was sent. */
const unheard = [
  "chat.ended",
  "chat.rehydrated",
  "connection.acknowledged",
  "message.metadata",
  "workflow.cancelled",
] as const satisfies readonly EventType[];

/** An event that a flow can wait for, or a file that has come in. */
export type HeardEvent = Exclude<EventType, (typeof unheard)[number]> | "attachment";

export const HEARD_EVENTS: readonly HeardEvent[] = [
  ...EVENT_TYPES.filter(
    (event): event is Exclude<HeardEvent, "attachment"> => !unheard.some((each) => each === event),
  ),
  "attachment",
];
