import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./run.mjs";
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
  expect(outcomeOf(status, answer)).toMatchObject(outcome);
});

test("names the tests that failed, and the files that could not be run", () => {
  const { failures } = outcomeOf(1, {
    ...report(1, 1),
    testResults: [
      {
        name: join(root, "test/a.test.ts"),
        assertionResults: [
          { status: "passed", fullName: "works" },
          { status: "failed", fullName: "adds up", failureMessages: ["Error: 2 is not 3\n  at x"] },
        ],
      },
      { name: join(root, "test/b.test.ts"), message: "SyntaxError: no\nmore", assertionResults: [] },
    ],
  });
  expect(failures).toEqual([
    "test/a.test.ts > adds up > Error: 2 is not 3",
    "test/b.test.ts > SyntaxError: no",
  ]);
});
