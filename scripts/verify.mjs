import { availableParallelism } from "node:os";
import { keepOutput } from "./run.mjs";
import { setup } from "./setup.mjs";
import { steps } from "./steps.mjs";

/** Some wait more than they work. More at a time, and the tests in browsers would get too little of the machine. */
const MOST_AT_A_TIME = 3;

/**
 * Runs every step that CI runs, some at a time, and ends with the line `N passed, N failed`.
 * @param {{ readonly stopAtFirstFailure: boolean }} options
 */
export async function verify({ stopAtFirstFailure }) {
  await setup({ browser: true });
  /** @type {string[]} */
  const lines = [];
  let [passed, failed] = [0, 0];
  /** @type {Promise<unknown>} */
  let building = Promise.resolve();
  let isBuilt = true;
  const isOver = () => stopAtFirstFailure && failed > 0;

  /** @param {import("./steps.mjs").Step} step */
  const runStep = async (step) => {
    if (step.needsBuild) {
      await building;
      if (isOver()) return;
    }
    console.log(`${step.name} ...`);
    const startMs = Date.now();
    /** @type {() => Promise<import("./testRunners.mjs").Outcome>} */
    const work = step.needsBuild && !isBuilt ? async () => ({ passed: 0, failed: 1 }) : step.run;
    const { result: outcome, output } = await keepOutput(work);
    const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
    if (step.isBuild) isBuilt = outcome.failed === 0;
    passed += outcome.passed;
    failed += outcome.failed;
    const verdict = outcome.failed === 0 ? "ok" : `FAILED: ${step.advice}`;
    const line = `${step.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s) ${verdict}`;
    lines.push(line, ...(outcome.failures ?? []).map((failure) => `  ${failure}`));
    console.log(`\n== ${step.name}\n${output}${line}`);
  };
  const waiting = [...steps];
  const takeSteps = async () => {
    for (let next = waiting.shift(); next && !isOver(); next = waiting.shift()) {
      const running = runStep(next);
      if (next.isBuild) building = running;
      await running;
    }
  };
  const atATime = Math.min(MOST_AT_A_TIME, 2 * availableParallelism() - 1);
  await Promise.all(Array.from({ length: atATime }, takeSteps));
  console.log(["", ...lines, "", `${passed} passed, ${failed} failed`].join("\n"));
  process.exitCode = failed === 0 ? 0 : 1;
}
