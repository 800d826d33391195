import fc from "fast-check";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { createStreamedMessages } from "./streamedMessages.js";

/** A piece that was said `number` seconds after the start; without a number, or completed, as given. */
const piece = (number: unknown, Content: string, more: object = {}): ChatItem => ({
  Id: "x",
  Type: "MESSAGE",
  ParticipantRole: "SYSTEM",
  AbsoluteTime: `time ${String(number)}`,
  Content,
  MessageMetadata: { MessageId: "x", MessageCompleted: false, ChunkNumber: number as number },
  ...more,
});
const whole = (number: number, Content: string, more: object = {}): ChatItem =>
  piece(number, Content, { MessageMetadata: { MessageCompleted: true, ChunkNumber: number }, ...more });

type Step = ChatItem | { readonly stored: ChatItem };
/** What each step shows. */
function play(...steps: readonly Step[]): readonly (readonly unknown[])[] {
  const streamed = createStreamedMessages();
  return steps.map((step) =>
    ("stored" in step ? streamed.take(step.stored, true) : streamed.take(step)).map(({ Content }) => Content),
  );
}

describe("streamed text grows", () => {
  it("as its pieces come: one that comes early waits, one that comes twice is dropped (CP-12)", () => {
    const pieces = [
      piece(1, "He"),
      piece(2, "llo"),
      piece(4, "rld"),
      piece(4, "rld"),
      piece(3, " wo"),
      piece(3, " wo"),
      whole(5, "Hello world!"),
    ];
    expect(play(...pieces)).toEqual([
      ["He"],
      ["Hello"],
      [],
      [],
      ["Hello wo", "Hello world"],
      [],
      ["Hello world!"],
    ]);
  });

  it("with the members of the last piece and the time of the first; the whole keeps its own", () => {
    const streamed = createStreamedMessages();
    streamed.take(piece(1, "a", { DisplayName: "BOT" }));
    expect(streamed.take(piece(2, "b", { Future: 1 }))).toEqual([
      { ...piece(2, "ab", { Future: 1 }), AbsoluteTime: "time 1" },
    ]);
    expect(streamed.take(whole(3, "abc"))).toEqual([whole(3, "abc")]);
  });

  it.each<[string, readonly Step[], readonly (readonly string[])[]]>([
    ["joined in its midst shows when it is whole", [piece(2, "b"), whole(3, "abc")], [[], ["abc"]]],
    ["waits for a first piece that is late", [piece(2, "b"), piece(1, "a")], [[], ["a", "ab"]]],
    ["has no piece 0", [piece(0, "z"), piece(1, "a")], [[], ["a"]]],
    ["has no piece without a number", [piece(undefined, "z"), piece(1, "a")], [[], ["a"]]],
    ["does not take a text for a number", [piece("1", "z"), piece("2", "z"), piece(1, "a")], [[], [], ["a"]]],
    [
      "goes on from what a transcript has of it",
      [piece(1, "A"), { stored: piece(3, "ABC") }, piece(3, "C"), piece(4, "D")],
      [["A"], ["ABC"], [], ["ABCD"]],
    ],
    [
      "can be joined with the help of a transcript (CP-60)",
      [piece(4, "D"), { stored: piece(3, "ABC") }, piece(5, "E")],
      [[], ["ABC", "ABCD"], ["ABCDE"]],
    ],
    [
      "is not thrown back by an old transcript",
      [piece(1, "A"), piece(2, "B"), { stored: piece(1, "A") }, piece(3, "C")],
      [["A"], ["AB"], [], ["ABC"]],
    ],
    ["is nothing but text", [piece(1, null as never), piece(2, "a")], [[""], ["a"]]],
  ])("%s", (_title, steps, shown) => expect(play(...steps)).toEqual(shown));

  it("shows the same in the end in whatever order the pieces come, however often", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), fc.nat(), (texts, seed) => {
        const pieces = texts.flatMap((text, index) =>
          Array.from({ length: 1 + ((seed >> (index % 20)) & 1) }, () => piece(index + 1, text)),
        );
        const shuffled = fc.sample(
          fc.shuffledSubarray(pieces, { minLength: pieces.length, maxLength: pieces.length }),
          { numRuns: 1, seed },
        )[0]!;
        const shown = play(...shuffled).flat();
        expect(shown).toEqual(texts.map((_text, index) => texts.slice(0, index + 1).join("")));
      }),
    );
  });
});

it.each([
  ["an agent's", { ParticipantRole: "AGENT" }],
  ["a custom bot's", { ParticipantRole: "CUSTOM_BOT" }],
  ["an event's", { Type: "EVENT" }],
  ["one without an Id", { Id: undefined }],
  ["one with an Id that is no text", { Id: 7 as never }],
  ["one without metadata", { MessageMetadata: undefined }],
  ["one that does not say whether it is complete", { MessageMetadata: { ChunkNumber: 7 } }],
])("passes %s piece on as it is", (_whose, more) => {
  const item = piece(7, "a", more);
  expect(createStreamedMessages().take(item)).toEqual([item]);
});

describe("memory", () => {
  it("ends with the message", () => {
    expect(play(piece(1, "a"), whole(2, "ab"), piece(2, "again"))).toEqual([["a"], ["ab"], []]);
    // Delivery keeps what is late away; here it is a new message that begins in its midst.
    expect(play(piece(1, "a"), whole(2, "ab"), piece(1, "new"))).toEqual([["a"], ["ab"], ["new"]]);
  });

  it("holds no more than a hundred pieces of a message, whose next one still comes through", () => {
    const streamed = createStreamedMessages();
    for (let number = 2; number < 1_000; number++) streamed.take(piece(number, "b"));
    expect(streamed.take(piece(1, "a"))).toHaveLength(101);
    expect(streamed.take(piece(102, "c"))).toHaveLength(1);
  });

  it("holds no more than fifty messages, and takes any Id", () => {
    const streamed = createStreamedMessages();
    const ids = [
      "__proto__",
      "constructor",
      ...Array.from({ length: 49 }, (_none, number) => String(number)),
    ];
    for (const Id of ids) expect(streamed.take(piece(1, "a", { Id }))).toHaveLength(1);
    expect(streamed.take(piece(2, "b", { Id: "__proto__" }))).toEqual([]);
    expect(streamed.take(piece(2, "b", { Id: "48" }))).toHaveLength(1);
  });
});
