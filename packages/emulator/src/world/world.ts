import type { TokenKind } from "@amazon-connect-chat/protocol";
import type { AnswerBook } from "./answerBook.js";
import type { ChatTimers, Contact, ParticipantRef } from "./contact.js";
import type { Item, ItemDraft, ItemStamp, Side } from "./item.js";
import type { ChatRequest } from "./newContact.js";
import type { PersistentChat } from "./persistentChat.js";
import type { GuestRole } from "./places.js";
import type { ReceiptKind } from "./receipts.js";
import type { RoomSnapshot } from "./records.js";
import type { Room } from "./room.js";
import type { StartedChat } from "./startedChat.js";
import type { IssuedToken, TokenExpiry, TokenVerdict } from "./tokenBook.js";

export type { StartedChat };

/** An item on its way to the sockets. */
export interface ItemEvent {
  readonly contact: Contact;
  readonly item: Item;
  /** The contact before the change that the item tells of: who was in the chat then gets it too. */
  readonly before?: Contact | undefined;
}

/** Who says something: a participant, or a voice of the contact flow. */
export interface Speaker {
  readonly contactId: string;
  readonly participantId?: string | undefined;
  /** Without `participantId`. @defaultValue "flow" */
  readonly voice?: Voice | undefined;
}
export type Voice = "flow" | "bot";

/** An item on its way into a contact. */
export interface Post {
  readonly contactId: string;
  readonly by?: Omit<Speaker, "contactId"> | undefined;
  readonly draft: Omit<ItemDraft, "sender">;
  readonly stored: boolean;
  /** Of what is stored: whether everyone is told. @defaultValue true */
  readonly told?: boolean;
}

/** The agent who gets a chat. */
export interface Transfer {
  readonly displayName: string;
  readonly agentId: string;
}

/**
 * Contacts, participants, transcripts and tokens: the one place of the emulator that changes.
 * Methods that take a contact or participant id throw a RangeError for an unknown one.
 */
export interface World {
  readonly answers: AnswerBook;
  contacts(): readonly Contact[];
  /** Undefined for a contact that never was, or was forgotten. The id may also be one that a transfer led to. */
  room(contactId: string): Readonly<Room> | undefined;
  /** @throws ChatRefused when there are too many chats, or the past asked for is not to be had. */
  startChat(request: ChatRequest): StartedChat;
  /**
   * Lets a chat go on from a past one; gives the contact that it goes on from.
   * @throws ChatRefused
   */
  continueFrom(contactId: string, persistentChat: PersistentChat): string;
  issueToken(kind: TokenKind, ref: ParticipantRef): IssuedToken;
  judgeToken(kind: TokenKind, token: string): TokenVerdict;
  /** Whose token it is, good or not; undefined for one that was never issued. */
  tokenOwner(token: string): ParticipantRef | undefined;
  /** Lets tokens expire now that are still good; returns how many. */
  expireTokens(expiry: TokenExpiry): number;
  /** True while the contact lives and the participant has not left. */
  mayAct(ref: ParticipantRef): boolean;
  /**
   * Adds an agent, a custom bot or a supervisor who has yet to connect.
   * @throws ChatRefused when the chat or the agent has no room, or the chat has an agent and so no custom bot.
   */
  invite(
    contactId: string,
    guest: {
      readonly displayName: string;
      readonly agentId?: string | undefined;
      readonly role?: GuestRole | undefined;
    },
  ): ParticipantRef;
  /** Lets an invited participant in by `accept` only. */
  ring(ref: ParticipantRef): void;
  accept(ref: ParticipantRef): void;
  /** Marks a participant as connected; a second time changes nothing. */
  connect(ref: ParticipantRef): void;
  leave(ref: ParticipantRef): void;
  queue(contactId: string): void;
  /** The timers of a chat, from the next time on that they start. */
  setTimers(contactId: string, timers: ChatTimers): void;
  /** Lets a supervisor who watches take part, or watch again. */
  barge(ref: ParticipantRef, isBarged: boolean): void;
  /** Names the flow that follows when the last agent has left, in place of the end of the chat. */
  setAfterwards(contactId: string, flow: string): void;
  /** Gives a participant another name, and tells everyone. */
  rename(ref: ParticipantRef, displayName: string): void;
  /**
   * Takes an agent out and adds the next one, with whose joining the next contact begins.
   * @throws ChatRefused when the next one has no room.
   */
  transfer(
    ref: ParticipantRef,
    to: Transfer,
  ): { readonly ref: ParticipantRef; readonly nextContactId: string };
  /** Takes an agent out, back to the queue: whoever joins next begins the next contact, whose id it gives. */
  requeue(ref: ParticipantRef): string;
  end(contactId: string): void;
  /** A fresh id and time. */
  stamp(): ItemStamp;
  /** Stores a message and tells everyone. */
  say(
    speaker: Speaker,
    message: {
      readonly contentType: string;
      readonly content: string;
      readonly visibleTo?: Side | undefined;
    },
  ): Item;
  /** Tells everyone of something that is not stored. */
  signal(ref: ParticipantRef, contentType: string): Item;
  /** Any item of a contact: stored, or only told to everyone. Without a speaker it is nobody's. */
  post(post: Post): Item;
  receive(ref: ParticipantRef, receipt: { readonly kind: ReceiptKind; readonly messageId: string }): void;
  onItem(listener: (event: ItemEvent) => void): () => void;
  onContact(listener: (contact: Contact) => void): () => void;
  /** Calls back with each contact that is over and not known any more. */
  onForgotten(listener: (contactId: string) => void): () => void;
  /** All chats, oldest first. */
  snapshot(): readonly RoomSnapshot[];
  /**
   * Takes in chats that were kept, with what can go on of them: see `resumed` of the transition. It tells of none of them, but of what
   * changes with that.
   * @param clocks - whether the time of a chat has gone on since it began, or begins anew.
   */
  restore(rooms: readonly RoomSnapshot[], clocks: "goOn" | "anew"): void;
  /** Stops all timers. */
  close(): void;
}
