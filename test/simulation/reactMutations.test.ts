import { describe, expect, it } from "vitest";
import { bundleSimulation } from "./bundle.mjs";
import { reactMutations } from "./reactMutations.mjs";
import type * as Simulation from "./simulation.js";

const SEEDS = 100;

describe("what is broken on purpose in a hook", () => {
  it.each(reactMutations)(
    "is found: $name",
    async (mutation) => {
      const url = await bundleSimulation({ name: `hook ${mutation.name}`.replaceAll(" ", "-"), mutation });
      const { simulateReact } = (await import(url)) as typeof Simulation;
      const broken = new Set<string>();
      for (let seed = 1; seed <= SEEDS && !broken.has(mutation.breaks); seed++)
        for (const { invariant } of (await simulateReact(seed)).violations) broken.add(invariant);
      expect([...broken]).toContain(mutation.breaks);
    },
    120_000,
  );
});
