import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { readOptions, wholeNumber } from "../../scripts/readOptions.mjs";
import { bundleSimulation } from "./bundle.mjs";

/**
 * @typedef {import("./simulation.js").Outcome} Outcome
 * @typedef {import("./simulation.js").Shrunk} Shrunk
 * @typedef {{ readonly seed: number, readonly outcome: Outcome }} Result
 * @typedef {Record<"seeds" | "first" | "parts" | "shifts", number> & { readonly trace: boolean }} Options
 */

const usage = `npm run simulate -- [--seeds N] [--seed FIRST] [--parts N] [--shifts N] [--trace]
  --seeds N     how many seeds to play (default 1000), and as many of customers who send through an outbox
  --seed FIRST  the first of them (default 1); alone it plays this one
  --parts N     how many seeds of sessions with all parts to play after them (default 200; none with --seed alone), and as
                many of pages of React
  --shifts N    how many shifts of an agent to play after them, eight hours each (default 2; none with --seed alone)
  --trace       prints what happened, in order of time`;

/** Failing seeds that are made shorter; the rest is only named. */
const SHRINKS = 3;
const SHRINK_TIME_MS = 30_000;

/** Of the command line. */
function readSimulationOptions() {
  const text = /** @type {const} */ ({ type: "string" });
  const options = {
    seeds: text,
    seed: text,
    shifts: text,
    parts: text,
    trace: /** @type {const} */ ({ type: "boolean" }),
  };
  const { values } = readOptions({ options }, usage);
  const isAlone = values.seed !== undefined && values.seeds === undefined;
  return {
    first: wholeNumber(values, "seed", 1),
    seeds: wholeNumber(values, "seeds", isAlone ? 1 : 1_000),
    parts: wholeNumber(values, "parts", isAlone ? 0 : 200),
    shifts: wholeNumber(values, "shifts", isAlone ? 0 : 2),
    trace: values.trace === true,
  };
}

/** @param {number} atMs @param {string} actor @param {string} what */
const printLine = (atMs, actor, what) =>
  console.log(`${`+${(atMs / 1_000).toFixed(3)}`.padStart(10)} s  ${actor.padEnd(14)} ${what}`);

/** @param {{ readonly seed: number, readonly outcome: Pick<Outcome, "violations"> }} result */
function printFailure({ seed, outcome }, what = "seed") {
  console.log(`${what} ${seed} breaks ${outcome.violations.length}:`);
  for (const { invariant, who, detail } of outcome.violations)
    console.log(`  ${invariant} (${who}): ${detail}`);
}

/** @param {number} seed @param {Shrunk | undefined} shrunk */
function printShrunk(seed, shrunk) {
  if (!shrunk) return;
  const { steps, ...rest } = shrunk.schedule;
  console.log(`seed ${seed} in short, after ${shrunk.tries} tries: ${JSON.stringify(rest)}`);
  for (const step of steps) console.log(`  ${JSON.stringify(step)}`);
  for (const { invariant, who, detail } of shrunk.outcome.violations)
    console.log(`  => ${invariant} (${who}): ${detail}`);
}

/**
 * Plays seeds on every core.
 * @template Played
 * @param {{ readonly bundle: string, readonly plays: "chats" | "outbox" | "parts" | "react" }} workerData
 * @param {{ readonly first: number, readonly seeds: number }} range
 * @param {(result: { readonly seed: number, readonly outcome: Played }) => void} take
 */
async function play(workerData, { first, seeds }, take) {
  const end = first + seeds;
  let next = first;
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData });
      const more = () => {
        if (next >= end) void worker.terminate().then(resolve);
        else worker.postMessage(next++);
      };
      worker.on("message", (/** @type {{ readonly seed: number, readonly outcome: Played }} */ result) => {
        take(result);
        more();
      });
      worker.on("error", reject);
      more();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), Math.max(1, seeds)) }, work));
}

/**
 * Plays customers of a kind of their own.
 * @template {Pick<Outcome, "violations">} Played
 * @param {object} kind
 * @param {string} kind.bundle
 * @param {"outbox" | "parts" | "react"} kind.plays
 * @param {(seed: number, trace?: typeof printLine) => Promise<Played>} kind.simulate
 * @param {Readonly<Record<string, number>>} kind.sums what is counted, from 0 on
 * @param {Options} options
 */
async function playCustomers({ bundle, plays, simulate, sums: none }, { first, seeds, trace }) {
  /** @type {Record<string, number>} */
  const sums = { ...none };
  let failed = 0;
  /** @param {{ readonly seed: number, readonly outcome: Played }} result */
  const take = (result) => {
    const { outcome } = result;
    for (const [name, value] of Object.entries(outcome))
      if (name in sums) sums[name] = (sums[name] ?? 0) + Number(value);
    if (outcome.violations.length === 0) return;
    failed += 1;
    printFailure(result, `${plays} seed`);
  };
  if (trace)
    for (let seed = first; seed < first + seeds; seed++) {
      console.log(`${plays} seed ${seed}`);
      take({ seed, outcome: await simulate(seed, printLine) });
    }
  else await play({ bundle, plays }, { first, seeds }, take);
  const facts = Object.entries(sums).map(([name, count]) => `${count} ${name}`);
  console.log(`${seeds} ${plays} seeds, ${failed} failed; ${facts.join(", ")}`);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Plays shifts one after the other, as each asks for a collection of garbage.
 * @param {typeof import("./simulation.js")} simulation @param {{ readonly first: number, readonly shifts: number }} range
 */
async function playShifts({ simulateShift }, { first, shifts }) {
  for (let seed = first; seed < first + shifts; seed++) {
    const { violations, ...counts } = await simulateShift(seed);
    const facts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
    console.log(`shift ${seed}: ${violations.length === 0 ? "holds" : "fails"}; ${facts.join(", ")}`);
    for (const { invariant, who, detail } of violations) console.log(`  ${invariant} (${who}): ${detail}`);
    if (violations.length > 0) process.exitCode = 1;
  }
}

async function main() {
  const options = readSimulationOptions();
  const bundle = await bundleSimulation();
  const startMs = performance.now();
  /** @type {typeof import("./simulation.js")} */
  const simulation = await import(bundle);
  /** @type {Result[]} */
  const failures = [];
  const sums = { virtualMs: 0, sessions: 0, items: 0, requests: 0, frames: 0 };
  /** @param {Result} result */
  const take = (result) => {
    const { outcome } = result;
    for (const name of /** @type {(keyof typeof sums)[]} */ (Object.keys(sums))) sums[name] += outcome[name];
    if (outcome.violations.length === 0) return;
    failures.push(result);
    printFailure(result);
  };
  if (options.trace)
    for (let seed = options.first; seed < options.first + options.seeds; seed++) {
      console.log(`seed ${seed}`);
      take({ seed, outcome: await simulation.runSeed(seed, printLine) });
    }
  else await play({ bundle, plays: "chats" }, options, take);
  const seconds = (performance.now() - startMs) / 1_000;
  for (const { seed } of failures.sort((one, other) => one.seed - other.seed).slice(0, SHRINKS))
    printShrunk(seed, await simulation.shrinkSeed(seed, SHRINK_TIME_MS));
  const hours = sums.virtualMs / 3_600_000;
  console.log(
    [
      `${options.seeds} seeds, ${failures.length} failed, ${seconds.toFixed(1)} s, ${hours.toFixed(1)} virtual hours`,
      `${sums.sessions} sessions, ${sums.items} items, ${sums.requests} requests, ${sums.frames} frames`,
    ].join("; "),
  );
  if (failures.length > 0) process.exitCode = 1;
  await playCustomers(
    {
      bundle,
      plays: "outbox",
      simulate: simulation.simulateOutbox,
      sums: { given: 0, crashes: 0, reloads: 0, requests: 0 },
    },
    options,
  );
  await playCustomers(
    {
      bundle,
      plays: "parts",
      simulate: simulation.simulateParts,
      sums: { pages: 0, items: 0, polls: 0, crashes: 0, reloads: 0, requests: 0, frames: 0 },
    },
    { ...options, seeds: options.parts },
  );
  await playCustomers(
    {
      bundle,
      plays: "react",
      simulate: simulation.simulateReact,
      sums: { mounts: 0, words: 0, items: 0, requests: 0, frames: 0 },
    },
    { ...options, seeds: options.parts },
  );
  await playShifts(simulation, options);
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
