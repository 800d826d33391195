import { describe, expect, it } from "vitest";
import { CAROUSEL, LIST, QUICK, TIMES, VIEW } from "../../../test/interactiveMessages.js";
import { readReply } from "./readReply.js";
import { replyTo } from "./replyTo.js";
import type { InteractiveMessage } from "./interactiveTypes.js";

const RESPONSE = "application/vnd.amazonaws.connect.message.interactive.response";
const reply = (message: object, option: unknown, actions?: readonly string[]) =>
  replyTo(message as InteractiveMessage, option as never, actions);

describe("an answer", () => {
  it.each<[string, object, unknown, string]>([
    ["a title", QUICK, "Yes", "Yes"],
    ["an element", LIST, LIST.elements[0], "Refund"],
    [
      "a time in the reader's zone",
      { ...TIMES, timeZoneOffset: 0 },
      TIMES.timeslots[1],
      "2027-01-20T18:00+00:00",
    ],
    ["a time in a zone of its own", TIMES, "2027-01-20T17:00+00:00", "2027-01-20T09:00:00.00+00:00"],
    [
      "an element of a card",
      CAROUSEL,
      { templateIdentifier: "lisbon", title: "Book" },
      '{"templateIdentifier":"lisbon","listTitle":"Lisbon","selectionText":"Book"}',
    ],
  ])("is a text for %s", (_what, message, option, text) => {
    expect(reply(message, option)).toEqual({ contentType: "text/plain", message: text });
  });

  it.each<[string, object, unknown, object]>([
    [
      "another page",
      LIST,
      "More",
      {
        version: "1.0",
        action: "SHOW_MORE",
        data: {
          actionName: "SHOW_MORE",
          preIndex: 0,
          nextIndex: 2,
          listId: "topics",
          templateType: "ListPicker",
          referenceId: "topics-1",
        },
      },
    ],
    [
      "another page of a card",
      CAROUSEL,
      { templateIdentifier: "oslo", title: "Later" },
      { version: "1.0", action: "SHOW_MORE", data: { actionName: "SHOW_MORE", templateType: "ListPicker" } },
    ],
    [
      "a view",
      VIEW,
      { action: "Submit", data: { orderNumber: "4711" } },
      { version: "1.0", action: "Submit", templateType: "ViewResource", data: { orderNumber: "4711" } },
    ],
    [
      "a button alone",
      VIEW,
      { action: "Back" },
      { version: "1.0", action: "Back", templateType: "ViewResource", data: {} },
    ],
  ])("is a response for %s", (_what, message, option, response) => {
    const { contentType, message: json } = reply(message, option, ["Submit", "Back"]);
    expect(contentType).toBe(RESPONSE);
    expect(JSON.parse(json)).toEqual(response);
  });

  it("is that of the very element, where two have one title", () => {
    const twins = {
      ...LIST,
      elements: [{ title: "More" }, { title: "More", actionDetail: "SHOW_MORE" as const }],
    };
    expect(reply(twins, twins.elements[1]).contentType).toBe(RESPONSE);
    expect(reply(twins, "More").contentType).toBe("text/plain");
  });
});

describe("an option that the message does not have", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  it.each<[string, object, unknown, string]>([
    ["another title", QUICK, "Perhaps", "no such element"],
    ["an element of another message", QUICK, LIST.elements[0], "no such element"],
    ["nothing", QUICK, undefined, "no such element"],
    ["a link", LIST, "Read more", "the element is a link"],
    ["another time", TIMES, "2030-01-20T17:00+00:00", "no such time"],
    ["no time", TIMES, null, "no such time"],
    ["another card", CAROUSEL, { templateIdentifier: "rome", title: "Book" }, "no such card"],
    ["an element without its card", CAROUSEL, "Book", "no such card"],
    [
      "another element of a card",
      CAROUSEL,
      { templateIdentifier: "oslo", title: "Read more" },
      "no such element",
    ],
    ["no action", VIEW, {}, "action must have 1 to 200 characters"],
    ["too long an action", VIEW, { action: "x".repeat(201) }, "action must have 1 to 200 characters"],
    ["an action that the view does not have", VIEW, { action: "Buy" }, "no such action. It has Submit"],
    ["data that is a list", VIEW, { action: "Submit", data: [] }, "data must be an object"],
    ["data that is no JSON", VIEW, { action: "Submit", data: cycle }, "data cannot be written as JSON"],
    [
      "too much data",
      VIEW,
      { action: "Submit", data: { text: "é".repeat(8_200) } },
      "larger than 16384 bytes",
    ],
    [
      "a template of another channel",
      { templateType: "AppleForm", content: {} },
      {},
      "devices of their channel",
    ],
    [
      "a time out of range",
      { ...TIMES, timeslots: [{ date: "+275760-09-13T00:00:00Z", duration: 1 }], timeZoneOffset: 1 },
      "+275760-09-13T00:00:00Z",
      "out of the range",
    ],
  ])("is refused: %s", (_what, message, option, reason) => {
    expect(() => reply(message, option, ["Submit"])).toThrow(`unable to reply; `);
    expect(() => reply(message, option, ["Submit"])).toThrow(reason);
  });
});

describe("the agent's side", () => {
  const read = (message: object, option: unknown) => {
    const { contentType, message: Content } = reply(message, option);
    return readReply({ ContentType: contentType, Content });
  };

  it("reads what was answered", () => {
    expect(read(QUICK, "Yes")).toEqual({ kind: "text", text: "Yes" });
    expect(read(CAROUSEL, { templateIdentifier: "oslo", title: "Book" })).toEqual({
      kind: "card",
      templateIdentifier: "oslo",
      listTitle: "Oslo",
      selectionText: "Book",
    });
    expect(read(LIST, "More")).toEqual({
      kind: "paging",
      action: "SHOW_MORE",
      listId: "topics",
      referenceId: "topics-1",
      preIndex: 0,
      nextIndex: 2,
    });
    expect(read(VIEW, { action: "Submit", data: { a: 1 } })).toEqual({
      kind: "view",
      action: "Submit",
      data: { a: 1 },
    });
  });

  it.each([
    undefined,
    null,
    {},
    { ContentType: RESPONSE, Content: "{" },
    { ContentType: RESPONSE, Content: '{"data":{}}' },
    { ContentType: "text/markdown", Content: "x" },
    { ContentType: "text/plain" },
  ])("reads nothing where there is no answer: %j", (item) => {
    expect(readReply(item as never)).toBeUndefined();
  });
});
