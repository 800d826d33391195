import type { TokenKind } from "@amazon-connect-chat/protocol";
import type { AnswerBook } from "./answerBook.js";
import type { Contact, ParticipantRef } from "./contact.js";
import type { Item, ItemStamp } from "./item.js";
import type { ChatRequest } from "./newContact.js";
import type { ReceiptKind } from "./receipts.js";
import type { Room } from "./room.js";
import type { IssuedToken, TokenExpiry, TokenVerdict } from "./tokenBook.js";

/** An item on its way to the sockets. */
export interface ItemEvent {
  readonly contact: Contact;
  readonly item: Item;
}

/** A chat and its customer. */
export interface StartedChat extends ParticipantRef {
  readonly initialContactId: string;
  readonly participantToken: string;
}

/**
 * Contacts, participants, transcripts and tokens: the one place of the emulator that changes.
 * Methods that take a contact or participant id throw a RangeError for an unknown one.
 */
export interface World {
  readonly answers: AnswerBook;
  contacts(): readonly Contact[];
  /** Undefined for a contact that never was, or was forgotten. */
  room(contactId: string): Readonly<Room> | undefined;
  startChat(request: ChatRequest): StartedChat;
  issueToken(kind: TokenKind, ref: ParticipantRef): IssuedToken;
  judgeToken(kind: TokenKind, token: string): TokenVerdict;
  /** Whose token it is, good or not; undefined for one that was never issued. */
  tokenOwner(token: string): ParticipantRef | undefined;
  /** Lets tokens expire now that are still good; returns how many. */
  expireTokens(expiry: TokenExpiry): number;
  /** True while the contact lives and the participant has not left. */
  mayAct(ref: ParticipantRef): boolean;
  /** Adds an agent who has yet to connect. */
  invite(
    contactId: string,
    agent: { readonly displayName: string; readonly agentId: string },
  ): ParticipantRef;
  /** Marks a participant as connected; a second time changes nothing. */
  connect(ref: ParticipantRef): void;
  leave(ref: ParticipantRef): void;
  end(contactId: string): void;
  /** A fresh id and time. */
  stamp(): ItemStamp;
  /** Stores an item and tells everyone. Without a participant id the flow speaks. */
  say(
    speaker: { readonly contactId: string; readonly participantId?: string | undefined },
    message: { readonly contentType: string; readonly content: string },
  ): Item;
  /** Tells everyone of something that is not stored. */
  signal(ref: ParticipantRef, contentType: string): Item;
  receive(ref: ParticipantRef, receipt: { readonly kind: ReceiptKind; readonly messageId: string }): void;
  onItem(listener: (event: ItemEvent) => void): () => void;
  onContact(listener: (contact: Contact) => void): () => void;
  /** Stops all timers. */
  close(): void;
}
