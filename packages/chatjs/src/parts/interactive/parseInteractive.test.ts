import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMessage, LIST } from "../../../test/interactiveMessages.js";
import { buildInteractive, checkInteractive } from "./buildInteractive.js";
import { parseInteractive } from "./parseInteractive.js";
import { readReply } from "./readReply.js";
import { readView } from "./readView.js";
import { replyTo } from "./replyTo.js";

const of = (templateType: unknown, content: unknown, data: object = {}) => ({
  templateType,
  version: "1.0",
  data: { ...data, content },
});

/** Values of other types in the place of some member, somewhere. */
function spoilt(value: unknown, pick: () => number, junk: () => unknown): unknown {
  if (pick() === 0) return junk();
  if (Array.isArray(value)) return value.map((entry) => spoilt(entry, pick, junk));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, spoilt(member, pick, junk)]),
  );
}

/** Reads whatever it is, and answers what can be answered; nothing may be thrown but what is documented. */
function use(content: unknown): void {
  const message = parseInteractive(content);
  checkInteractive(content);
  readReply({ ContentType: "text/plain", Content: content as string });
  readReply({
    ContentType: "application/vnd.amazonaws.connect.message.interactive.response",
    Content: content as string,
  });
  readView(content as never, content as never);
  for (const option of [{ title: "Yes" }, "Yes", content, null]) {
    try {
      if (message) replyTo(message, option as never);
    } catch (error) {
      expect(String(error)).toMatch(/^IllegalArgument: unable to reply; /);
    }
  }
}

describe("hostile content", () => {
  it("is read without throwing, whatever the JSON", () => {
    fc.assert(fc.property(fc.json(), use), { numRuns: 300 });
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), use), {
      numRuns: 300,
    });
  });

  it("is read without throwing, wherever it is cut off", () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(12_000), (message, at) => use(buildInteractive(message).slice(0, at))),
    );
  });

  it("is read without throwing, whatever members are of another type", () => {
    fc.assert(
      fc.property(
        anyMessage,
        fc.infiniteStream(fc.nat(8)),
        fc.infiniteStream(fc.jsonValue()),
        (message, dice, junk) => {
          const pick = () => dice.next().value as number;
          use(JSON.stringify(spoilt(JSON.parse(buildInteractive(message)), pick, () => junk.next().value)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is read without throwing where a time is an object that no text can be made of", () => {
    const date: unknown = JSON.parse('{"toString":null}');
    use(of("TimePicker", { title: "When?", timeslots: [{ date, duration: 60 }] }));
  });

  it("is read without throwing, however deep it is nested", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    use(deep);
    use(
      `{"templateType":"ViewResource","version":"1.0","data":{"content":{"viewToken":"t","viewData":{"a":${deep}}}}}`,
    );
    let nested: unknown = {};
    for (let depth = 0; depth < 200_000; depth += 1) nested = { data: nested };
    use(nested);
    use(of("ViewResource", { viewToken: "t", viewData: nested }));
  });

  it("names no template that is inherited", () => {
    for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty"])
      expect(parseInteractive(of(name, { title: "x", elements: [{ title: "y" }] }))).toBeUndefined();
  });
});

describe("what is read", () => {
  it.each<[string, unknown]>([
    ["no text", undefined],
    ["no JSON", "Hello"],
    ["a list", "[]"],
    ["an unknown template", of("Hologram", { title: "x" })],
    ["a template without content", { templateType: "Panel", data: {} }],
    ["a list without elements", of("ListPicker", { title: "x" })],
    ["elements without titles", of("QuickReply", { title: "x", elements: [{}, null, 5, { title: "" }] })],
    ["times that are none", of("TimePicker", { title: "x", timeslots: [{ date: "tomorrow", duration: 1 }] })],
    ["a carousel of other templates", of("Carousel", { title: "x", elements: [of("TimePicker", {})] })],
    ["a view without a token", of("ViewResource", { viewId: "form" })],
  ])("is undefined for %s", (_what, content) => {
    expect(parseInteractive(content)).toBeUndefined();
  });

  it("leaves out addresses that are not of the web, and members of another type", () => {
    const content = {
      title: "x",
      subtitle: 5,
      imageData: "javascript:alert(1)",
      imageDescription: "Shop",
      nextIndex: "2",
      elements: [{ title: "y", type: "hyperlink", url: "javascript:alert(1)", actionDetail: "BUY" }],
    };
    expect(parseInteractive(of("ListPicker", content, { replyMessage: {} }))).toStrictEqual({
      templateType: "ListPicker",
      title: "x",
      elements: [{ title: "y" }],
    });
  });

  it("takes a link for a link only where it says so", () => {
    expect(
      parseInteractive(of("Panel", { title: "x", elements: [{ title: "y", url: "https://shop.example" }] })),
    ).toEqual({ templateType: "Panel", title: "x", elements: [{ title: "y" }] });
  });

  it("keeps lists that are longer than the service allows", () => {
    const elements = Array.from({ length: 30 }, (_, index) => ({ title: `${index}` }));
    expect(parseInteractive(of("Panel", { title: "x", elements }))).toMatchObject({ elements });
  });

  it("reads view data that is a JSON text, and slots without a duration", () => {
    expect(parseInteractive(of("ViewResource", { viewToken: "t", viewData: '{"a":1}' }))).toMatchObject({
      viewData: { a: 1 },
    });
    expect(parseInteractive(of("TimePicker", { timeslots: [{ date: "2027-01-20T17:00Z" }] }))).toEqual({
      templateType: "TimePicker",
      title: "",
      timeslots: [{ date: "2027-01-20T17:00Z", duration: 0 }],
    });
  });

  it("hands the content of other channels through", () => {
    const content = { title: "Pay", imageData: "x", elements: [1], payment: { total: "5.00" } };
    expect(parseInteractive(of("ApplePay", content))).toEqual({ templateType: "ApplePay", content });
  });

  it("takes objects as well as texts", () => {
    expect(parseInteractive(JSON.parse(buildInteractive(LIST)))).toEqual(LIST);
  });
});

describe("a view that is read", () => {
  const Content = { InputSchema: '{"type":"object"}', Template: '{"Head":{}}', Actions: ["Submit", 5, ""] };

  it("has its JSON read, that in the values of its data too", () => {
    const viewData = { Heading: "[not JSON", Sections: '[{"_id":"a"}]', Count: "5" };
    expect(
      readView({ Id: "form", Arn: "arn", Name: "Form", Version: 1, Content: Content as never }, viewData),
    ).toEqual({
      id: "form",
      arn: "arn",
      name: "Form",
      version: 1,
      actions: ["Submit"],
      template: { Head: {} },
      inputSchema: { type: "object" },
      inputData: { Heading: "[not JSON", Sections: [{ _id: "a" }], Count: "5" },
    });
  });

  it("is undefined without content, and empty where it is no JSON", () => {
    expect(readView(undefined)).toBeUndefined();
    expect(readView({ Id: "form" })).toBeUndefined();
    expect(readView({ Content: { Template: "{", Actions: "all" as never } })).toEqual({
      id: "",
      arn: "",
      name: "",
      version: 0,
      actions: [],
      template: {},
      inputSchema: {},
      inputData: {},
    });
  });
});
