import { availableParallelism } from "node:os";
import { keepOutput } from "./run.mjs";
import { setup } from "./setup.mjs";
import { steps } from "./steps.mjs";

/** Some wait more than they work. More at a time, and the tests in browsers would get too little of the machine. */
const MOST_AT_A_TIME = 3;

/**
 * Runs every step that CI runs, those after the build some at a time, and ends with the line `N passed, N failed`.
 * @param {{ readonly stopAtFirstFailure: boolean }} options
 */
export async function verify({ stopAtFirstFailure }) {
  await setup({ browser: true });
  /** @type {string[]} */
  const lines = [];
  let [passed, failed] = [0, 0];
  let isBuilt = true;
  const isOver = () => stopAtFirstFailure && failed > 0;

  /** @param {import("./steps.mjs").Step} step */
  const runStep = async (step) => {
    console.log(`${step.name} ...`);
    const startMs = Date.now();
    /** @type {() => Promise<import("./testRunners.mjs").Outcome>} */
    const work = step.needsBuild && !isBuilt ? async () => ({ passed: 0, failed: 1 }) : step.run;
    const { result: outcome, output } = await keepOutput(work);
    const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
    if (step.name === "build") isBuilt = outcome.failed === 0;
    passed += outcome.passed;
    failed += outcome.failed;
    const verdict = outcome.failed === 0 ? "ok" : `FAILED: ${step.advice}`;
    const line = `${step.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s) ${verdict}`;
    lines.push(line, ...(outcome.failures ?? []).map((failure) => `  ${failure}`));
    console.log(`\n== ${step.name}\n${output}${line}`);
  };
  /** @param {readonly import("./steps.mjs").Step[]} given */
  const runInOrder = async (given, atATime = 1) => {
    const waiting = [...given];
    const worker = async () => {
      for (let next = waiting.shift(); next && !isOver(); next = waiting.shift()) await runStep(next);
    };
    await Promise.all(Array.from({ length: atATime }, worker));
  };

  const built = steps.findIndex(({ name }) => name === "build") + 1;
  await runInOrder(steps.slice(0, built));
  await runInOrder(steps.slice(built), Math.min(MOST_AT_A_TIME, 2 * availableParallelism() - 1));
  console.log(["", ...lines, "", `${passed} passed, ${failed} failed`].join("\n"));
  process.exitCode = failed === 0 ? 0 : 1;
}
