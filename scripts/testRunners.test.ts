import { expect, test } from "vitest";
import { outcomeOf } from "./testRunners.mjs";

const report = (passed: number, failed: number) => ({ numPassedTests: passed, numFailedTests: failed });

test.each([
  ["counts what passed", 0, report(3, 0), { passed: 3, failed: 0 }],
  ["counts what failed", 1, report(3, 2), { passed: 3, failed: 2 }],
  ["counts a broken file as a failure", 1, report(3, 0), { passed: 3, failed: 1 }],
  ["counts a run of no test as a failure", 0, report(0, 0), { passed: 0, failed: 1 }],
  ["counts a runner that crashed as a failure", 1, undefined, { passed: 0, failed: 1 }],
  ["counts a missing report as a failure", 0, undefined, { passed: 0, failed: 1 }],
])("%s", (_rule, status, answer, outcome) => {
  expect(outcomeOf(status, answer)).toEqual(outcome);
});
