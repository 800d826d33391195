import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeededRandom, nextFraction } from "../random.js";
import { reordered } from "./frameShuffler.js";

test("reordering keeps every entry, changes the order of two and more, and follows from the draws", () => {
  const order = fc.record({ count: fc.nat({ max: 30 }), seed: fc.integer() });
  fc.assert(
    fc.property(order, ({ count, seed }) => {
      const entries = Array.from({ length: count }, (_, index) => index);
      const run = () => {
        const random = createSeededRandom(seed);
        return reordered(entries, () => nextFraction(random));
      };
      expect([...run()].sort((one, other) => one - other)).toEqual(entries);
      expect(run()).toEqual(run());
      if (count > 1) expect(run()).not.toEqual(entries);
    }),
  );
});
