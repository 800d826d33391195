import fc from "fast-check";
import { simulate } from "./run.js";
import type { Outcome } from "./run.js";
import { schedules } from "./schedule.js";
import type { Schedule, Step } from "./schedule.js";

export interface Shrunk {
  readonly schedule: Schedule;
  readonly outcome: Outcome;
  /** Schedules that were tried. */
  readonly tries: number;
}

/** Only the steps of these places; all that is left happens when it happened before. */
function keepSteps({ steps, ...rest }: Schedule, places: readonly number[]): Schedule {
  const kept: Step[] = [];
  let afterMs = 0;
  steps.forEach((step, place) => {
    afterMs += step.afterMs;
    if (places.includes(place)) {
      kept.push({ ...step, afterMs });
      afterMs = 0;
    } else if (step.do === "wait") afterMs += step.forMs;
  });
  return { ...rest, steps: kept };
}

/**
 * Looks for a shorter schedule that breaks the same promise: first fast-check leaves out steps, then it makes what is left
 * smaller. Undefined when the schedule breaks none.
 */
export async function shrinkSchedule(
  schedule: Schedule,
  seed: number,
  timeLimitMs: number,
): Promise<Shrunk | undefined> {
  const first = await simulate(schedule, seed);
  const promise = first.violations[0]?.invariant;
  if (promise === undefined) return undefined;
  let best = { schedule, outcome: first };
  let tries = 1;
  const holds = async (candidate: Schedule) => {
    tries += 1;
    const outcome = await simulate(candidate, seed);
    if (outcome.violations.every(({ invariant }) => invariant !== promise)) return true;
    best = { schedule: candidate, outcome };
    return false;
  };
  const shrink = <Value>(
    values: fc.Arbitrary<Value>,
    example: Value,
    check: (value: Value) => Promise<boolean>,
  ) =>
    fc.check(fc.asyncProperty(values, check), {
      seed,
      numRuns: 1,
      examples: [[example]],
      plugins: [fc.interruptAfterTimeLimit(timeLimitMs / 2)],
    });
  const places = schedule.steps.map((_, place) => place);
  await shrink(fc.subarray(places), places, (kept) => holds(keepSteps(schedule, kept)));
  await shrink(schedules, best.schedule, holds);
  return { ...best, tries };
}
