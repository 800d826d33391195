import fc from "fast-check";
import type {
  Carousel,
  InteractiveMessage,
  JsonObject,
  ListPicker,
  QuickReply,
  TimePicker,
  ViewResource,
} from "../src/interactive.js";

export const LIST = {
  templateType: "ListPicker",
  title: "What is it about?",
  imageData: "https://shop.example/shop.png",
  imageDescription: "Shop front",
  listId: "topics",
  referenceId: "topics-1",
  preIndex: 0,
  nextIndex: 2,
  elements: [
    { title: "Refund", subtitle: "Money back" },
    { title: "Read more", url: "https://shop.example/help" },
    { title: "More", actionDetail: "SHOW_MORE" },
  ],
  replyMessage: { title: "Thank you" },
} as const satisfies ListPicker;
export const QUICK = {
  templateType: "QuickReply",
  title: "Did that help?",
  elements: [{ title: "Yes" }, { title: "No" }],
} as const satisfies QuickReply;
export const TIMES = {
  templateType: "TimePicker",
  title: "When?",
  timeZoneOffset: -480,
  location: { latitude: 47.6, longitude: -122.3, title: "Main shop", radius: 1 },
  timeslots: [
    { date: "2027-01-20T17:00+00:00", duration: 60 },
    { date: "2027-01-20T18:00+00:00", duration: 60 },
  ],
} as const satisfies TimePicker;
export const CAROUSEL = {
  templateType: "Carousel",
  title: "Our trips",
  elements: [
    {
      templateType: "Panel",
      templateIdentifier: "lisbon",
      title: "Lisbon",
      elements: [{ title: "Book" }, { title: "Read more", url: "https://shop.example/lisbon" }],
    },
    {
      templateType: "ListPicker",
      templateIdentifier: "oslo",
      title: "Oslo",
      elements: [{ title: "Book" }, { title: "Later", actionDetail: "SHOW_MORE" }],
    },
  ],
} as const satisfies Carousel;
export const VIEW = {
  templateType: "ViewResource",
  viewId: "form",
  viewToken: "view-token",
  viewData: { Heading: "Your order" },
} as const satisfies ViewResource;

/** Members that may be absent. */
const maybe = <Members extends object>(members: { [Name in keyof Members]: fc.Arbitrary<Members[Name]> }) =>
  fc.record(members, { requiredKeys: [] });
const short = (maxLength: number, minLength = 0) =>
  fc.string({ minLength, maxLength, unit: "grapheme-ascii" });
const title = short(20, 1);
const url = fc.webUrl({ size: "xsmall" }).filter((address) => address.length <= 200);
const picture = fc
  .option(fc.record({ imageData: url, imageDescription: short(50) }), { nil: undefined })
  .map((pictured) => pictured ?? {});
const heading = fc
  .tuple(fc.record({ title }), maybe({ subtitle: fc.string({ maxLength: 40 }) }), picture)
  .map(([first, second, third]) => ({ ...first, ...second, ...third }));
const headed = <Members extends object>(
  members: { [Name in keyof Members]: fc.Arbitrary<Members[Name]> },
  more: fc.Arbitrary<object> = fc.constant({}),
) =>
  fc
    .tuple(heading, fc.record(members), more, maybe({ replyMessage: heading }))
    .map((all) => Object.assign({}, ...all) as InteractiveMessage);

const element = fc
  .tuple(heading, maybe({ url, actionDetail: fc.constantFrom("SHOW_MORE", "PREVIOUS_OPTIONS") }))
  .map(([first, second]) => ({ ...first, ...second }));
const elements = (minLength: number) => fc.array(element, { minLength, maxLength: 10 });
const page = maybe({ listId: title, referenceId: title, preIndex: fc.nat(), nextIndex: fc.nat() });
const choices = fc
  .constantFrom("ListPicker", "Panel")
  .chain((templateType) => headed({ templateType: fc.constant(templateType), elements: elements(1) }, page));
/** Without -0, which JSON does not know. */
const degrees = (limit: number) =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => value + 0);
const date = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((time) => `${time.toISOString().slice(0, 16)}+00:00`);
/** As JSON gives it back: without -0. */
const object = fc
  .dictionary(short(8, 1), fc.jsonValue({ maxDepth: 3 }))
  .map((members) => JSON.parse(JSON.stringify(members)) as JsonObject);

/** Every message that the service takes. */
export const anyMessage: fc.Arbitrary<InteractiveMessage> = fc
  .oneof(
    choices,
    headed({ templateType: fc.constant("QuickReply"), elements: elements(2) }),
    headed(
      {
        templateType: fc.constant("TimePicker"),
        timeslots: fc.array(fc.record({ date, duration: fc.integer({ min: 1, max: 3_600 }) }), {
          minLength: 1,
          maxLength: 40,
        }),
      },
      maybe({
        timeZoneOffset: fc.integer({ min: -720, max: 840 }),
        location: fc.record({
          latitude: degrees(90),
          longitude: degrees(180),
          title,
          radius: degrees(100).map(Math.abs),
        }),
      }),
    ),
    headed({
      templateType: fc.constant("Carousel"),
      elements: fc
        .array(choices, { minLength: 2, maxLength: 5 })
        .map((cards) => cards.map((card, index) => ({ ...card, templateIdentifier: `card-${index}` }))),
    }),
    fc
      .tuple(fc.record({ viewToken: title, viewData: object }), maybe({ viewId: title }))
      .map(([view, more]): InteractiveMessage => ({ templateType: "ViewResource", ...view, ...more })),
    fc
      .record({
        templateType: fc.constantFrom("AppleForm", "ApplePay", "WhatsAppInteractiveList"),
        content: object,
      })
      .map((message) => message as InteractiveMessage),
  )
  // Some would be too large.
  .filter((message) => JSON.stringify(message).length < 12_000);
