import { expect, it } from "vitest";
import { simulateReact } from "./reactRun.js";

const SEEDS = 30;

it("a React tree shows what its session knows, whatever the network does and whoever comes and goes", async () => {
  const broken: object[] = [];
  const sums = { items: 0, words: 0, mounts: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations, ...outcome } = await simulateReact(seed);
    broken.push(...violations.map((violation) => ({ seed, ...violation })));
    for (const name of ["items", "words", "mounts"] as const) sums[name] += outcome[name];
  }
  expect(broken).toEqual([]);
  // It was put to the test.
  expect(Math.min(sums.items / 500, sums.words / 100, sums.mounts / 50)).toBeGreaterThanOrEqual(1);
});
