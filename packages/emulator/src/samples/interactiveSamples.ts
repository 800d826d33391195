import { toIsoTime } from "../isoTime.js";

type PictureUrl = (name: string) => string;

/** What a ready message is made of, beside its words. */
export interface SampleParts {
  /** Makes the address of one of the emulator's pictures. */
  readonly pictureUrl: PictureUrl;
  /** The emulator's time, in milliseconds since the epoch: nobody is offered a time that is past. */
  readonly nowMs: number;
}

/** The content of an interactive message. */
export interface InteractiveTemplate {
  readonly templateType: string;
  readonly version: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const template = (
  templateType: string,
  content: Readonly<Record<string, unknown>>,
  replyMessage?: Readonly<Record<string, unknown>>,
): InteractiveTemplate => ({
  templateType,
  version: "1.0",
  data: { ...(replyMessage && { replyMessage }), content },
});

const picture = (imageData: string, imageDescription: string) => ({
  imageType: "URL",
  imageData,
  imageDescription,
});

const listPicker = ({ pictureUrl }: SampleParts) =>
  template(
    "ListPicker",
    {
      title: "What is it about?",
      subtitle: "Choose one",
      ...picture(pictureUrl("shop"), "Shop front"),
      elements: [
        { title: "Refund", subtitle: "Money back", ...picture(pictureUrl("refund"), "Coins") },
        {
          title: "Exchange",
          subtitle: "Another size or colour",
          ...picture(pictureUrl("exchange"), "Arrows"),
        },
        { title: "Delivery", subtitle: "Where is it?" },
      ],
    },
    { title: "Thank you", subtitle: "Noted" },
  );

const pagedListPicker = () =>
  template("ListPicker", {
    title: "Which shop?",
    subtitle: "There are more",
    listId: "shops",
    referenceId: "shops-1",
    preIndex: 0,
    nextIndex: 2,
    elements: [
      { title: "Harbour" },
      { title: "Old town" },
      { title: "Show more", actionDetail: "SHOW_MORE" },
    ],
  });

const DAY_MS = 86_400_000;

/** A slot of an hour that begins on a full hour (UTC) so many days ahead. */
const slot = (nowMs: number, days: number, hour: number) => {
  const day = toIsoTime(nowMs + days * DAY_MS).slice(0, 10);
  return { date: `${day}T${hour}:00+00:00`, duration: 60 };
};

const timePicker = ({ nowMs }: SampleParts) =>
  template(
    "TimePicker",
    {
      title: "When may we call you?",
      subtitle: "It takes half an hour",
      timeZoneOffset: -480,
      location: { latitude: 47.61, longitude: -122.33, title: "Main shop", radius: 1 },
      timeslots: [slot(nowMs, 1, 17), slot(nowMs, 1, 18), slot(nowMs, 2, 17)],
    },
    { title: "Booked" },
  );

const panel = ({ pictureUrl }: SampleParts) =>
  template(
    "Panel",
    {
      title: "How may we help?",
      subtitle: "Choose one",
      ...picture(pictureUrl("shop"), "Shop front"),
      elements: [{ title: "Help myself" }, { title: "Talk to an agent" }, { title: "End the chat" }],
    },
    { title: "Thank you" },
  );

const quickReply = () =>
  template(
    "QuickReply",
    { title: "Did that help?", elements: [{ title: "Yes" }, { title: "No" }, { title: "A little" }] },
    { title: "Thank you" },
  );

const carousel = ({ pictureUrl }: SampleParts) =>
  template("Carousel", {
    title: "Our trips",
    elements: [
      {
        templateIdentifier: "lisbon",
        ...template("Panel", {
          title: "Lisbon",
          ...picture(pictureUrl("lisbon"), "A hill by the river"),
          elements: [
            { title: "Book" },
            { title: "Read more", type: "hyperlink", url: "https://docs.aws.amazon.com/connect/" },
          ],
        }),
      },
      {
        templateIdentifier: "oslo",
        ...template("ListPicker", {
          title: "Oslo",
          ...picture(pictureUrl("oslo"), "A fjord"),
          elements: [{ title: "Book" }, { title: "Dates" }],
        }),
      },
    ],
  });

export type InteractiveSample =
  | "ListPicker"
  | "PagedListPicker"
  | "TimePicker"
  | "Panel"
  | "QuickReply"
  | "Carousel";

/** One message of each template. A view has its own, since it needs a token: see `showView`. */
export const interactiveSamples: Readonly<
  Record<InteractiveSample, (parts: SampleParts) => InteractiveTemplate>
> = {
  ListPicker: listPicker,
  PagedListPicker: pagedListPicker,
  TimePicker: timePicker,
  Panel: panel,
  QuickReply: quickReply,
  Carousel: carousel,
};
export const INTERACTIVE_SAMPLES = Object.keys(interactiveSamples) as readonly InteractiveSample[];
