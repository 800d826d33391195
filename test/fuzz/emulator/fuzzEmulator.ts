import fc from "fast-check";
import { watchStrays } from "../strays.js";
import { emulatorCase } from "./emulatorCase.js";
import { playCase } from "./playCase.js";

export interface EmulatorFuzzOptions {
  /** At least so many hostile requests are made. */
  readonly requests: number;
  readonly seed: number;
  /** Where in the seed's cases to begin: what a failure has named. */
  readonly path?: string | undefined;
  /** Cases that go by one seed; the next ones go by the next seed. @defaultValue 500 */
  readonly casesAtOnce?: number;
  readonly progress?: ((requests: number) => void) | undefined;
}
export interface EmulatorFuzzReport {
  readonly cases: number;
  readonly requests: number;
  readonly accepted: number;
  readonly frames: number;
  /** The shortest case that was found to break something, and how to see it again. */
  readonly failure?:
    | { readonly seed: number; readonly path: string; readonly what: string; readonly input: string }
    | undefined;
}

/** A case as JSON, with what is long cut. */
const shown = (input: unknown): string =>
  JSON.stringify(
    input,
    (key, value: unknown) =>
      key === "template"
        ? undefined
        : typeof value === "string" && value.length > 600
          ? `${value.slice(0, 300)} …${value.length - 600} more… ${value.slice(-300)}`
          : value,
    2,
  );

/** Lets strangers at emulators, and shrinks the first case that breaks what must hold for all. */
export async function fuzzEmulator({
  requests,
  seed,
  path = "",
  casesAtOnce = 500,
  progress,
}: EmulatorFuzzOptions): Promise<EmulatorFuzzReport> {
  const strays = watchStrays();
  const total = { cases: 0, requests: 0, accepted: 0, frames: 0 };
  const property = fc.asyncProperty(emulatorCase, async (steps) => {
    const counts = await playCase(steps, strays);
    total.cases += 1;
    total.requests += counts.requests;
    total.accepted += counts.accepted;
    total.frames += counts.frames;
    progress?.(total.requests);
  });
  try {
    for (let round = seed; total.requests < requests; round++) {
      const details = await fc.check(property, { numRuns: casesAtOnce, seed: round, path });
      if (details.failed) {
        const what = details.errorInstance instanceof Error ? details.errorInstance.message : "unknown";
        const input = details.counterexample ? shown(details.counterexample[0]) : "";
        return { ...total, failure: { seed: round, path: details.counterexamplePath ?? "", what, input } };
      }
      if (path) break;
    }
    return total;
  } finally {
    strays.stop();
  }
}
