import { noSamples } from "../harness.mjs";
import { openPageMeter } from "../pageMeter.mjs";
import { openSlowPages } from "../slowPages.mjs";
import { interleavedRounds } from "../subjects.mjs";

const bytesPerSecond = (/** @type {number} */ megabits) => (megabits * 1_000_000) / 8;
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: bytesPerSecond(1.6),
  uploadThroughput: bytesPerSecond(0.75),
};

/**
 * @param {import("../harness.mjs").Bench} bench
 * @param {string} url
 */
async function connectOnce(bench, url) {
  const context = await bench.browser.newContext();
  const page = await context.newPage();
  const { devTools } = await openPageMeter(page);
  await devTools.send("Network.enable");
  await devTools.send("Network.emulateNetworkConditions", network);
  const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
  const given = encodeURIComponent(JSON.stringify({ endpoint: bench.endpoint, chatDetails }));
  await page.goto(`${url}#${given}`);
  const times = await page.evaluate(
    () =>
      /** @type {{ readonly connected: ReturnType<typeof import("../chatPage.mjs").connectChat> }} */ (
        /** @type {unknown} */ (globalThis)
      ).connected,
  );
  bench.emulator.control.end(chatDetails.contactId);
  await context.close();
  return times;
}

/** @type {import("../harness.mjs").Figure} */
export const slowNetwork = {
  name: "slowNetwork",
  title: "First connected over a slow network",
  notes: [
    "1.6 Mbit/s down, 0.75 up, 150 ms, as the browser's tools emulate it. Time counts from the navigation; nothing is in a cache, and the script comes with gzip.",
  ],
  async measure(bench) {
    const pages = await openSlowPages();
    const [created, answered] = [noSamples(), noSamples()];
    for (const turn of interleavedRounds(bench.rounds(7)))
      for (const { name } of turn) {
        const { startMs, answeredMs } = await connectOnce(bench, `${pages.url}/${name}`);
        created[name].push(startMs);
        answered[name].push(startMs + answeredMs);
      }
    pages.close();
    return {
      rows: [
        { title: "navigation to create", unit: "ms", samples: created },
        { title: "navigation to the first answer to a ping", unit: "ms", samples: answered },
      ],
    };
  },
};
