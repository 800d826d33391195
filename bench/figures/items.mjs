import { growthRow, hearInTurns } from "../stream.mjs";

const floor = /** @type {const} */ ("floor");
/** Sizes of a transcript, and how often each is measured. */
const sizes = /** @type {const} */ ([
  [100, 5],
  [1_000, 5],
  [10_000, 3],
  [30_000, 2],
  [100_000, 1],
]);
const named = (/** @type {number} */ count) => `${count.toLocaleString("en")} items`;

/** @type {import("../harness.mjs").Figure} */
export const items = {
  name: "items",
  title: "Incoming items",
  notes: [
    "A new page hears so many messages, as fast as its socket takes them, with a handler of `onMessage` and, where it says so, one of `onTranscriptUpdated`. The service is one that does nothing else (`itemService.mjs`).",
    "**CPU** is that of the page's main thread in tasks, until the last handler has run. **Peak heap** is what the heap had at most, looked at after each hundred calls, above what it had before; garbage that is not yet collected counts, so that small ones say little.",
    "**Floor**: JSON.parse, a push and the handler.",
  ],
  async measure(bench) {
    const alone = { transcript: false, receipts: false };
    const { cpu } = await hearInTurns(bench, { ...alone, count: 10_000 }, 5);
    /** @type {import("../report.mjs").Row[]} */
    const rows = [
      { title: `${named(10_000)}, onMessage, CPU`, unit: "ms", ...cpu, budget: { atMost: 1.3, of: floor } },
    ];
    const found = new Map();
    for (const [count, rounds] of sizes) {
      const effort = await hearInTurns(bench, { transcript: true, receipts: false, count }, rounds);
      found.set(count, effort);
      const title = `${named(count)}, onTranscriptUpdated`;
      rows.push(
        { title: `${title}, CPU`, unit: "ms", ...effort.cpu, budget: { atMost: 1.6, of: floor } },
        { title: `${title}, peak heap`, unit: "MB", ...effort.peak },
      );
    }
    const [small, large] = [found.get(10_000), found.get(100_000)];
    rows.push(
      growthRow("ten times as many: 100,000 over 10,000, CPU", large.cpu, small.cpu),
      growthRow("the same, peak heap", large.peak, small.peak),
    );
    return { rows };
  },
};
