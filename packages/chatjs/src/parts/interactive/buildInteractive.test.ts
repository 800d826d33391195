import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMessage, CAROUSEL, LIST, QUICK, TIMES, VIEW } from "../../../test/interactiveMessages.js";
import { buildInteractive, checkInteractive } from "./buildInteractive.js";
import type { InteractiveMessage } from "./interactiveTypes.js";
import { parseInteractive } from "./parseInteractive.js";

const elements = (count: number) => Array.from({ length: count }, (_, index) => ({ title: `${index}` }));
const build = (message: object) => buildInteractive(message as InteractiveMessage);

describe("what is built", () => {
  it("is the service's form", () => {
    expect(JSON.parse(buildInteractive(LIST))).toEqual({
      templateType: "ListPicker",
      version: "1.0",
      data: {
        replyMessage: { title: "Thank you" },
        content: {
          title: "What is it about?",
          imageType: "URL",
          imageData: "https://shop.example/shop.png",
          imageDescription: "Shop front",
          listId: "topics",
          referenceId: "topics-1",
          preIndex: 0,
          nextIndex: 2,
          elements: [
            { title: "Refund", subtitle: "Money back" },
            { title: "Read more", type: "hyperlink", url: "https://shop.example/help" },
            { title: "More", actionDetail: "SHOW_MORE" },
          ],
        },
      },
    });
    expect(JSON.parse(buildInteractive(CAROUSEL)).data.content.elements[1]).toEqual({
      templateIdentifier: "oslo",
      templateType: "ListPicker",
      version: "1.0",
      data: {
        content: {
          title: "Oslo",
          elements: [{ title: "Book" }, { title: "Later", actionDetail: "SHOW_MORE" }],
        },
      },
    });
  });

  it.each([LIST, QUICK, TIMES, CAROUSEL, VIEW])("is read again as it was: $templateType", (message) => {
    expect(parseInteractive(buildInteractive(message))).toEqual(message);
  });

  it("is read again as it was, whatever it is", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const content = buildInteractive(message);
        expect(checkInteractive(content)).toEqual([]);
        expect(parseInteractive(content)).toEqual(message);
      }),
    );
  });
});

describe("what the service would not take", () => {
  it.each<[string, object, string]>([
    ["a missing title", { ...QUICK, title: undefined }, "data.content.title is missing"],
    ["an empty title", { ...QUICK, title: "" }, "data.content.title must have 1 to 512 characters"],
    ["too long a title", { ...QUICK, title: "x".repeat(513) }, "data.content.title must have 1 to 512"],
    ["a title that is none", { ...QUICK, title: 5 }, "data.content.title must be a text"],
    [
      "too long a subtitle",
      { ...QUICK, subtitle: "x".repeat(513) },
      "data.content.subtitle must have 0 to 512",
    ],
    [
      "one quick reply",
      { ...QUICK, elements: elements(1) },
      "data.content.elements must have 2 to 10 elements",
    ],
    [
      "too long a list",
      { ...LIST, elements: elements(11) },
      "data.content.elements must have 1 to 10 elements",
    ],
    ["no list", { ...LIST, elements: "all" }, "data.content.elements must be a list"],
    ["no elements", { templateType: "Panel", title: "Which?" }, "data.content.elements is missing"],
    [
      "an element that is none",
      { ...QUICK, elements: [{ title: "Yes" }, "No"] },
      "data.content.elements[1] must be an object",
    ],
    [
      "an element without title",
      { ...QUICK, elements: [{ title: "Yes" }, {}] },
      "data.content.elements[1].title is missing",
    ],
    [
      "a script as a link",
      { ...QUICK, elements: [{ title: "Go", url: "javascript:alert(1)" }, { title: "No" }] },
      "data.content.elements[0].url must be an address",
    ],
    [
      "an unknown action",
      { ...QUICK, elements: [{ title: "Go", actionDetail: "BUY" }, { title: "No" }] },
      "elements[0].actionDetail must be SHOW_MORE or PREVIOUS_OPTIONS",
    ],
    [
      "a picture from nowhere",
      { ...LIST, imageData: "shop.png" },
      "data.content.imageData must be an address",
    ],
    [
      "too long an address",
      { ...LIST, imageData: `https://x/${"a".repeat(200)}` },
      "data.content.imageData must have 1 to 200",
    ],
    [
      "words without a picture",
      { ...QUICK, imageDescription: "Shop" },
      "data.content.imageDescription must come with imageData",
    ],
    [
      "too many words of a picture",
      { ...LIST, imageDescription: "x".repeat(51) },
      "imageDescription must have 0 to 50",
    ],
    ["an index below zero", { ...LIST, preIndex: -1 }, "data.content.preIndex must be a whole number from 0"],
    ["a reply without a title", { ...QUICK, replyMessage: {} }, "data.replyMessage.title is missing"],
    ["no time", { ...TIMES, timeslots: [] }, "data.content.timeslots must have 1 to 40 elements"],
    [
      "a time that is none",
      { ...TIMES, timeslots: [{ date: "tomorrow", duration: 60 }] },
      "timeslots[0].date must be a time such as 2027",
    ],
    [
      "a month too many",
      { ...TIMES, timeslots: [{ date: "2027-13-01T00:00+00:00", duration: 60 }] },
      "timeslots[0].date must be a time that exists",
    ],
    [
      "no duration",
      { ...TIMES, timeslots: [{ date: "2027-01-20T17:00Z" }] },
      "timeslots[0].duration is missing",
    ],
    [
      "too long a duration",
      { ...TIMES, timeslots: [{ date: "2027-01-20T17:00Z", duration: 3_601 }] },
      "timeslots[0].duration must be a whole number from 1 to 3600",
    ],
    [
      "an offset beyond the world",
      { ...TIMES, timeZoneOffset: 841 },
      "timeZoneOffset must be a whole number from -720 to 840",
    ],
    [
      "a place beyond the world",
      { ...TIMES, location: { latitude: 91, longitude: 0, title: "x" } },
      "location.latitude must be a number from -90 to 90",
    ],
    [
      "a place without name",
      { ...TIMES, location: { latitude: 1, longitude: 0 } },
      "location.title is missing",
    ],
    [
      "one card",
      { ...CAROUSEL, elements: CAROUSEL.elements.slice(1) },
      "data.content.elements must have 2 to 5 elements",
    ],
    [
      "two cards of one name",
      { ...CAROUSEL, elements: [CAROUSEL.elements[0], CAROUSEL.elements[0]] },
      "elements[1].templateIdentifier must be another one",
    ],
    [
      "a card of times",
      { ...CAROUSEL, elements: [CAROUSEL.elements[0], { ...TIMES, templateIdentifier: "t" }] },
      "elements[1].templateType must be Panel or ListPicker",
    ],
    [
      "a card without elements",
      {
        ...CAROUSEL,
        elements: [CAROUSEL.elements[0], { templateType: "Panel", templateIdentifier: "p", title: "x" }],
      },
      "elements[1].data.content.elements is missing",
    ],
    ["a view without token", { ...VIEW, viewToken: undefined }, "data.content.viewToken is missing"],
    ["view data that is a list", { ...VIEW, viewData: [] }, "data.content.viewData must be an object"],
    ["another channel's without content", { templateType: "AppleForm" }, "data.content is missing"],
    [
      "an unknown template",
      { ...QUICK, templateType: "Hologram" },
      "templateType must be one of ListPicker, Panel",
    ],
    ["what is inherited", { ...QUICK, templateType: "toString" }, "templateType must be one of"],
    ["nothing", {}, "templateType must be one of"],
  ])("is refused with its path: %s", (_what, message, problem) => {
    expect(() => build(message)).toThrow(problem);
    expect(() => build(message)).toThrow(/^unable to build an interactive message; /);
  });

  it.each([undefined, null, 5, "text", []])("is refused when it is no message: %j", (message) => {
    expect(() => build(message as never)).toThrow("unable to build an interactive message");
  });

  it("is refused when it is too large, in bytes", () => {
    const many = (count: number) => ({ ...VIEW, viewData: { text: "é".repeat(count) } });
    expect(() => build(many(9_900))).not.toThrow();
    expect(() => build(many(10_000))).toThrow(
      /the message must be smaller than 20000 bytes, and has 20\d\d\d/,
    );
  });

  it("is refused when it cannot be written", () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    expect(() => build({ ...VIEW, viewData: cycle })).toThrow("unable to build an interactive message");
  });

  it("is told all at once, and no more than that", () => {
    const problems = checkInteractive({
      templateType: "QuickReply",
      version: "2.0",
      data: { content: { elements: elements(5_000) } },
    });
    expect(problems).toEqual([
      { path: "", problem: expect.stringContaining("smaller than 20000 bytes") },
      { path: "version", problem: "must be 1.0" },
      { path: "data.content.title", problem: "is missing" },
      { path: "data.content.elements", problem: "must have 2 to 10 elements" },
    ]);
  });

  it("is told of texts that are no JSON", () => {
    for (const content of ["", "{", "[]", "5", "null", undefined])
      expect(checkInteractive(content)).toEqual([
        { path: "", problem: "must be an object, or the JSON text of one" },
      ]);
  });

  it("counts characters as people do, not units of code", () => {
    expect(() => build({ ...QUICK, title: "😀".repeat(512) })).not.toThrow();
    expect(() => build({ ...QUICK, title: "😀".repeat(513) })).toThrow("title");
  });
});
