import { isPiece } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../lib/listOf.js";
import { plainText } from "../lib/plainText.js";

/** The newer half of it is enough for what two overlapping sockets or transcript pages can repeat. */
const WINDOW = 20_000;

const isProcessing = ({ MessageMetadata }: ChatItem): boolean =>
  MessageMetadata?.MessageProcessingStatus === "PROCESSING";

/**
 * What makes two deliveries the same; an item is new while one of its keys is. An Id is a key, but for streamed text, whose
 * pieces share one (what a transcript has of an unfinished text counts as new). So is an attachment's status: it comes again when
 * that changes. So does a message that was read while it was processed. A receipt's are whose it is and what it says. No key: never
 * the same.
 */
function deliveryKeys(item: ChatItem, isStored: boolean): readonly string[] {
  const { Id, Type, MessageMetadata, Attachments } = item;
  if (Type === "MESSAGEMETADATA") {
    const messageId = MessageMetadata?.MessageId ?? Id;
    return listOf(MessageMetadata?.Receipts).flatMap((receipt) => {
      const kind = receipt?.ReadTimestamp ? "read" : receipt?.DeliveredTimestamp ? "delivered" : "";
      return kind ? [[messageId, receipt?.RecipientParticipantId, kind].map(plainText).join(" ")] : [];
    });
  }
  if (!Id || typeof Id !== "string") return [];
  // The whole text counts as the item itself, so that a transcript, which has nothing but the whole, repeats nothing.
  if (isPiece(item)) return isStored ? [] : [`${Id} ${plainText(MessageMetadata?.ChunkNumber)}`];
  return [
    isProcessing(item) ? `${Id} processing` : Id,
    ...listOf(Attachments).map((attachment, index) => `${Id} ${index}${plainText(attachment?.Status)}`),
  ];
}

/** A bounded memory of what was handed over: at least the newest half of `limit`. */
export function createKnownItems(limit = WINDOW): {
  /** Whether the item was not handed over yet; from now on it counts as handed over. */
  isNew(item: ChatItem, isStored?: boolean): boolean;
  has(id: string): boolean;
} {
  // Taking the oldest out of one set, each time, would go through the places of all that were taken out before.
  let newer = new Set<string>();
  let older = newer;
  const has = (key: string) => newer.has(key) || older.has(key);
  return {
    has,
    isNew(item, isStored = false) {
      // Nothing follows the whole text.
      if ((isPiece(item) || isProcessing(item)) && has(plainText(item.Id))) return false;
      const keys = deliveryKeys(item, isStored);
      let isNew = !keys.length;
      for (const key of keys) {
        if (has(key)) continue;
        isNew = true;
        if (newer.size >= limit / 2) {
          older = newer;
          newer = new Set();
        }
        newer.add(key);
      }
      return isNew;
    },
  };
}
