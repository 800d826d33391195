import { describe, expect, it } from "vitest";
import { brokenPromises } from "./brokenPromises.js";
import { reactMutations } from "./reactMutations.mjs";

const SEEDS = 100;

describe("what is broken on purpose in a hook", () => {
  it.each(reactMutations)("is found: $name", async (mutation) => {
    const broken = await brokenPromises("hook", mutation, SEEDS, ({ simulateReact }, seed) =>
      simulateReact(seed),
    );
    expect(broken).toContain(mutation.breaks);
  });
});
