import type { Attachment, ChatItem, ItemType, MessageMetadata } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import { currentContactId } from "./contact.js";
import type { Contact } from "./contact.js";

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
  /** Of a message that comes in pieces: all have one id. */
  readonly id?: string | undefined;
}

/** An item that has them. Its keys are in the order in which the service writes them. */
export interface Item extends ChatItem {
  readonly AbsoluteTime: string;
  readonly Id: string;
  readonly Type: ItemType;
}

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
    ContactId: currentContactId(contact),
  };
}

/** The item as it goes over a socket. Metadata names no contact there. */
export function toSocketItem(contact: Contact, item: Item): ChatItem {
  if (item.Type === "MESSAGEMETADATA") return item;
  return { ...item, InitialContactId: contact.initialContactId };
}
