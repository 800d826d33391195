import type { Attachment, ChatItem, ItemType, MessageMetadata } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import { currentContactId } from "./contact.js";
import type { Contact } from "./contact.js";

/** A side that alone gets an item, of a whisper: agents and their supervisors, or the customer. */
export type Side = "AGENT" | "CUSTOMER";

/** Who an item is from. */
export interface Sender {
  readonly participantId: string;
  readonly role: string;
  readonly displayName: string;
}

/** An item before it has its place, time and id. */
export interface ItemDraft {
  readonly type: ItemType;
  /** An attachment has none. */
  readonly contentType?: string | undefined;
  readonly content?: string | undefined;
  readonly sender?: Sender | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly metadata?: MessageMetadata | undefined;
  /** @defaultValue everyone */
  readonly visibleTo?: Side | undefined;
  /** Of a message that comes in pieces: all have one id. */
  readonly id?: string | undefined;
}

/** An item that has them. Its keys are in the order in which the service writes them. */
export interface Item extends ChatItem {
  readonly AbsoluteTime: string;
  readonly Id: string;
  readonly Type: ItemType;
  /** The emulator's own note: no client sees it. */
  readonly visibleTo?: Side;
}

const sides: Readonly<Record<Side, readonly string[]>> = {
  AGENT: ["AGENT", "SUPERVISOR"],
  CUSTOMER: ["CUSTOMER"],
};

/** Whether participants of a role get the item. */
export const isVisibleTo = ({ visibleTo }: Item, role: string): boolean =>
  visibleTo === undefined || sides[visibleTo].includes(role);

/** The items that participants of a role get; the same list when that is all. */
export const visibleItems = (items: readonly Item[], role: string): readonly Item[] =>
  items.every((item) => isVisibleTo(item, role)) ? items : items.filter((item) => isVisibleTo(item, role));

/** The item as clients see it. */
export const asShown = ({ visibleTo: _note, ...item }: Item): ChatItem => item;

/** Where and when an item came to be. */
export interface ItemStamp {
  readonly id: string;
  readonly atMs: number;
}

/** The item as it stands in a transcript. */
export function makeItem(contact: Contact, draft: ItemDraft, stamp: ItemStamp): Item {
  const { sender, attachments, metadata } = draft;
  return {
    AbsoluteTime: toIsoTime(stamp.atMs),
    ...(attachments && { Attachments: attachments }),
    ...(draft.content !== undefined && { Content: draft.content }),
    ...(draft.contentType !== undefined && { ContentType: draft.contentType }),
    Id: draft.id ?? stamp.id,
    Type: draft.type,
    ...(sender && {
      ParticipantId: sender.participantId,
      DisplayName: sender.displayName,
      ParticipantRole: sender.role,
    }),
    ...(metadata && { MessageMetadata: metadata }),
    ...(draft.visibleTo && { visibleTo: draft.visibleTo }),
    ContactId: currentContactId(contact),
  };
}

/** The item as it goes over a socket. Metadata names no contact there. */
export function toSocketItem(contact: Contact, item: Item): ChatItem {
  if (item.Type === "MESSAGEMETADATA") return item;
  return { ...asShown(item), InitialContactId: contact.initialContactId };
}
