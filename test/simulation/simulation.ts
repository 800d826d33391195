import fc from "fast-check";
import { simulate } from "./run.js";
import type { Outcome, Trace } from "./run.js";
import { schedules } from "./schedule.js";
import type { Schedule } from "./schedule.js";

/** The schedule that a seed stands for. */
export function scheduleOf(seed: number): Schedule {
  const [schedule] = fc.sample(schedules, { seed, numRuns: 1 });
  if (!schedule) throw new Error("unable to draw a schedule; fast-check gave none");
  return schedule;
}

/** Plays a seed. */
export const runSeed = (seed: number, trace?: Trace): Promise<Outcome> =>
  simulate(scheduleOf(seed), seed, trace);

export interface Shrunk {
  readonly schedule: Schedule;
  readonly outcome: Outcome;
  /** Schedules that were tried. */
  readonly tries: number;
}

/** Looks for a shorter schedule that breaks the same promise as the seed does; undefined when the seed breaks none. */
export async function shrinkSeed(seed: number, timeLimitMs: number): Promise<Shrunk | undefined> {
  let best: { schedule: Schedule; outcome: Outcome } | undefined;
  let tries = 0;
  const property = fc.asyncProperty(schedules, async (schedule) => {
    tries += 1;
    const outcome = await simulate(schedule, seed);
    const promise = (best?.outcome ?? outcome).violations[0]?.invariant;
    const isBroken = outcome.violations.some(({ invariant }) => invariant === promise);
    if (isBroken) best = { schedule, outcome };
    return !isBroken;
  });
  // The same seed draws the same schedule here as in scheduleOf.
  await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: timeLimitMs });
  return best && { ...best, tries };
}

export type { Outcome, Schedule, Trace };
