import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { createVirtualClock } from "../index.js";
import type { EmulatorOptions } from "../index.js";
import { interactiveRules } from "./interactiveRules.js";
import { interactiveSamples } from "./interactiveSamples.js";

const interactive = "application/vnd.amazonaws.connect.message.interactive";

async function setUp(options?: EmulatorOptions) {
  const stage = createStage(options);
  const supportedContentTypes = ["text/plain", interactive, `${interactive}.response`];
  const { contactId } = await stage.customer({ supportedContentTypes });
  const ask = async (template: unknown) => {
    const response = await stage.send(`/control/contacts/${contactId}/interactive`, {
      method: "POST",
      body: JSON.stringify({ template }),
    });
    const body = await response.json();
    return response.status === 200 ? "sent" : (body.error.message as string);
  };
  return { ask, contactId, control: stage.emulator.control };
}

const elements = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `${index}` }));
const of = (templateType: string, content: unknown, version = "1.0") => ({
  templateType,
  version,
  data: { content },
});
const card = (content: object, templateType = "Panel") => ({
  templateIdentifier: "card",
  ...of(templateType, content),
});
const panel = { title: "Trip", elements: elements(1) };
const slot = { date: "2027-01-20T17:00+00:00", duration: 60 };

test.each(Object.entries(interactiveSamples))("the ready %s is in order", (_name, sample) => {
  const pictureUrl = (picture: string) => `https://shop.example/${picture}`;
  expect(interactiveRules.safeParse(sample({ pictureUrl, nowMs: 0 })).success).toBe(true);
});

test.each([0, 13 * 3_600_000, 86_399_999])(
  "the ready times are ahead, and in order, %s ms into a day of the emulator",
  async (intoDayMs) => {
    const clock = createVirtualClock(Date.UTC(2031, 1, 28) + intoDayMs);
    const { control, contactId } = await setUp({ clock });
    control.sendInteractive({ contactId, template: "TimePicker" });
    const { Content } = control.getContact(contactId).transcript.at(-1)!;
    const { timeslots } = (JSON.parse(Content!) as { data: { content: { timeslots: { date: string }[] } } })
      .data.content;
    const times = timeslots.map(({ date }) => Date.parse(date));
    expect(times[0]! > clock.nowMs() && times[1]! > times[0]! && times[2]! > times[1]!).toBe(true);
    expect(times).toHaveLength(3);
  },
);

test.each<[string, unknown, string]>([
  ["a list without a title", of("ListPicker", { elements: elements(2) }), "content.title"],
  ["a list without elements", of("ListPicker", { title: "Which?" }), "content.elements"],
  ["an empty list", of("ListPicker", { title: "Which?", elements: [] }), "content.elements"],
  ["a list too long", of("ListPicker", { title: "Which?", elements: elements(11) }), "content.elements"],
  [
    "an element without a title",
    of("ListPicker", { title: "Which?", elements: [{ title: "One" }, { subtitle: "Two" }] }),
    "content.elements.1.title",
  ],
  ["a picture that is none", of("Panel", { ...panel, imageType: "PNG" }), "content.imageType"],
  [
    "a link to nowhere",
    of("Panel", { title: "Trip", elements: [{ title: "Go", url: "here" }] }),
    "elements.0.url",
  ],
  ["one quick reply", of("QuickReply", { title: "Well?", elements: elements(1) }), "content.elements"],
  ["no time", of("TimePicker", { title: "When?", timeslots: [] }), "content.timeslots"],
  [
    "a time that is none",
    of("TimePicker", { title: "When?", timeslots: [slot, { ...slot, date: "tomorrow" }] }),
    "content.timeslots.1.date: expected a time such as",
  ],
  [
    "a time without an end",
    of("TimePicker", { title: "When?", timeslots: [{ date: slot.date }] }),
    "content.timeslots.0.duration",
  ],
  [
    "a place without a name",
    of("TimePicker", { title: "When?", timeslots: [slot], location: { latitude: 1, longitude: 2 } }),
    "content.location.title",
  ],
  ["one card", of("Carousel", { title: "Trips", elements: [card(panel)] }), "content.elements"],
  [
    "a card of another template",
    of("Carousel", { title: "Trips", elements: [card(panel), card(panel, "TimePicker")] }),
    "content.elements.1.templateType",
  ],
  [
    "a card without elements",
    of("Carousel", { title: "Trips", elements: [card(panel), card({ title: "Oslo" })] }),
    "content.elements.1.data.content.elements",
  ],
  ["a view without a token", of("ViewResource", { viewId: "form" }), "content.viewToken"],
  ["another version", of("Panel", panel, "2.0"), "template.version"],
  [
    "a reply without a title",
    { ...of("Panel", panel), data: { content: panel, replyMessage: {} } },
    "replyMessage.title",
  ],
])("%s is refused, and its member named", async (_what, template, member) => {
  const { ask, contactId, control } = await setUp();
  const refusal = await ask(template);
  expect(refusal).toMatch(/^unable to read the request; template\./);
  expect(refusal).toContain(member);
  expect(() => control.sendInteractive({ contactId, template: template as never })).toThrow(member);
});

test("members that are not known, and templates of other channels, go to the client as they are", async () => {
  const { ask } = await setUp();
  expect(await ask(of("Panel", { ...panel, colour: "green" }))).toBe("sent");
  expect(await ask(of("Hologram", { depth: 3 }, "7"))).toBe("sent");
});
