import { expect, it } from "vitest";
import { simulateOutbox } from "./outboxRun.js";

const SEEDS = 60;

it("an outbox sends all that it has taken once and in order, whenever its page dies", async () => {
  const broken: object[] = [];
  const sums = { given: 0, crashes: 0, reloads: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations, ...outcome } = await simulateOutbox(seed);
    broken.push(...violations.map((violation) => ({ seed, ...violation })));
    for (const name of ["given", "crashes", "reloads"] as const) sums[name] += outcome[name];
  }
  expect(broken).toEqual([]);
  // It was put to the test.
  expect(Math.min(sums.given / 1_000, sums.crashes / 100, sums.reloads / 50)).toBeGreaterThanOrEqual(1);
});
