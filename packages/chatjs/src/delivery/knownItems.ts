import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../lib/listOf.js";
import { plainText } from "../lib/plainText.js";

/** Enough for what two overlapping sockets or transcript pages can repeat. */
const WINDOW = 10_000;

const isPiece = ({ MessageMetadata }: ChatItem): boolean => MessageMetadata?.MessageCompleted === false;

/**
 * What makes two deliveries the same; an item is new while one of its keys is. An Id is a key, but for streamed text, whose
 * pieces share one (what a transcript has of an unfinished text counts as new), and for attachments, which come again when their
 * status changes. A receipt's are whose it is and what it says. No key: never the same.
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
    Id +
      listOf(Attachments)
        .map((attachment) => ` ${plainText(attachment?.Status)}`)
        .join(""),
  ];
}

/** A bounded memory of what was handed over. */
export function createKnownItems(limit = WINDOW): {
  /** Whether the item was not handed over yet; from now on it counts as handed over. */
  isNew(item: ChatItem, isStored?: boolean): boolean;
  has(id: string): boolean;
} {
  const known = new Set<string>();
  return {
    has: (id) => known.has(id),
    isNew(item, isStored = false) {
      // Nothing follows the whole text.
      if (isPiece(item) && known.has(plainText(item.Id))) return false;
      const keys = deliveryKeys(item, isStored);
      const fresh = keys.filter((key) => !known.has(key));
      for (const key of fresh) known.add(key);
      for (const oldest of known) {
        if (known.size <= limit) break;
        known.delete(oldest);
      }
      return fresh.length > 0 || keys.length === 0;
    },
  };
}
