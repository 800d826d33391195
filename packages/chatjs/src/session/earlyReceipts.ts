import type { ChatItem } from "@amazon-connect-chat/protocol";
import { messageIdOf } from "../transcript/receiptItems.js";

/** Of several chats on one socket each gets the receipts of all: most of what is kept will never find its message. */
const MAX_KEPT = 100;

/** Receipts that say nothing but their message, and came before it. */
export function createEarlyReceipts(): {
  keep(receipt: ChatItem): void;
  /** Takes out those of a message that has come. */
  take(messageId: string | undefined): readonly ChatItem[];
} {
  let kept: ChatItem[] = [];
  return {
    keep(receipt) {
      kept = [...kept, receipt].slice(-MAX_KEPT);
    },
    take(messageId) {
      const taken = kept.filter((receipt) => messageIdOf(receipt) === messageId);
      if (taken.length) kept = kept.filter((receipt) => messageIdOf(receipt) !== messageId);
      return taken;
    },
  };
}
