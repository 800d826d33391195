import { fieldsOf, parseJson, textOf } from "@amazon-connect-chat/page/jsonFields.js";
import type { Fields } from "@amazon-connect-chat/page/jsonFields.js";
import { wordsOf } from "@amazon-connect-chat/page/wordsOf.js";
import type { CarouselMessage, Choice, TimeMessage } from "./readInteractive.js";

const RESPONSE_TYPE = "application/vnd.amazonaws.connect.message.interactive.response";

/** A message that answers an interactive one. */
export interface Reply {
  readonly contentType: "text/plain" | typeof RESPONSE_TYPE;
  readonly message: string;
}

const plain = (message: string): Reply => ({ contentType: "text/plain", message });
const response = (action: string, templateType: string | undefined, data: Fields): Reply => ({
  contentType: RESPONSE_TYPE,
  message: JSON.stringify({ action, templateType, data, version: "1.0" }),
});

/** The title of what was chosen, or a request for another page of the list. */
export const choiceReply = ({ title, paging }: Choice): Reply =>
  paging ? response(textOf(paging.actionName), undefined, paging) : plain(title);

/** The time as it was offered; with a zone of its own, the time on the clocks there. */
export function timeReply({ date, atMs }: TimeMessage["slots"][number], offsetMinutes: number): Reply {
  if (offsetMinutes === 0) return plain(date);
  const there = new Date(atMs + offsetMinutes * 60_000).toISOString();
  return plain(`${there.slice(0, -2)}+00:00`);
}

/** Which card, and what on it. */
export const cardReply = ({ identifier, message }: CarouselMessage["cards"][number], choice: Choice): Reply =>
  plain(
    JSON.stringify({ templateIdentifier: identifier, listTitle: message.title, selectionText: choice.title }),
  );

/** What a view's button was, and what was entered. */
export const viewReply = (action: string, data: Fields): Reply => response(action, "ViewResource", data);

const PAGING_WORDS: Readonly<Record<string, string>> = {
  SHOW_MORE: "Show more",
  PREVIOUS_OPTIONS: "Show the options before",
};

/** A reply in words, for those that are JSON; undefined for any other message. */
export function replyText(item: {
  readonly ContentType?: string | undefined;
  readonly Content?: string | undefined;
}): string | undefined {
  const { ContentType, Content = "" } = item;
  const fields = fieldsOf(ContentType === "text/plain" && !Content.startsWith("{") ? {} : parseJson(Content));
  if (ContentType === RESPONSE_TYPE) {
    const action = textOf(fields.action) || "Answered";
    const entered = Object.values(fieldsOf(fields.data))
      .map(textOf)
      .filter((text) => text);
    if (Object.hasOwn(PAGING_WORDS, action)) return PAGING_WORDS[action];
    return [wordsOf(action), ...entered].join(" · ");
  }
  const [list, selection] = [textOf(fields.listTitle), textOf(fields.selectionText)];
  return selection ? [list, selection].filter((text) => text).join(": ") : undefined;
}
