import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import { parseTimeMs } from "../../platform/time.js";
import { isChannelTemplate, PAGING_ACTIONS, WEB_URL } from "./interactiveRules.js";
import type {
  Carousel,
  CarouselCard,
  InteractiveElement,
  InteractiveHeading,
  InteractiveMessage,
  JsonObject,
  ListPage,
  ListPicker,
  TimePicker,
  TimePickerLocation,
  Timeslot,
  ViewResource,
} from "./interactiveTypes.js";

type Content = JsonObject;
const NOTHING: Content = {};

const objectOf = (value: unknown): Content => readObject(value) ?? NOTHING;
/** Own members only: `constructor` and the like are none. */
const member = (content: Content, name: string): unknown =>
  Object.hasOwn(content, name) ? content[name] : undefined;
const entriesOf = (value: unknown): readonly Content[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];

const isText = (value: unknown): value is string => typeof value === "string";
const isName = (value: unknown): value is string => isText(value) && value !== "";
const isUrl = (value: unknown): value is string => isText(value) && WEB_URL.test(value);
const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** The members that are as they should be; the others are left out. */
function pick(content: Content, tests: Readonly<Record<string, (value: unknown) => boolean>>): Content {
  const names = Object.keys(tests).filter((name) => tests[name]?.(member(content, name)));
  return Object.fromEntries(names.map((name) => [name, content[name]]));
}

function headingOf(content: Content): InteractiveHeading {
  const heading = pick(content, {
    title: isText,
    subtitle: isText,
    imageData: isUrl,
    imageDescription: (value) => isText(value) && isUrl(member(content, "imageData")),
  });
  return { title: "", ...heading };
}

const isPaging = (value: unknown) => PAGING_ACTIONS.some((action) => action === value);
const elementOf = (content: Content): InteractiveElement => ({
  ...headingOf(content),
  ...pick(content, {
    url: (value) => isUrl(value) && member(content, "type") === "hyperlink",
    actionDetail: isPaging,
  }),
});
const elementsOf = (content: Content) =>
  entriesOf(member(content, "elements"))
    .map(elementOf)
    .filter(({ title }) => title);
const pageOf = (content: Content): ListPage =>
  pick(content, { listId: isText, referenceId: isText, preIndex: isNumber, nextIndex: isNumber });

type Choices<Message> = Omit<Message, "templateType" | "templateIdentifier">;
function choicesOf(content: Content): Choices<ListPicker> | undefined {
  const elements = elementsOf(content);
  return elements.length ? { ...headingOf(content), ...pageOf(content), elements } : undefined;
}

function locationOf(value: unknown): TimePickerLocation | undefined {
  const place = pick(objectOf(value), {
    latitude: isNumber,
    longitude: isNumber,
    title: isName,
    radius: isNumber,
  });
  const needed = ["latitude", "longitude", "title"];
  return needed.every((name) => name in place) ? (place as unknown as TimePickerLocation) : undefined;
}

function timesOf(content: Content): Choices<TimePicker> | undefined {
  const timeslots = entriesOf(member(content, "timeslots"))
    .map((slot) => ({
      duration: 0,
      ...pick(slot, {
        date: (value) => !Number.isNaN(parseTimeMs(value)),
        duration: isNumber,
      }),
    }))
    .filter((slot): slot is Timeslot => "date" in slot);
  const location = locationOf(member(content, "location"));
  const isOffset = (value: unknown) => isNumber(value) && Math.abs(value) < 1_440;
  return timeslots.length
    ? {
        ...headingOf(content),
        ...pick(content, { timeZoneOffset: isOffset }),
        ...(location && { location }),
        timeslots,
      }
    : undefined;
}

function cardOf(entry: Content): readonly CarouselCard[] {
  const templateType = member(entry, "templateType");
  const templateIdentifier = member(entry, "templateIdentifier");
  const choices = choicesOf(objectOf(member(objectOf(member(entry, "data")), "content")));
  if (!choices || !isText(templateIdentifier)) return [];
  return templateType === "Panel" || templateType === "ListPicker"
    ? [{ templateType, templateIdentifier, ...replyMessageOf(entry), ...choices }]
    : [];
}

function carouselOf(content: Content): Choices<Carousel> | undefined {
  const elements = entriesOf(member(content, "elements")).flatMap(cardOf);
  return elements.length ? { ...headingOf(content), elements } : undefined;
}

function viewOf(content: Content): Choices<ViewResource> | undefined {
  const viewToken = member(content, "viewToken");
  return isName(viewToken)
    ? { ...pick(content, { viewId: isText }), viewToken, viewData: objectOf(member(content, "viewData")) }
    : undefined;
}

const READERS = {
  ListPicker: choicesOf,
  Panel: choicesOf,
  QuickReply(content) {
    const elements = elementsOf(content);
    return elements.length ? { ...headingOf(content), elements } : undefined;
  },
  TimePicker: timesOf,
  Carousel: carouselOf,
  ViewResource: viewOf,
} satisfies Readonly<Record<string, (content: Content) => object | undefined>>;

function replyMessageOf(entry: Content): { readonly replyMessage?: InteractiveHeading } {
  const replyMessage = headingOf(objectOf(member(objectOf(member(entry, "data")), "replyMessage")));
  return replyMessage.title ? { replyMessage } : {};
}

/**
 * Reads the content of an interactive message for showing it. What cannot be shown is left out: elements without a title, times that
 * are none, addresses that are not of the web. Lists that are longer than the service allows are not cut. Never throws.
 * @param content a JSON text, or what it stands for
 * @returns undefined for what is no interactive message, or of a template that is not known: show it as text
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export function parseInteractive(content: unknown): InteractiveMessage | undefined {
  const message = objectOf(content);
  const templateType = member(message, "templateType");
  const inside = readObject(member(objectOf(member(message, "data")), "content"));
  if (!inside || !isText(templateType)) return undefined;
  const more = { templateType, ...replyMessageOf(message) };
  if (isChannelTemplate(templateType)) return { ...more, templateType, content: inside };
  const read = Object.hasOwn(READERS, templateType) && READERS[templateType as keyof typeof READERS](inside);
  return read ? ({ ...more, ...read } as InteractiveMessage) : undefined;
}
