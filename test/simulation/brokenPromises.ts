import { bundleSimulation } from "./bundle.mjs";
import type * as Simulation from "./simulation.js";
import type { Violation } from "./violation.js";

/** Something that is broken on purpose, and the promise that it cannot keep then. */
interface Mutation {
  readonly name: string;
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Plays seeds on a library with the mutation until its promise is broken, and says which were.
 * @param kind keeps apart mutations of one name
 * @param play one seed
 */
export async function brokenPromises(
  kind: string,
  mutation: Mutation,
  seeds: number,
  play: (
    simulation: typeof Simulation,
    seed: number,
  ) => Promise<{ readonly violations: readonly Violation[] }>,
): Promise<readonly string[]> {
  const url = await bundleSimulation({ name: `${kind} ${mutation.name}`.replaceAll(" ", "-"), mutation });
  const simulation = (await import(url)) as typeof Simulation;
  const broken = new Set<string>();
  for (let seed = 1; seed <= seeds && !broken.has(mutation.breaks); seed++)
    for (const { invariant } of (await play(simulation, seed)).violations) broken.add(invariant);
  return [...broken];
}
