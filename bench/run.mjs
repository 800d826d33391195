import { fileURLToPath } from "node:url";
import { startEmulator } from "amazon-connect-chat-emulator";
import { machine, openBrowser } from "./browser.mjs";
import { measureConnect } from "./connect.mjs";
import { measureEvaluation } from "./evaluation.mjs";
import { writeSection } from "./results.mjs";
import { measureSendMessage } from "./sendMessage.mjs";
import { measureSizes } from "./sizes.mjs";
import { median, shown, table } from "./statistics.mjs";

/**
 * @typedef {object} Bench
 * @property {import("playwright-core").Browser} browser
 * @property {import("amazon-connect-chat-emulator").RunningEmulator} emulator
 * @property {string} endpoint
 * @property {string} pageUrl an empty page, of another origin than the service's
 * @property {() => number} requestCount calls of operations so far
 */

/** @param {(bench: Bench) => Promise<string>} measure */
async function withBench(measure) {
  let requests = 0;
  const emulator = await startEmulator({
    pages: fileURLToPath(new URL("pages", import.meta.url)),
    flow: { prompts: [] },
    onRequest: ({ path }) => {
      if (path.startsWith("/participant/")) requests += 1;
    },
  });
  const browser = await openBrowser();
  try {
    return await measure({
      browser,
      emulator,
      endpoint: emulator.url,
      pageUrl: `http://localhost:${emulator.port}/bench`,
      requestCount: () => requests,
    });
  } finally {
    await browser.close();
    await emulator.close();
  }
}

/** @param {readonly import("./statistics.mjs").Row[]} rows */
function overheadLine(rows) {
  const over = rows.map(({ title, samples: { ours = [], upstream = [], floor = [] } }) => {
    const base = median(floor);
    return `${title}: ours ${shown(median(ours) - base)} ms, 5.0.0 ${shown(median(upstream) - base)} ms`;
  });
  return `Over the floor, by medians: ${over.join("; ")}.`;
}

const results = await withBench(async (bench) => {
  const startMs = Date.now();
  const evaluation = await measureEvaluation(bench);
  const connect = await measureConnect(bench);
  const sendMessage = await measureSendMessage(bench);
  const seconds = Math.round((Date.now() - startMs) / 1_000);
  return `${new Date().toISOString().slice(0, 10)}, \`npm run bench\`, ${seconds} s. ${machine(bench.browser)}.
All three in one Chromium, in turns, against one emulator on loopback. Cells are medians, with the 95th percentile in
brackets; the ratios are of medians, and below 1 is better. A busy machine moves the times: compare within a run only.

${table([...measureSizes(), ...evaluation, ...connect, ...sendMessage])}

${overheadLine(sendMessage)}

* **Floor**: \`pages/floor.js\`, fetch and WebSocket by hand, with no check, no retry and no event.
* **Evaluation**: one inline script in a new browser context, seen by no cache.
* **Established**: ours and the floor's, when the subscription is confirmed, so that nothing said from then on is missed. 5.0.0's,
  the event with \`data\`, when the socket is open: before it has asked for the subscription. The row below it is the same
  moment for all.
* **Requests** are those to the participant service, without the browser's preflights.
* **16 in flight**: a browser has six connections to a host, so that most of the time is waiting in line.
`;
});
await writeSection("Sizes and times", results);
console.log(results);
