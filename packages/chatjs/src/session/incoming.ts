import { eventContentType, eventTypeOf } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { readObject } from "../lib/readObject.js";
import { receiptStatus } from "../transcript/receiptItems.js";
import { EVENTS } from "./eventNames.js";
import type { EventName } from "./eventNames.js";

/** Whose session it is: what decides which items are its own. */
export interface SessionIdentity {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly sessionType: "AGENT" | "CUSTOMER";
}

/** What an item asks of the session: the event to emit, if any, and what follows. */
export interface Route {
  readonly event?: EventName;
  /** `end`: the chat is over. `detach`: it has gone to another agent, and this session hears no more of it. */
  readonly next?: "end" | "detach";
}

const isMetadata = (item: ChatItem): boolean => item.Type === "MESSAGEMETADATA";

/** Whether it is a receipt that does not say whose it is, as it need not. */
export const isNameless = (item: ChatItem): boolean =>
  isMetadata(item) && !item.InitialContactId && !item.ContactId;

/**
 * The item in a frame's content, a JSON text or an object from a lenient peer. Undefined when it is none, says of no chat that
 * it is its own, or is a receipt without receipts.
 */
export function readItem(content: unknown): ChatItem | undefined {
  const item: ChatItem | undefined = readObject(content);
  const isWhole =
    item &&
    (isMetadata(item)
      ? Array.isArray(item.MessageMetadata?.Receipts)
      : item.InitialContactId || item.ContactId);
  return isWhole ? item : undefined;
}

/** Whether the item says that it is of another chat: one socket may serve several. */
export const isForeign = (item: ChatItem, identity: SessionIdentity): boolean =>
  item.InitialContactId !== identity.initialContactId &&
  item.ContactId !== identity.contactId &&
  !isNameless(item);

/**
 * Pure: one item in, what is to be done out.
 * @param isStored the transcript brought it: there is also the transfer that brought the chat here, which is another participant's
 */
export function route(item: ChatItem, identity: SessionIdentity, isStored?: boolean): Route {
  if (isForeign(item, identity)) return {};
  const type = eventTypeOf(item.ContentType);
  if (isMetadata(item) || (type && /^message\.(read|delivered)$/.test(type))) {
    const status = receiptStatus(item, identity.participantId);
    return status ? { event: `INCOMING_${status}_RECEIPT` } : {};
  }
  const event = (type && EVENTS.find(({ raisedBy }) => raisedBy === type)?.name) || "INCOMING_MESSAGE";
  if (type === "chat.ended") return { event, next: "end" };
  const hasLeft =
    type === "transfer.succeeded" && (!isStored || item.ParticipantId === identity.participantId);
  return hasLeft && identity.sessionType !== "CUSTOMER" ? { event, next: "detach" } : { event };
}

/** What a session is told when the service says, after an outage, that the chat has ended meanwhile. */
export const endedWhileAway: ChatItem = {
  AbsoluteTime: "",
  ContentType: eventContentType("chat.ended"),
  Id: "",
  Type: "EVENT",
  InitialContactId: "",
};
