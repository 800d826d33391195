import { describe, expect, it } from "vitest";
import { brokenPromises } from "./brokenPromises.js";
import { partsMutations } from "./partsMutations.mjs";

const SEEDS = 100;

describe("what is broken on purpose in a part", () => {
  it.each(partsMutations)("is found: $name", async (mutation) => {
    const broken = await brokenPromises("part", mutation, SEEDS, ({ simulateParts }, seed) =>
      simulateParts(seed),
    );
    expect(broken).toContain(mutation.breaks);
  });
});
