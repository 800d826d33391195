import { expect, it } from "vitest";
import { simulateParts } from "./partsRun.js";

const SEEDS = 60;

it("sessions with all parts keep what the parts promise, whatever the network and their pages do", async () => {
  const broken: object[] = [];
  const sums = { items: 0, polls: 0, reloads: 0, crashes: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations, ...outcome } = await simulateParts(seed);
    broken.push(...violations.map((violation) => ({ seed, ...violation })));
    for (const name of ["items", "polls", "reloads", "crashes"] as const) sums[name] += outcome[name];
  }
  expect(broken).toEqual([]);
  // They were put to the test.
  expect(
    Math.min(sums.items / 1_000, sums.polls / 20, sums.reloads / 30, sums.crashes),
  ).toBeGreaterThanOrEqual(1);
});
