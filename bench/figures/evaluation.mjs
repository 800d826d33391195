/* global document, performance */
import { noSamples } from "../harness.mjs";
import { openPageMeter } from "../pageMeter.mjs";
import { interleavedRounds, sourceOf } from "../subjects.mjs";

const budget = { atMost: 1 / 7, of: /** @type {const} */ ("upstream") };

/**
 * Runs in the page: parses and runs a script, and says how long the page stood still.
 * @param {string} source
 */
function evaluateScript(source) {
  const script = document.createElement("script");
  script.textContent = source;
  const startMs = performance.now();
  document.head.append(script);
  return performance.now() - startMs;
}

/**
 * One cold evaluation: a browser context of its own, and a text that no cache has seen.
 * @param {import("../subjects.mjs").Subject} subject
 * @param {{ readonly bench: import("../harness.mjs").Bench, readonly slowdown: number, readonly salt: string }} how
 */
async function evaluateOnce(subject, { bench, slowdown, salt }) {
  const context = await bench.browser.newContext();
  const page = await context.newPage();
  await page.goto(bench.pageUrl);
  const { devTools } = await openPageMeter(page);
  await devTools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const timeMs = await page.evaluate(evaluateScript, `/* ${salt} */${sourceOf(subject)}`);
  await context.close();
  return timeMs;
}

/** @type {import("../harness.mjs").Figure} */
export const evaluation = {
  name: "evaluation",
  title: "Evaluation",
  notes: [
    "How long a page stands still while it loads the script: one inline script in a new browser context, seen by no cache.",
  ],
  async measure(bench) {
    const rows = [];
    for (const slowdown of [1, 4]) {
      const samples = noSamples();
      for (const [round, turn] of interleavedRounds(bench.rounds(25)).entries())
        for (const subject of turn)
          samples[subject.name].push(
            await evaluateOnce(subject, { bench, slowdown, salt: `${slowdown} ${round}` }),
          );
      const title = slowdown === 1 ? "evaluation, cold" : `evaluation, cold, CPU ${slowdown} times slower`;
      rows.push({ title, unit: "ms", samples, budget });
    }
    return { rows };
  },
};
