import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../lib/listOf.js";
import { plainText } from "../lib/plainText.js";

/** The message that a receipt is for. */
export const messageIdOf = (receipt: ChatItem): string =>
  plainText(receipt.MessageMetadata?.MessageId ?? receipt.Id);

/** How far others have got with a message, by its receipts. */
export function receiptStatus(
  { MessageMetadata }: ChatItem,
  ownParticipantId: string,
): "READ" | "DELIVERED" | undefined {
  const others = listOf(MessageMetadata?.Receipts).filter(
    (receipt) => receipt?.RecipientParticipantId !== ownParticipantId,
  );
  if (others.some((receipt) => receipt?.ReadTimestamp)) return "READ";
  return others.some((receipt) => receipt?.DeliveredTimestamp) ? "DELIVERED" : undefined;
}
