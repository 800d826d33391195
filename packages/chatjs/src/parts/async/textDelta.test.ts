import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textDelta } from "./textDelta.js";

describe("a delta", () => {
  it.each([
    ["appends", "Hel", "Hello", { added: "lo", from: 3 }],
    ["begins", "", "Hello", { added: "Hello", from: 0 }],
    ["corrects the end", "Hello wrld", "Hello world", { added: "orld", from: 7 }],
    ["shortens", "Hello, you", "Hello", { added: "", from: 5 }],
    ["is nothing", "Hello", "Hello", { added: "", from: 5 }],
    ["replaces everything", "abc", "xyz", { added: "xyz", from: 0 }],
    ["does not cut a character", "a\u{1F600}", "a\u{1F601}", { added: "\u{1F601}", from: 1 }],
  ])("%s", (_what, before, text, expected) => {
    expect(textDelta(before, text)).toEqual({ ...expected, text });
  });

  it("leads from any text to any other, and halves no whole character", () => {
    const texts = fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));
    const related = fc
      .tuple(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
      )
      .map(([start, one, other]): [string, string] => [start + one, start + other]);
    fc.assert(
      fc.property(fc.oneof(texts, related), ([before, text]) => {
        const { added, from } = textDelta(before, text);
        expect(before.slice(0, from) + added).toBe(text);
        expect(before.slice(0, from)).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    );
  });
});
