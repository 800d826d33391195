import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInteractive, replyMessageOf } from "./readInteractive.js";
import type { CarouselMessage, ChoiceMessage, TimeMessage, ViewMessage } from "./readInteractive.js";
import { cardReply, choiceReply, replyText, timeReply, viewReply } from "./reply.js";

const json = (templateType: string, content: object, more: object = {}) =>
  JSON.stringify({ templateType, version: "1.0", data: { content, ...more } });
interface Messages {
  ListPicker: ChoiceMessage;
  Panel: ChoiceMessage;
  QuickReply: ChoiceMessage;
  TimePicker: TimeMessage;
  Carousel: CarouselMessage;
  ViewResource: ViewMessage;
}
function read<Template extends keyof Messages>(template: Template, content: object): Messages[Template] {
  const message = readInteractive(json(template, content));
  expect(message?.template).toBe(template);
  return message as Messages[Template];
}
const elements = [{ title: "Yes" }, { title: "No" }];

describe("a message that asks", () => {
  it("is answered with the title of what was chosen", () => {
    for (const template of ["ListPicker", "Panel", "QuickReply"] as const) {
      const [yes] = read(template, { title: "Well?", elements }).choices;
      expect(choiceReply(yes!)).toEqual({ contentType: "text/plain", message: "Yes" });
    }
  });

  it("asks for another page of a list with what the list says of itself", () => {
    const paging = { listId: "shops", referenceId: "r1", preIndex: 0, nextIndex: 2 };
    const more = { title: "More", actionDetail: "SHOW_MORE" };
    const [, choice] = read("ListPicker", {
      title: "Which?",
      ...paging,
      elements: [{ title: "One" }, more],
    }).choices;
    const { contentType, message } = choiceReply(choice!);
    expect(contentType).toBe("application/vnd.amazonaws.connect.message.interactive.response");
    expect(JSON.parse(message)).toEqual({
      version: "1.0",
      action: "SHOW_MORE",
      data: { actionName: "SHOW_MORE", templateType: "ListPicker", ...paging },
    });
    expect(replyText({ ContentType: contentType, Content: message })).toBe("Show more");
  });

  it("offers times, and is answered with the one on the clocks there", () => {
    const timeslots = [{ date: "2026-01-20T17:00+00:00", duration: 60 }, { date: "soon" }];
    const { slots, offsetMinutes } = read("TimePicker", { title: "When?", timeZoneOffset: -480, timeslots });
    expect(slots.map((slot) => timeReply(slot, offsetMinutes).message)).toEqual([
      "2026-01-20T09:00:00.00+00:00",
    ]);
    expect(timeReply(slots[0]!, 0).message).toBe("2026-01-20T17:00+00:00");
  });

  it("has cards, and is answered with the card and what was chosen on it", () => {
    const card = {
      templateIdentifier: "lisbon",
      templateType: "Panel",
      data: { content: { title: "Lisbon", elements: [{ title: "Book" }] } },
    };
    const { cards } = read("Carousel", { title: "Trips", elements: [card, { templateType: "Carousel" }] });
    expect(cards).toHaveLength(1);
    const { contentType, message } = cardReply(cards[0]!, cards[0]!.message.choices[0]!);
    expect(JSON.parse(message)).toEqual({
      templateIdentifier: "lisbon",
      listTitle: "Lisbon",
      selectionText: "Book",
    });
    expect(replyText({ ContentType: contentType, Content: message })).toBe("Lisbon: Book");
  });

  it("names a view, whose data may be a JSON text", () => {
    const view = read("ViewResource", { viewToken: "t", viewData: '{"Heading":"Order"}' });
    expect(view).toMatchObject({ viewToken: "t", viewData: { Heading: "Order" } });
    const { contentType, message } = viewReply("NoMatchFound", { orderNumber: "4711" });
    expect(replyText({ ContentType: contentType, Content: message })).toBe("No match found · 4711");
  });

  it("links and shows pictures from the web only", () => {
    const link = (url: string) => ({ title: "Read", type: "hyperlink", url, imageData: url });
    const addresses = ["https://shop.example/a", "javascript:alert(1)", "data:text/html,x", "/a", ""];
    const { choices } = read("Panel", { title: "Go", elements: addresses.map(link) });
    const web = "https://shop.example/a";
    expect(choices.map(({ url }) => url)).toEqual([web, undefined, undefined, undefined, undefined]);
    expect(choices.map(({ picture }) => picture?.url)).toEqual([
      web,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ["an unknown template", json("Hologram", { title: "Well?", elements })],
    ["the name of a property of every object", json("constructor", { title: "Well?", elements })],
    ["nothing to choose", json("ListPicker", { title: "Well?", elements: [{}, null, 1] })],
    ["no token", json("ViewResource", { viewData: {} })],
    ["no JSON", "{"],
  ])("is left to be shown as text with %s", (_, content) => {
    expect(readInteractive(content)).toBeUndefined();
  });

  it("never makes reading throw", () => {
    const template = fc.constantFrom("ListPicker", "TimePicker", "Carousel", "ViewResource", "Panel");
    fc.assert(
      fc.property(template, fc.jsonValue(), (name, content) => {
        readInteractive(json(name, { content }));
        readInteractive(
          json(name, { title: "a", elements: [content], timeslots: [content], viewData: content }),
        );
      }),
    );
  });

  it("says what it has to say to an answer", () => {
    const replyMessage = { title: "Thank you", subtitle: "Noted" };
    expect(replyMessageOf(json("Panel", {}, { replyMessage }))).toBe("Thank you. Noted");
    expect(replyMessageOf(json("Panel", {}))).toBe("");
  });
});

describe("replyText", () => {
  it("leaves other messages as they are, JSON included", () => {
    expect(replyText({ ContentType: "text/plain", Content: "Hello" })).toBeUndefined();
    expect(replyText({ ContentType: "text/plain", Content: '{"a":1}' })).toBeUndefined();
    expect(replyText({ ContentType: "application/json", Content: '{"kind":"location"}' })).toBeUndefined();
  });
});
