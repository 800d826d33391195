import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { KeptLog } from "./keptLog.js";

/** An item that somebody was told: also one that no transcript holds, such as typing and receipts. */
export interface ToldItem {
  /** The first contact of the chat, whatever transfers there were. */
  readonly contactId: string;
  readonly item: ChatItem;
}

/** The latest items of all chats. */
export type ItemLog = KeptLog<ToldItem>;
