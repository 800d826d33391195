import { describe, expect, it } from "vitest";
import { brokenPromises } from "./brokenPromises.js";
import { mutations } from "./mutations.mjs";

const SEEDS = 200;

describe("what is broken on purpose", () => {
  it.each(mutations)("is found: $name", async (mutation) => {
    const broken = await brokenPromises("root", mutation, SEEDS, ({ runSeed }, seed) => runSeed(seed));
    expect(broken).toContain(mutation.breaks);
  });
});
