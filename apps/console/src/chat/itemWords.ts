import { interactiveText } from "@amazon-connect-chat/page/interactiveText.js";
import type { TranscriptItem } from "./transcriptItem.js";
import { shortType } from "../shortType.js";

/** An item of a transcript in words. */
export interface ItemWords {
  readonly as: "message" | "event";
  readonly who: string;
  readonly text: string;
  /** Its content type, unless that is plain text. */
  readonly type: string;
  /** What became of it: receipts. */
  readonly receipt: string;
}

const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";

function receiptOf({ MessageMetadata }: TranscriptItem): string {
  const receipts = MessageMetadata?.Receipts ?? [];
  if (receipts.some(({ ReadTimestamp }) => ReadTimestamp)) return "read";
  return receipts.some(({ DeliveredTimestamp }) => DeliveredTimestamp) ? "delivered" : "";
}

function textOf({ Attachments, Content = "", ContentType }: TranscriptItem): string {
  if (Attachments?.length)
    return Attachments.map(({ AttachmentName, Status = "" }) =>
      `${AttachmentName ?? "file"} ${Status && `(${Status.toLowerCase()})`}`.trim(),
    ).join(", ");
  return ContentType === INTERACTIVE ? interactiveText(Content) : Content;
}

export function itemWords(item: TranscriptItem): ItemWords {
  const { Type, ContentType = "", DisplayName = "", ParticipantRole = "" } = item;
  const who = DisplayName || ParticipantRole.toLowerCase();
  const type = shortType(ContentType);
  if (Type === "EVENT")
    return { as: "event", who, text: type.replace(/^event\./, ""), type: item.Content ?? "", receipt: "" };
  return {
    as: "message",
    who,
    text: textOf(item),
    type: type === "text/plain" ? "" : type,
    receipt: receiptOf(item),
  };
}
