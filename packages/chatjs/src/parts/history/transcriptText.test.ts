import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { exportTranscript } from "./exportTranscript.js";
import { searchIn } from "./search.js";
import type { SearchQuery } from "./search.js";
import { segmentsOf } from "./segments.js";
import { textOf } from "./transcriptText.js";

const said = (Content: string, more: Partial<TranscriptItem> = {}): TranscriptItem => ({
  Id: Content,
  Type: "MESSAGE",
  ContentType: "text/plain",
  Content,
  DisplayName: "Avery",
  AbsoluteTime: "2026-01-02T03:04:05.678Z",
  ...more,
});
const event = (name: string, more: Partial<TranscriptItem> = {}): TranscriptItem => ({
  Id: name,
  Type: "EVENT",
  ContentType: `application/vnd.amazonaws.connect.event.${name}`,
  DisplayName: "Blake",
  AbsoluteTime: "2026-01-02T03:04:06.000Z",
  ...more,
});
const picker = said(
  JSON.stringify({
    templateType: "ListPicker",
    data: { content: { title: "Which chair?", elements: [{ title: "Oak", imageData: "https://x/" }] } },
  }),
  { ContentType: "application/vnd.amazonaws.connect.message.interactive" },
);
const file: TranscriptItem = {
  Id: "file",
  Type: "ATTACHMENT",
  Attachments: [{ AttachmentName: "Straße.pdf" }, { AttachmentName: "b.txt" }],
};

describe("the text of an item", () => {
  it.each([
    ["what was said", said("Hello"), "Hello"],
    ["what an interactive message shows", picker, "Which chair?\nOak"],
    ["the names of files", file, "Straße.pdf, b.txt"],
    ["nothing of an event", event("typing"), ""],
    ["nothing of an interactive message that is broken", { ...picker, Content: "{" }, ""],
    ["nothing of what has no text", said(5 as unknown as string), ""],
    ["nothing of files that are none", { ...file, Attachments: "x" } as unknown as TranscriptItem, ""],
  ])("is %s", (_rule, item, text) => {
    expect(textOf(item)).toBe(text);
  });

  it("is a text, whatever somebody sends", () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (Attachments, content) => {
        const item = {
          ...picker,
          Content: JSON.stringify(content),
          Attachments,
        } as unknown as TranscriptItem;
        expect(typeof textOf(item)).toBe("string");
        expect(typeof textOf({ ...item, Type: "ATTACHMENT" })).toBe("string");
      }),
    );
  });
});

describe("segments", () => {
  it("begin where another contact does; earlier chats are marked", () => {
    const items = [
      said("a", { RelatedContactId: "past" }),
      said("b", { RelatedContactId: "past" }),
      said("c", { ContactId: "now" }),
      said("d"),
      said("e", { ContactId: "after a transfer" }),
    ];
    const shown = segmentsOf(items).map(({ contactId, isPast, items: of }) => [contactId, isPast, of.length]);
    expect(shown).toEqual([
      ["past", true, 2],
      ["now", false, 2],
      ["after a transfer", false, 1],
    ]);
    expect(segmentsOf([])).toEqual([]);
  });

  it("are the whole transcript, in order", () => {
    const contact = fc.record({ ContactId: fc.constantFrom(undefined, "a", "b"), past: fc.boolean() });
    fc.assert(
      fc.property(fc.array(contact), (contacts) => {
        const items = contacts.map(({ ContactId, past }, index) =>
          said(
            String(index),
            past ? { RelatedContactId: ContactId ?? "c" } : { ...(ContactId && { ContactId }) },
          ),
        );
        expect(segmentsOf(items).flatMap(({ items: of }) => of)).toEqual(items);
      }),
    );
  });
});

describe("search", () => {
  const greek = said("ΟΔΟΣΤΡΩΜΑ");
  const items = [
    said("Grüße aus Málaga"),
    said("an ORDER of chairs"),
    picker,
    file,
    event("chat.ended"),
    greek,
  ];
  it.each<[string, SearchQuery, readonly unknown[]]>([
    ["a text, whatever its case", "an order", [items[1]]],
    ["a text, whatever its accents", "malaga", [items[0]]],
    ["accents, where they are left out in the text", "chäirs", [items[1]]],
    ["interactive messages", "oak", [picker]],
    ["names of files", ".PDF", [file]],
    ["a sharp s by two", "GRÜSSE", [items[0]]],
    ["Greek, where the end of the one is the middle of the other", "ΟΔΟΣ", [greek]],
    ["nothing for an empty text", "  ", []],
    ["a pattern, wherever it was before", /chair/gi, [items[1], picker]],
    ["what a function wants", ({ Type }) => Type === "EVENT", [items[4]]],
  ])("finds %s", (_rule, query, found) => {
    expect(searchIn(items, query)).toEqual(found);
    expect(searchIn(items, query)).toEqual(found);
  });

  it("refuses what is no query", () => {
    expect(() => searchIn(items, 5 as never)).toThrow("the query must be a text, a RegExp or a function");
  });
});

describe("export", () => {
  const items = [
    said("Hello, <b>you</b>", { RelatedContactId: "past" }),
    said("two\nlines", { ContactId: "now" }),
    event("participant.joined", { ContactId: "now" }),
    event("typing", { ContactId: "now" }),
    file,
  ];

  it("as text is a line an item, with a heading for an earlier chat", () => {
    expect(exportTranscript(items, "text")).toBe(
      [
        "Earlier chat:",
        "[2026-01-02T03:04:05Z] Avery: Hello, <b>you</b>",
        "",
        "[2026-01-02T03:04:05Z] Avery: two",
        "  lines",
        "[2026-01-02T03:04:06Z] * Blake joined",
        ": Straße.pdf, b.txt",
        "",
      ].join("\n"),
    );
  });

  it("takes the page's own words and times", () => {
    const options = {
      formatTime: (time: string) => `at ${time.slice(0, 4)}`,
      eventTexts: { "participant.joined": "$& ist da: {name}", typing: "" } as const,
      pastText: "Früher",
    };
    const text = exportTranscript(items, "text", options);
    expect(text).toContain("Früher:");
    expect(text).toContain("[at 2026] * $& ist da: Blake");
  });

  it("as JSON has the items as they came", () => {
    const live = { ...items[0]!, serializedContent: "{}" };
    expect(JSON.parse(exportTranscript([live, items[1]!], "json"))).toEqual({ items: [items[0], items[1]] });
  });

  it("as a page escapes all that somebody wrote", () => {
    const html = exportTranscript(items, "html", { title: "Chat & more", language: "de" });
    expect(html).toContain('<html lang="de">');
    expect(html).toContain("<h1>Chat &amp; more</h1>");
    expect(html).toContain("Hello, &lt;b&gt;you&lt;/b&gt;");
    const tags = (page: string) => page.match(/<[a-z!/][^>]*>/g)?.length;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (Content, DisplayName) => {
        const one = exportTranscript([said(`x${Content}`, { DisplayName: `y${DisplayName}` })], "html");
        expect(tags(one)).toBe(tags(exportTranscript([said("x", { DisplayName: "y" })], "html")));
      }),
    );
  });

  it("as text lets nobody begin another line, whatever ends one", () => {
    const forged = "[2026-01-02T03:04:05Z] Agent: refunded";
    for (const end of ["\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"]) {
      const broken = `x${end}${forged}`;
      const lines = exportTranscript(
        [
          said(broken),
          said("x", { DisplayName: broken }),
          event("participant.joined", { DisplayName: broken }),
        ],
        "text",
      ).split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
      expect([end, lines.filter((line) => line.startsWith(forged))]).toEqual([end, []]);
      expect(lines[1]).toBe(`  ${forged}`);
    }
  });

  it.each(["text", "html"] as const)("as %s leaves out what the service does not have", (format) => {
    const items = (["SENDING", "FAILED", "SENT", "READ"] as const).map((Status) =>
      said(`it is ${Status}`, { MessageMetadata: { Status } }),
    );
    const written = exportTranscript(items, format);
    expect(written.match(/it is \w+/g)).toEqual(["it is SENT", "it is READ"]);
    expect(JSON.parse(exportTranscript(items, "json"))).toEqual({ items });
  });

  it("gives the page's function times only, each in UTC with milliseconds", () => {
    const times = ["2026-01-02T03:04:05+01:00", "yesterday", "", 5, null, "2026-01-02 (\nforged)"];
    const given: string[] = [];
    const odd = times.map((AbsoluteTime) => ({ ...said("x"), AbsoluteTime }) as TranscriptItem);
    exportTranscript(odd, "text", { formatTime: (time) => `${given.push(new Date(time).toISOString())}` });
    expect(given[0]).toBe("2026-01-02T02:04:05.000Z");
    expect(exportTranscript(odd, "text")).not.toMatch(/yesterday|forged/);
  });

  it("is written whatever somebody sends for a name", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (DisplayName, ParticipantRole) => {
        const odd = { ...said("x"), DisplayName, ParticipantRole } as unknown as TranscriptItem;
        for (const format of ["text", "html"] as const)
          expect(exportTranscript([odd], format)).toContain("x");
      }),
    );
  });

  it.each(["constructor", "toString", "__proto__"])("leaves out an event by the name of %s", (name) => {
    expect(exportTranscript([event(name), said("Hello")], "text")).toBe(
      "[2026-01-02T03:04:05Z] Avery: Hello\n",
    );
  });

  it("refuses another format", () => {
    expect(() => exportTranscript(items, "pdf" as never)).toThrow(
      'the format must be "text", "json" or "html"',
    );
  });
});
