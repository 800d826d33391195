import { bundleSimulation } from "./bundle.mjs";
import type { Mutation } from "./bundle.mjs";
import type * as Simulation from "./simulation.js";
import type { Violation } from "./violation.js";

/** Something that is broken on purpose, and the promise that it cannot keep then. */
export interface BreakingMutation extends Mutation {
  readonly breaks: string;
  /** One that is known to find it; the others are played if it does not. */
  readonly seed?: number;
}

/**
 * Plays seeds on a library with the mutation until its promise is broken, and says which were.
 * @param kind keeps apart mutations of one name
 * @param play one seed
 */
export async function brokenPromises(
  kind: string,
  mutation: BreakingMutation,
  seeds: number,
  play: (
    simulation: typeof Simulation,
    seed: number,
  ) => Promise<{ readonly violations: readonly Violation[] }>,
): Promise<readonly string[]> {
  const url = await bundleSimulation({ name: `${kind} ${mutation.name}`.replaceAll(" ", "-"), mutation });
  const simulation = (await import(url)) as typeof Simulation;
  const broken = new Set<string>();
  const everySeed = Array.from({ length: seeds }, (_, index) => index + 1);
  for (const seed of new Set([mutation.seed ?? 1, ...everySeed])) {
    for (const { invariant } of (await play(simulation, seed)).violations) broken.add(invariant);
    if (broken.has(mutation.breaks)) break;
  }
  return [...broken];
}
