/* global document, performance */
import { interleavedRounds, sourceOf } from "./subjects.mjs";

const rounds = 20;

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
 * @param {import("./subjects.mjs").Subject} subject
 * @param {{ readonly bench: import("./run.mjs").Bench, readonly slowdown: number, readonly salt: string }} how
 */
async function evaluateOnce(subject, { bench, slowdown, salt }) {
  const context = await bench.browser.newContext();
  const page = await context.newPage();
  await page.goto(bench.pageUrl);
  const devTools = await context.newCDPSession(page);
  await devTools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const timeMs = await page.evaluate(evaluateScript, `/* ${salt} */${sourceOf(subject)}`);
  await context.close();
  return timeMs;
}

/**
 * How long a page stands still while it loads the script.
 * @param {import("./run.mjs").Bench} bench
 * @returns {Promise<import("./statistics.mjs").Row[]>}
 */
export async function measureEvaluation(bench) {
  /** @type {import("./statistics.mjs").Row[]} */
  const rows = [];
  for (const slowdown of [1, 4]) {
    /** @type {Record<import("./subjects.mjs").SubjectName, number[]>} */
    const samples = { ours: [], upstream: [], floor: [] };
    for (const [round, turn] of interleavedRounds(rounds).entries())
      for (const subject of turn)
        samples[subject.name].push(
          await evaluateOnce(subject, { bench, slowdown, salt: `${slowdown} ${round}` }),
        );
    const title = slowdown === 1 ? "evaluation, cold" : `evaluation, cold, CPU ${slowdown} times slower`;
    rows.push({ title, unit: "ms", samples });
  }
  return rows;
}
