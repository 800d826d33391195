import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRing } from "./ring.js";

describe("a ring", () => {
  it("keeps all while there is room", () => {
    const ring = createRing<{ text: string }>(3, 1_000);
    for (const text of ["a", "b", "c"]) ring.add({ text });
    expect([ring.entries().map(({ text }) => text), ring.dropped()]).toEqual([["a", "b", "c"], 0]);
  });

  it("keeps an entry that is larger than its room until the next one comes", () => {
    const ring = createRing<{ text: string }>(10, 100);
    ring.add({ text: "x".repeat(1_000) });
    expect(ring.entries()).toHaveLength(1);
    ring.add({ text: "next" });
    expect(ring.entries()).toEqual([{ text: "next" }]);
  });

  it("holds the newest, in order, within both bounds, and counts the others", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 2_000 }),
        (lengths, maxEntries, maxBytes) => {
          const ring = createRing<{ id: number; text: string }>(maxEntries, maxBytes);
          lengths.forEach((length, id) => ring.add({ id, text: "x".repeat(length) }));
          const kept = ring.entries();
          const bytes = kept.reduce((sum, { text }) => sum + text.length + 64, 0);
          expect(kept.length).toBeLessThanOrEqual(maxEntries);
          if (kept.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes);
          expect(kept.length + ring.dropped()).toBe(lengths.length);
          expect(kept.map(({ id }) => id)).toEqual(
            lengths.map((_length, id) => id).slice(lengths.length - kept.length),
          );
        },
      ),
    );
  });
});
