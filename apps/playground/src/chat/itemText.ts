import { eventContentType } from "amazon-connect-chatjs";
import type { ChatItem } from "amazon-connect-chatjs";
import { interactiveText } from "./interactiveText.js";
import { displayNameOf } from "./participant.js";

/** How an item stands in a chat's window: as somebody's words, or as a note between them. */
export interface ItemText {
  readonly as: "message" | "notice";
  readonly text: string;
}

type Describe = (who: string) => string;

const NOTICES: Readonly<Record<string, Describe>> = {
  [eventContentType("participant.joined")]: (who) => `${who} joined the chat`,
  [eventContentType("participant.left")]: (who) => `${who} left the chat`,
  [eventContentType("participant.invited")]: (who) => `${who} was invited to the chat`,
  [eventContentType("transfer.succeeded")]: () => "The chat was transferred",
  [eventContentType("transfer.failed")]: () => "The transfer of the chat failed",
  [eventContentType("chat.ended")]: () => "The chat has ended",
};

/** What to show of an item. Undefined for events that say nothing to a person. */
export function itemText(item: ChatItem, ownParticipantId: string): ItemText | undefined {
  const contentType = item.ContentType ?? "";
  if (Object.hasOwn(NOTICES, contentType)) {
    const who = item.ParticipantId === ownParticipantId ? "You" : displayNameOf(item);
    return { as: "notice", text: NOTICES[contentType]?.(who) ?? "" };
  }
  if (item.Attachments?.length) {
    const names = item.Attachments.map(({ AttachmentName }) => AttachmentName ?? "unnamed file");
    return { as: "message", text: `Attachment: ${names.join(", ")}` };
  }
  if (item.Type === "EVENT" || item.Content === undefined) return undefined;
  const isInteractive = contentType === "application/vnd.amazonaws.connect.message.interactive";
  return { as: "message", text: isInteractive ? interactiveText(item.Content) : item.Content };
}
