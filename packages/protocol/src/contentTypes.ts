/** The events that ChatJS 5.0.0 lets a client send. */
export const SENT_EVENT_TYPES = [
  "typing",
  "message.read",
  "message.delivered",
  "participant.joined",
  "participant.left",
  "participant.active",
  "participant.inactive",
  "participant.idle",
  "participant.returned",
  "participant.invited",
  "participant.autodisconnection",
  "participant.displayname.updated",
  "transfer.succeeded",
  "transfer.failed",
  "connection.acknowledged",
  "authentication.initiated",
  "authentication.succeeded",
  "authentication.failed",
  "authentication.timeout",
  "authentication.expired",
  "authentication.cancelled",
  "chat.ended",
  "chat.rehydrated",
  "workflow.cancelled",
] as const;
/**
 * The service's events: what follows `application/vnd.amazonaws.connect.event.` in their content type.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
 */
export const EVENT_TYPES = [...SENT_EVENT_TYPES, "message.metadata"] as const;
export type EventType = (typeof EVENT_TYPES)[number];

const EVENT_PREFIX = "application/vnd.amazonaws.connect.event.";
/** The content type of an event. */
export const eventContentType = <Type extends EventType>(type: Type) => `${EVENT_PREFIX}${type}` as const;
/** The type of an event, which may be one that is not in `EVENT_TYPES`; empty for what is no content type of an event. */
export const eventTypeOf = (contentType: unknown): string =>
  typeof contentType === "string" && contentType.startsWith(EVENT_PREFIX)
    ? contentType.slice(EVENT_PREFIX.length)
    : "";
export type EventContentType = ReturnType<typeof eventContentType<EventType>>;

/**
 * Content types of messages and attachments.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
 */
export const MESSAGE_TYPES = [
  "text/plain",
  "text/markdown",
  "text/csv",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/json",
  "application/pdf",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "image/jpeg",
  "image/png",
  "audio/wav",
  "audio/x-wav",
  "audio/vnd.wave",
  "application/vnd.amazonaws.connect.message.interactive",
  "application/vnd.amazonaws.connect.message.interactive.response",
] as const;
export type MessageContentType = (typeof MESSAGE_TYPES)[number];

export type ContentType = EventContentType | MessageContentType;
