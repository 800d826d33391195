import { readReply } from "amazon-connect-chatjs/interactive";
import type { AnswerableMessage } from "amazon-connect-chatjs/interactive";
import type { ChatMessageItem } from "amazon-connect-chatjs/session";
import { button, link } from "./chat";

const choice = (label: string, answer: () => Promise<unknown>, url?: string) =>
  url === undefined ? button(label, answer) : link(label, url);

/** What a customer can answer. Your page may show pictures and subtitles too, and a form for a view's `inputSchema`. */
export async function choicesOf(message: AnswerableMessage): Promise<readonly HTMLElement[]> {
  switch (message.templateType) {
    case "ListPicker":
    case "Panel":
    case "QuickReply":
      return message.elements.map((element) =>
        choice(element.title, () => message.reply(element), element.url),
      );
    case "Carousel":
      return message.elements.flatMap(({ templateIdentifier, title: card, elements }) =>
        elements.map(({ title, url }) =>
          choice(`${card}: ${title}`, () => message.reply({ templateIdentifier, title }), url),
        ),
      );
    case "TimePicker":
      return message.timeslots.map((slot) =>
        button(new Date(slot.date).toLocaleString(), () => message.reply(slot)),
      );
    case "ViewResource":
      return (await message.describe()).actions.map((action) =>
        button(action, () => message.reply({ action })),
      );
    default:
      return [];
  }
}

/** An answer in words: on a card or a view it is JSON. */
export function wordsOf(item: ChatMessageItem): string {
  const reply = readReply(item);
  if (reply?.kind === "card") return `${reply.listTitle}: ${reply.selectionText}`;
  return reply?.kind === "view" ? reply.action : item.Content;
}
