import { eventContentType } from "amazon-connect-chatjs";
import type { Attachment, ChatItem } from "amazon-connect-chatjs";
import { interactiveText } from "@amazon-connect-chat/page/interactiveText.js";
import { readInteractive, replyMessageOf } from "../interactive/readInteractive.js";
import type { InteractiveMessage } from "../interactive/readInteractive.js";
import { replyText } from "../interactive/reply.js";
import { signInOutcome, signInSession } from "../signIn/signInSteps.js";
import { displayNameOf } from "./participant.js";
import type { Viewer } from "./participant.js";

/** What somebody said or sent. */
export type MessageContent =
  | { readonly as: "text"; readonly text: string }
  | { readonly as: "files"; readonly files: readonly Attachment[] }
  | {
      readonly as: "question";
      /** The same for the same question: what it is compared by. */
      readonly json: string;
      readonly message: InteractiveMessage;
      /** What to say once it is answered. */
      readonly replyMessage: string;
    };

/** How an item stands in a chat's window: somebody's words, a note between them, or a request to sign in. */
export type ItemContent =
  | { readonly as: "message"; readonly content: MessageContent }
  | { readonly as: "notice"; readonly text: string }
  | { readonly as: "signIn"; readonly sessionId: string };

type Describe = (who: string) => string;

const NOTICES: Readonly<Record<string, Describe>> = {
  [eventContentType("participant.joined")]: (who) => `${who} joined the chat`,
  [eventContentType("participant.left")]: (who) => `${who} left the chat`,
  [eventContentType("participant.invited")]: (who) => `${who} was invited to the chat`,
  [eventContentType("participant.idle")]: (who) => `${who} did not write for a while`,
  [eventContentType("participant.returned")]: (who) => `${who} came back to the chat`,
  [eventContentType("participant.autodisconnection")]: (who) => `${who} did not come back in time`,
  [eventContentType("transfer.succeeded")]: () => "The chat was transferred",
  [eventContentType("transfer.failed")]: () => "The transfer of the chat failed",
  [eventContentType("chat.rehydrated")]: () => "An earlier chat is continued",
  [eventContentType("chat.ended")]: () => "The chat has ended",
};

function noticeOf(item: ChatItem, viewer: Viewer): string | undefined {
  const contentType = item.ContentType ?? "";
  if (contentType === eventContentType("participant.displayname.updated"))
    return `${viewer.role === "CUSTOMER" ? "Your" : "The customer's"} name is ${displayNameOf(item)} now`;
  if (signInOutcome(contentType) !== undefined && viewer.role === "AGENT")
    return `Signing in: ${signInOutcome(contentType)}`;
  if (!Object.hasOwn(NOTICES, contentType)) return undefined;
  return NOTICES[contentType]?.(item.ParticipantId === viewer.participantId ? "You" : displayNameOf(item));
}

function messageOf(item: ChatItem, viewer: Viewer): MessageContent | undefined {
  const { Attachments: files, ContentType, Content } = item;
  if (files?.length) return { as: "files", files };
  if (item.Type === "EVENT" || Content === undefined) return undefined;
  if (ContentType !== "application/vnd.amazonaws.connect.message.interactive")
    return { as: "text", text: replyText(item) ?? Content };
  // Questions are the customer's to answer, and what this page cannot render can still be read.
  const message = viewer.role === "CUSTOMER" ? readInteractive(Content) : undefined;
  return message
    ? { as: "question", json: Content, message, replyMessage: replyMessageOf(Content) }
    : { as: "text", text: interactiveText(Content) };
}

/** What to show of an item. Undefined for events that say nothing to a person. */
export function itemContent(item: ChatItem, viewer: Viewer): ItemContent | undefined {
  const sessionId = signInSession(item);
  if (sessionId !== undefined)
    return viewer.role === "CUSTOMER"
      ? { as: "signIn", sessionId }
      : { as: "notice", text: `${displayNameOf(item)} is asked to sign in` };
  const text = noticeOf(item, viewer);
  if (text !== undefined) return { as: "notice", text };
  const content = messageOf(item, viewer);
  return content && { as: "message", content };
}
