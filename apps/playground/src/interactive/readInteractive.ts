import { fieldsOf, listOf, parseJson, textOf, webUrl } from "@amazon-connect-chat/page/jsonFields.js";
import type { Fields } from "@amazon-connect-chat/page/jsonFields.js";

export interface Picture {
  readonly url: string;
  readonly description: string;
}
/** What stands at the top of a message. */
interface Heading {
  readonly title: string;
  readonly subtitle: string;
  readonly picture?: Picture | undefined;
}
/** One of several things to choose from. */
export interface Choice extends Heading {
  /** It leads there, and answers nothing. */
  readonly url?: string | undefined;
  /** It asks for another page of the list. */
  readonly paging?: Fields | undefined;
}
export interface ChoiceMessage extends Heading {
  readonly template: "ListPicker" | "Panel" | "QuickReply";
  readonly choices: readonly Choice[];
}
export interface TimeMessage extends Heading {
  readonly template: "TimePicker";
  readonly place: string;
  /** Minutes from UTC; 0 when the times are to be shown in the reader's own zone. */
  readonly offsetMinutes: number;
  readonly slots: readonly { readonly date: string; readonly atMs: number }[];
}
export interface CarouselMessage extends Heading {
  readonly template: "Carousel";
  readonly cards: readonly { readonly identifier: string; readonly message: ChoiceMessage }[];
}
export interface ViewMessage {
  readonly template: "ViewResource";
  readonly viewToken: string;
  readonly viewData: Fields;
}
/** What an interactive message asks. */
export type InteractiveMessage = ChoiceMessage | TimeMessage | CarouselMessage | ViewMessage;

const headingOf = (fields: Fields): Heading => {
  const url = webUrl(fields.imageData);
  return {
    title: textOf(fields.title),
    subtitle: textOf(fields.subtitle),
    picture: url === undefined ? undefined : { url, description: textOf(fields.imageDescription) },
  };
};

const PAGING_ACTIONS: readonly unknown[] = ["SHOW_MORE", "PREVIOUS_OPTIONS"];

function choiceOf(element: unknown, content: Fields): Choice {
  const fields = fieldsOf(element);
  const { actionDetail } = fields;
  const { preIndex, nextIndex, listId, referenceId } = content;
  return {
    ...headingOf(fields),
    url: fields.type === "hyperlink" ? webUrl(fields.url) : undefined,
    paging: PAGING_ACTIONS.includes(actionDetail)
      ? { actionName: actionDetail, preIndex, nextIndex, listId, templateType: "ListPicker", referenceId }
      : undefined,
  };
}

function choicesOf(template: ChoiceMessage["template"], content: Fields): ChoiceMessage | undefined {
  const choices = listOf(content.elements)
    .map((element) => choiceOf(element, content))
    .filter(({ title }) => title);
  return choices.length > 0 ? { template, ...headingOf(content), choices } : undefined;
}

function timesOf(content: Fields): TimeMessage | undefined {
  const slots = listOf(content.timeslots)
    .map((slot) => textOf(fieldsOf(slot).date))
    .map((date) => ({ date, atMs: Date.parse(date) }))
    .filter(({ atMs }) => !Number.isNaN(atMs));
  const { timeZoneOffset } = content;
  const offsetMinutes =
    typeof timeZoneOffset === "number" && Math.abs(timeZoneOffset) < 1_440 ? timeZoneOffset : 0;
  const place = textOf(fieldsOf(content.location).title);
  return slots.length > 0
    ? { template: "TimePicker", ...headingOf(content), place, offsetMinutes, slots }
    : undefined;
}

function carouselOf(content: Fields): CarouselMessage | undefined {
  const cards = listOf(content.elements).flatMap((element) => {
    const { templateIdentifier, templateType, data } = fieldsOf(element);
    const message =
      templateType === "Panel" || templateType === "ListPicker"
        ? choicesOf(templateType, fieldsOf(fieldsOf(data).content))
        : undefined;
    return message ? [{ identifier: textOf(templateIdentifier), message }] : [];
  });
  return cards.length > 0 ? { template: "Carousel", ...headingOf(content), cards } : undefined;
}

function viewOf({ viewToken, viewData }: Fields): ViewMessage | undefined {
  const token = textOf(viewToken);
  const data = fieldsOf(typeof viewData === "string" ? parseJson(viewData) : viewData);
  return token ? { template: "ViewResource", viewToken: token, viewData: data } : undefined;
}

const READERS: Readonly<Record<string, (content: Fields) => InteractiveMessage | undefined>> = {
  ListPicker: (content) => choicesOf("ListPicker", content),
  Panel: (content) => choicesOf("Panel", content),
  QuickReply: (content) => choicesOf("QuickReply", content),
  TimePicker: timesOf,
  Carousel: carouselOf,
  ViewResource: viewOf,
};

/**
 * Reads the content of an interactive message. Undefined for what cannot be rendered: show it as text.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export function readInteractive(json: string): InteractiveMessage | undefined {
  const { templateType, data } = fieldsOf(parseJson(json));
  const template = textOf(templateType);
  return Object.hasOwn(READERS, template) ? READERS[template]?.(fieldsOf(fieldsOf(data).content)) : undefined;
}

/** What to say once somebody has chosen; empty when the message brings no words for it. */
export function replyMessageOf(json: string): string {
  const { title, subtitle } = fieldsOf(fieldsOf(fieldsOf(parseJson(json)).data).replyMessage);
  return [textOf(title), textOf(subtitle)].filter((text) => text).join(". ");
}
