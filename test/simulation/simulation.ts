import fc from "fast-check";
import { simulate } from "./run.js";
import type { Outcome, Trace } from "./run.js";
import { schedules } from "./schedule.js";
import type { Schedule } from "./schedule.js";
import { shrinkSchedule } from "./shrinkSchedule.js";
import type { Shrunk } from "./shrinkSchedule.js";

export { simulateOutbox } from "./outboxRun.js";
export { simulateParts } from "./partsRun.js";
export { simulateReact } from "./reactRun.js";
export { simulateShift } from "./shift.js";

/** The schedule that a seed stands for. */
export function scheduleOf(seed: number): Schedule {
  const [schedule] = fc.sample(schedules, { seed, numRuns: 1 });
  if (!schedule) throw new Error("unable to draw a schedule; fast-check gave none");
  return schedule;
}

/** Plays a seed. */
export const runSeed = (seed: number, trace?: Trace): Promise<Outcome> =>
  simulate(scheduleOf(seed), seed, trace);

/** A shorter schedule that breaks what the seed breaks; undefined when it breaks nothing. */
export const shrinkSeed = (seed: number, timeLimitMs: number): Promise<Shrunk | undefined> =>
  shrinkSchedule(scheduleOf(seed), seed, timeLimitMs);

export type { Outcome, Schedule, Shrunk, Trace };
