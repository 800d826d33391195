import { describe, expect, it } from "vitest";
import { bundleSimulation } from "./bundle.mjs";
import { mutations } from "./mutations.mjs";
import type * as Simulation from "./simulation.js";

const SEEDS = 200;

describe("what is broken on purpose", () => {
  it.each(mutations)(
    "is found: $name",
    async (mutation) => {
      const url = await bundleSimulation({ name: mutation.name.replaceAll(" ", "-"), mutation });
      const { runSeed } = (await import(url)) as typeof Simulation;
      const broken = new Set<string>();
      for (let seed = 1; seed <= SEEDS && !broken.has(mutation.breaks); seed++)
        for (const { invariant } of (await runSeed(seed)).violations) broken.add(invariant);
      expect([...broken]).toContain(mutation.breaks);
    },
    120_000,
  );
});
