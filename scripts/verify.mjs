import { steps } from "./steps.mjs";
import { setup } from "./setup.mjs";

/**
 * Runs every step that CI runs, and ends with the line `N passed, N failed`.
 * @param {{ readonly stopAtFirstFailure: boolean }} options
 */
export async function verify({ stopAtFirstFailure }) {
  await setup({ browser: true });
  const lines = [];
  let [passed, failed] = [0, 0];
  let isBuilt = true;
  for (const step of steps) {
    console.log(`\n== ${step.name}`);
    const startMs = Date.now();
    /** @type {import("./testRunners.mjs").Outcome} */
    const outcome = step.needsBuild && !isBuilt ? { passed: 0, failed: 1 } : await step.run();
    const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
    if (step.name === "build") isBuilt = outcome.failed === 0;
    passed += outcome.passed;
    failed += outcome.failed;
    const verdict = outcome.failed === 0 ? "ok" : `FAILED: ${step.advice}`;
    lines.push(`${step.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s) ${verdict}`);
    console.log(lines.at(-1));
    if (stopAtFirstFailure && outcome.failed > 0) break;
  }
  console.log(["", ...lines, "", `${passed} passed, ${failed} failed`].join("\n"));
  process.exitCode = failed === 0 ? 0 : 1;
}
