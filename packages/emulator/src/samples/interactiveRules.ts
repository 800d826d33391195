import { z } from "zod";
import type { InteractiveTemplate } from "./interactiveSamples.js";

const title = z.string().min(1);
const more = z.string().optional();
const picture = { imageType: z.literal("URL").optional(), imageData: more, imageDescription: more };
const heading = { title, subtitle: more };
const version = z.literal("1.0");

/** What is shown after a choice. */
const replyMessage = z.looseObject({ ...heading, ...picture }).optional();

const element = z.looseObject({
  ...heading,
  ...picture,
  actionDetail: z.enum(["SHOW_MORE", "PREVIOUS_OPTIONS"]).optional(),
  type: z.string().optional(),
  url: z.url().optional(),
});

/** Of each template: what it shows. Members that are not known here go to the client as they are. */
const contents = {
  ListPicker: z.looseObject({
    ...heading,
    ...picture,
    listId: more,
    referenceId: more,
    preIndex: z.number().optional(),
    nextIndex: z.number().optional(),
    elements: z.array(element).min(1).max(10),
  }),
  TimePicker: z.looseObject({
    ...heading,
    timeZoneOffset: z.int().optional().describe("in minutes"),
    location: z
      .looseObject({ latitude: z.number(), longitude: z.number(), title, radius: z.number().optional() })
      .optional(),
    timeslots: z
      .array(
        z.looseObject({
          date: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/, {
            error: "expected a time such as 2027-01-20T17:00+00:00",
          }),
          duration: z.number().min(0),
        }),
      )
      .min(1)
      .max(40),
  }),
  Panel: z.looseObject({ ...heading, ...picture, elements: z.array(element).min(1).max(10) }),
  QuickReply: z.looseObject({ title, elements: z.array(element).min(2).max(10) }),
  ViewResource: z.looseObject({ viewId: more, viewToken: title, viewData: z.unknown().optional() }),
} as const;

const dataOf = <Content>(content: z.ZodType<Content>) => z.looseObject({ replyMessage, content });

const known = <const Type extends string, Content>(type: Type, content: z.ZodType<Content>) =>
  z.object({ templateType: z.literal(type), version, data: dataOf(content) });

const card = <const Type extends string, Content>(type: Type, content: z.ZodType<Content>) =>
  z.looseObject({
    templateIdentifier: title,
    templateType: z.literal(type),
    version,
    data: z.looseObject({ content }),
  });

const carousel = z.looseObject({
  title,
  elements: z
    .array(
      z.discriminatedUnion("templateType", [
        card("Panel", contents.Panel),
        card("ListPicker", contents.ListPicker),
      ]),
    )
    .min(2)
    .max(5),
});

const knownTypes: readonly string[] = [...Object.keys(contents), "Carousel"];

/** Of other channels, or to come. */
const other = z.object({
  templateType: z
    .string()
    .min(1)
    // Otherwise this one counts as the form that was meant.
    .refine((type) => !knownTypes.includes(type), { abort: true }),
  version: z.string().min(1),
  data: z.record(z.string(), z.unknown()),
});

/** The content of an interactive message: of the templates for web chat, what Amazon Connect takes; of others, their form. */
export const interactiveRules: z.ZodType<InteractiveTemplate> = z.union([
  z.discriminatedUnion("templateType", [
    known("ListPicker", contents.ListPicker),
    known("TimePicker", contents.TimePicker),
    known("Panel", contents.Panel),
    known("QuickReply", contents.QuickReply),
    known("ViewResource", contents.ViewResource),
    known("Carousel", carousel),
  ]),
  other,
]);
