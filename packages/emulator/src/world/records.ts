import type { View } from "@amazon-connect-chat/protocol";
import type { AttachmentRecord } from "../attachments/attachmentRecord.js";
import { callOf } from "./answerBook.js";
import type { AnswerRecord } from "./answerBook.js";
import type { Contact, InitialMessage } from "./contact.js";
import type { Item } from "./item.js";
import type { PageTokenRecord } from "./pageTokens.js";
import type { StartedChat } from "./startedChat.js";
import type { TokenRecord } from "./tokenBook.js";

/** A view that was shown. */
export interface ViewRecord {
  readonly token: string;
  readonly view: View;
}

/** A message that was taken in, and is delivered under this id when it has been processed. */
export interface ProcessedRecord {
  readonly id: string;
  readonly participantId: string;
  readonly message: InitialMessage;
}

/** What a room holds many of, by the name of the list. */
export interface RoomEntries {
  readonly items: Item;
  readonly past: Item;
  readonly tokens: TokenRecord;
  readonly answers: AnswerRecord;
  readonly pageTokens: PageTokenRecord;
  readonly attachments: AttachmentRecord;
  readonly views: ViewRecord;
  readonly processed: ProcessedRecord;
}
export type RoomList = keyof RoomEntries;

/** The lists of a room that has nothing yet. */
export const emptyLists = (): { readonly [List in RoomList]: RoomEntries[List][] } => ({
  items: [],
  past: [],
  tokens: [],
  answers: [],
  pageTokens: [],
  attachments: [],
  views: [],
  processed: [],
});

export const roomLists = Object.keys(emptyLists()) as readonly RoomList[];

/** What a room holds one of. */
export interface RoomRecord {
  readonly contact: Contact;
  readonly isPastReadable: boolean;
  /** Who speaks for the flow, and for its bot once that has spoken. */
  readonly systemId: string;
  readonly botId?: string | undefined;
  /** How it was started, when a repeat is to give the same chat. */
  readonly started?: StartedOnce | undefined;
}

/** A chat that was started with a ClientToken. */
export interface StartedOnce {
  readonly clientToken: string;
  readonly chat: StartedChat;
}

/** All of a chat that outlives the process. */
export type RoomSnapshot = RoomRecord & { readonly [List in RoomList]: readonly RoomEntries[List][] };

/** Something of a chat is new or different: the room itself, or the entry of a list that has the same key. */
export type WorldChange =
  | { readonly is: "room"; readonly contactId: string; readonly room: RoomRecord }
  | EntryChange
  /** The chat is not known any more. */
  | { readonly is: "forgotten"; readonly contactId: string };

export type EntryChange = {
  [List in RoomList]: {
    readonly is: "entry";
    readonly contactId: string;
    readonly list: List;
    readonly entry: RoomEntries[List];
  };
}[RoomList];

/** Called with each change, in order, as it happens. */
export type NoteChange = (change: WorldChange) => void;

/** What tells an entry from the others of its list. */
export function keyOf(change: EntryChange): string {
  switch (change.list) {
    case "items":
    case "past":
      return change.entry.Id;
    case "processed":
      return change.entry.id;
    case "answers":
      return callOf(change.entry);
    case "attachments":
      return change.entry.attachmentId;
    case "tokens":
    case "pageTokens":
    case "views":
      return change.entry.token;
  }
}

/** The changes that lead from nothing to a room. */
export function changesOf(snapshot: RoomSnapshot): readonly WorldChange[] {
  const { contact, isPastReadable, systemId, botId, started } = snapshot;
  const { contactId } = contact;
  const entries = (list: RoomList) =>
    snapshot[list].map((entry) => ({ is: "entry", contactId, list, entry }) as EntryChange);
  return [
    { is: "room", contactId, room: { contact, isPastReadable, systemId, botId, started } },
    ...roomLists.flatMap(entries),
  ];
}
