import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, Receipt } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import type { Item } from "./item.js";

export type ReceiptKind = "delivered" | "read";

export interface NewReceipt {
  readonly kind: ReceiptKind;
  readonly recipientParticipantId: string;
  readonly atMs: number;
}

/** The message with the receipt on it, and the receipt; undefined when it was there already. */
export function applyReceipt(
  message: Item,
  { kind, recipientParticipantId, atMs }: NewReceipt,
): { readonly message: Item; readonly receipt: Receipt } | undefined {
  const receipts = message.MessageMetadata?.Receipts ?? [];
  const isTheirs = (receipt: Receipt) => receipt.RecipientParticipantId === recipientParticipantId;
  const before = receipts.find(isTheirs);
  if (kind === "read" ? before?.ReadTimestamp : before?.DeliveredTimestamp) return undefined;

  const time = toIsoTime(atMs);
  const receipt: Receipt = {
    // Who has read a message has also got it.
    DeliveredTimestamp: before?.DeliveredTimestamp ?? time,
    ...(kind === "read" && { ReadTimestamp: time }),
    RecipientParticipantId: recipientParticipantId,
  };
  return {
    receipt,
    message: {
      ...message,
      MessageMetadata: {
        ...message.MessageMetadata,
        MessageId: message.Id,
        Receipts: [...receipts.filter((other) => !isTheirs(other)), receipt],
      },
    },
  };
}

/** What tells the sockets of a receipt. Clients read the first receipt only, so it holds just the new one. */
export const makeMetadataItem = (messageId: string, receipt: Receipt, atMs: number): Item => ({
  AbsoluteTime: toIsoTime(atMs),
  ContentType: eventContentType("message.metadata"),
  Id: messageId,
  Type: "MESSAGEMETADATA",
  MessageMetadata: { MessageId: messageId, Receipts: [receipt] },
});

/** What was sent that such an item tells of, and by whom; undefined for other items. */
export function toldReceipt({
  Type,
  MessageMetadata,
}: ChatItem): { readonly contentType: string; readonly participantId: string } | undefined {
  const [receipt] = MessageMetadata?.Receipts ?? [];
  if (Type !== "MESSAGEMETADATA" || !receipt) return undefined;
  return {
    contentType: eventContentType(receipt.ReadTimestamp ? "message.read" : "message.delivered"),
    participantId: receipt.RecipientParticipantId ?? "",
  };
}
