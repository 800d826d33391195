import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import { openBrowser } from "./browser.mjs";

/**
 * @typedef {object} Bench
 * @property {import("playwright-core").Browser} browser
 * @property {import("amazon-connect-chat-emulator").RunningEmulator} emulator
 * @property {string} endpoint
 * @property {string} pageUrl an empty page, of another origin than the service's
 * @property {(count: number) => number} rounds how many there are: fewer than so many in a short run
 *
 * @typedef {object} Measured
 * @property {readonly import("./report.mjs").Row[]} rows
 * @property {readonly string[]} [notes] what turned out
 *
 * A file of `figures/`.
 * @typedef {object} Figure
 * @property {string} name as `--only` takes it
 * @property {string} title
 * @property {readonly string[]} notes how it is measured
 * @property {(bench: Bench) => Promise<Measured>} measure
 */

/**
 * Opens what figures are measured in, and closes it.
 * @template Result
 * @param {{ readonly isShort: boolean }} options
 * @param {(bench: Bench) => Promise<Result>} measure
 */
export async function withBench({ isShort }, measure) {
  const emulator = await startEmulator({
    pages: fileURLToPath(new URL("pages", import.meta.url)),
    flow: { prompts: [] },
    limits: { activeChats: 100_000 },
  });
  try {
    const browser = await openBrowser();
    try {
      return await measure({
        browser,
        emulator,
        endpoint: emulator.url,
        pageUrl: `http://localhost:${emulator.port}/bench`,
        rounds: (count) => (isShort ? Math.max(1, Math.ceil(count / 8)) : count),
      });
    } finally {
      await browser.close();
    }
  } finally {
    await emulator.close();
  }
}

/** @returns {Record<import("./subjects.mjs").SubjectName, number[]>} */
export const noSamples = () => ({ ours: [], upstream: [], floor: [] });
