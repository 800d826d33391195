import fc from "fast-check";
import { fuzzCase } from "./fuzzCase.js";
import type { FuzzCase } from "./fuzzCase.js";
import { runCase } from "./runCase.js";
import { watchStrays } from "./strays.js";

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** Where in the seed's runs to begin: what a failure has named. */
  readonly path?: string | undefined;
  readonly progress?: ((runs: number) => void) | undefined;
}
export interface FuzzReport {
  readonly runs: number;
  readonly frames: number;
  readonly answers: number;
  /** The shortest input that was found to break something, and how to see it again. */
  readonly failure?: { readonly path: string; readonly what: string; readonly input: string } | undefined;
}

/** Runs random lives of a session, and shrinks the first one that breaks what must hold for all. */
export async function fuzz({ runs, seed, path = "", progress }: FuzzOptions): Promise<FuzzReport> {
  const strays = watchStrays();
  const { stackTraceLimit } = Error;
  // Errors are made by the hundred thousand, and nobody reads where.
  Error.stackTraceLimit = 2;
  const total = { runs: 0, frames: 0, answers: 0 };
  const property = fc.asyncProperty(fuzzCase, async (each) => {
    const { frames, answers } = await runCase(each, strays);
    total.runs += 1;
    total.frames += frames;
    total.answers += answers;
    progress?.(total.runs);
  });
  try {
    const details = await fc.check(property, { numRuns: runs, seed, path });
    if (!details.failed) return total;
    const what = details.errorInstance instanceof Error ? details.errorInstance.message : "unknown";
    const input = details.counterexample ? shown(details.counterexample[0]) : "";
    return { ...total, failure: { path: details.counterexamplePath ?? "", what, input } };
  } finally {
    strays.stop();
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** An input as JSON, with what is long cut. */
const shown = (input: FuzzCase): string =>
  JSON.stringify(
    input,
    (_key, value: unknown) =>
      typeof value === "string" && value.length > 500
        ? `${value.slice(0, 250)} …${value.length - 500} more… ${value.slice(-250)}`
        : value,
    2,
  );
