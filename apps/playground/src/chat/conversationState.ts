import type { Upload } from "../attachments/uploads.js";
import { EMPTY_TRANSCRIPT } from "./transcript.js";
import type { Transcript } from "./transcript.js";
import { NOBODY } from "./typists.js";
import type { Typists } from "./typists.js";

/** Where the chat's connection stands, for the person at the page. */
export type ConnectionState = "connecting" | "connected" | "reconnecting" | "broken" | "ended";

/** What is known of the messages before those shown. */
export type EarlierMessages = "unknown" | "loading" | "more" | "none" | "failed";

/** The next attempt to connect. */
export interface RetryPlan {
  /** From 1. */
  readonly attempt: number;
  /** When it begins, in milliseconds since the epoch. */
  readonly atMs: number;
}

/** Messages that came late, and how. */
export interface LateMessages {
  /** `recovered` by the library after an outage, or `loaded` because somebody asked for them. */
  readonly how: "recovered" | "loaded";
  readonly count: number;
}

/** Some messages may be missing. */
export interface MissingMessages {
  /** When the last one before them was said, in milliseconds since the epoch. */
  readonly sinceMs?: number | undefined;
  readonly status: "known" | "loading" | "failed";
}

/** All that a chat's window shows. */
export interface ConversationState {
  readonly connection: ConnectionState;
  /** Why the connection is broken, in words. */
  readonly reason?: string | undefined;
  readonly retry?: RetryPlan | undefined;
  readonly late?: LateMessages | undefined;
  readonly missing?: MissingMessages | undefined;
  readonly transcript: Transcript;
  /** Files of one's own that are on their way. */
  readonly uploads: readonly Upload[];
  /** Ids of the interactive messages that have been answered. */
  readonly answered: ReadonlySet<string>;
  readonly earlier: EarlierMessages;
  readonly typists: Typists;
}

export const INITIAL_CONVERSATION: ConversationState = {
  connection: "connecting",
  transcript: EMPTY_TRANSCRIPT,
  uploads: [],
  answered: new Set(),
  earlier: "unknown",
  typists: NOBODY,
};
