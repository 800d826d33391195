import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { TranscriptItem } from "../../packages/chatjs/src/transcript/transcriptStore.js";
import type { EventName } from "../../packages/chatjs/src/session/eventNames.js";

/** Someone's place in a chat. */
export interface Seat {
  readonly role: "CUSTOMER" | "AGENT";
  readonly name: string;
  readonly contactId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  /** Agents only: whose socket serves it. */
  readonly agentId?: string;
}

/** When the service confirmed a subscription, and when the page heard of it. */
export interface Subscription {
  readonly confirmedAtMs: number;
  readonly subscribedAtMs: number;
}

/** What a session handed to a handler. Times are those of the one clock. */
export interface Entry extends Subscription {
  readonly atMs: number;
  readonly name: EventName;
  readonly item?: ChatItem | undefined;
  readonly gap?: { readonly since: string | null; readonly reason: string } | undefined;
}

/** A message that a page sent. Its text is its own. */
export interface Sending {
  readonly text: string;
  readonly atMs: number;
  outcome: "pending" | "accepted" | "rejected";
  /** Whether the call found no connection, so that there was nothing to show. */
  isUnsaid?: boolean | undefined;
  id?: string | undefined;
}

/** A file that a page sent. Its name is its own. */
export interface SentFile {
  readonly name: string;
  outcome: "pending" | "accepted" | "rejected";
}

/** Of a session, all that a page could have noted. */
export interface Journal {
  readonly seat: Seat;
  /** Tab and serial number, for reports. */
  readonly name: string;
  readonly entries: Entry[];
  readonly sendings: Sending[];
  readonly files: SentFile[];
  /** Calls that were made and have not settled, by name. */
  readonly pendingCalls: Map<string, number>;
  /** What the page read by itself before it heard anything. */
  readonly readIds: Set<string>;
  /** Whether its page began to listen to messages after others had come, which then came late. */
  listensLate: boolean;
  /** What its page was given last, when it listens to onTranscriptUpdated. Such a page reads the newest items at once. */
  transcript?: readonly TranscriptItem[] | undefined;
  /** When its tab was gone. */
  goneAtMs?: number | undefined;
  /** Whether the library read the transcript before the session was established for the first time. */
  readsEarly: boolean;
  /** When the page went on, as connect() had resolved, before that. */
  goesOnAtMs?: number | undefined;
  /** Whether its clock was set after that, and before it heard anything: what it missed meanwhile cannot be told. */
  isMisdated?: boolean | undefined;
  /** When it asked for the transcript itself, and got items, before that: the last time. */
  readsFirstAtMs?: number | undefined;
}

export const firstTimeOf = (journal: Journal, name: EventName): number | undefined =>
  journal.entries.find((entry) => entry.name === name)?.atMs;
