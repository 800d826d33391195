import { isDeepStrictEqual } from "node:util";
import type { Finding } from "./playSeeds.js";

/** As much of a value as tells what it is. */
const LENGTH = 1_000;
const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, LENGTH));

const membersOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

/** What differs in two traces, by the place where it stands. */
function differences(ours: object, upstream: object): readonly string[] {
  return membersOf(ours).flatMap(([part, own]) => {
    const other = (upstream as Readonly<Record<string, object>>)[part] ?? {};
    const places = new Set([...membersOf(own), ...membersOf(other)].map(([place]) => place));
    return [...places].flatMap((place) => {
      const [one, two] = [own, other].map((all) => (all as Readonly<Record<string, unknown>>)[place]);
      return isDeepStrictEqual(one, two)
        ? []
        : [`${part} ${place}:`, `  here:  ${shown(one)}`, `  5.0.0: ${shown(two)}`];
    });
  });
}

/** A finding for people: the play in short, and what came of it. */
export function showFinding({ play: { steps, ...rest }, left: { ours, upstream } }: Finding): string {
  const failures = [ours, upstream].map((one) => (one instanceof Error ? one.message : ""));
  return [
    `seed ${rest.seed}: ${JSON.stringify(rest)}`,
    ...steps.map((step) => `  ${JSON.stringify(step)}`),
    ...(failures.some(Boolean)
      ? [`here: ${failures[0]}; 5.0.0: ${failures[1]}`]
      : differences(ours, upstream)),
  ].join("\n");
}
