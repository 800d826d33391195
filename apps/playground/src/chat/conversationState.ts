import { EMPTY_TRANSCRIPT } from "./transcript.js";
import type { Transcript } from "./transcript.js";
import { NOBODY } from "./typists.js";
import type { Typists } from "./typists.js";

/** Where the chat's connection stands, for the person at the page. */
export type ConnectionState = "connecting" | "connected" | "reconnecting" | "broken" | "ended";

/** What is known of the messages before those shown. */
export type EarlierMessages = "unknown" | "loading" | "more" | "none" | "failed";

/** All that a chat's window shows. */
export interface ConversationState {
  readonly connection: ConnectionState;
  /** Why the connection is broken, in words. */
  readonly reason?: string | undefined;
  readonly transcript: Transcript;
  readonly earlier: EarlierMessages;
  readonly typists: Typists;
}

export const INITIAL_CONVERSATION: ConversationState = {
  connection: "connecting",
  transcript: EMPTY_TRANSCRIPT,
  earlier: "unknown",
  typists: NOBODY,
};
