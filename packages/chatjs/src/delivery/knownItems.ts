import type { ChatItem } from "@amazon-connect-chat/protocol";

/** Enough for what two overlapping sockets or transcript pages can repeat. */
const WINDOW = 10_000;

/**
 * What makes two deliveries the same. An Id does, but for streamed text, whose pieces share one, and for attachments, which
 * come again when their status changes. Undefined: never the same, as for receipts, which carry their message's Id.
 */
function deliveryKey(item: ChatItem): string | undefined {
  const { Id, Type, MessageMetadata, Attachments } = item;
  if (!Id || typeof Id !== "string" || Type === "MESSAGEMETADATA") return undefined;
  if (MessageMetadata?.MessageCompleted != null)
    return `${Id} ${String(MessageMetadata.ChunkNumber)} ${String(MessageMetadata.MessageCompleted)}`;
  return Array.isArray(Attachments) ? `${Id} ${JSON.stringify(Attachments)}` : Id;
}

/** A bounded memory of what was handed over. */
export function createKnownItems(limit = WINDOW): { isNew(item: ChatItem): boolean } {
  const keys = new Set<string>();
  return {
    isNew(item) {
      const key = deliveryKey(item);
      if (key === undefined) return true;
      if (keys.has(key)) return false;
      keys.add(key);
      if (keys.size > limit) for (const oldest of keys) return keys.delete(oldest);
      return true;
    },
  };
}
