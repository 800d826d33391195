import { growthRow, hearInTurns } from "../stream.mjs";

const named = (/** @type {number} */ count) => `${count.toLocaleString("en")} read receipts`;

/** @type {import("../harness.mjs").Figure} */
export const receipts = {
  name: "receipts",
  title: "Read receipts",
  notes: [
    "A page with a transcript of so many messages hears a read receipt for each of them, with handlers of `onReadReceipt` and `onTranscriptUpdated`.",
  ],
  async measure(bench) {
    const hearing = { transcript: true, receipts: true };
    const small = await hearInTurns(bench, { ...hearing, count: 10_000 }, 3);
    const large = await hearInTurns(bench, { ...hearing, count: 100_000 }, 1);
    return {
      rows: [
        { title: `${named(10_000)}, CPU`, unit: "ms", ...small.cpu },
        { title: `${named(10_000)}, peak heap`, unit: "MB", ...small.peak },
        { title: `${named(100_000)}, CPU`, unit: "ms", ...large.cpu },
        { title: `${named(100_000)}, peak heap`, unit: "MB", ...large.peak },
        growthRow("ten times as many: 100,000 over 10,000, CPU", large.cpu, small.cpu),
        growthRow("the same, peak heap", large.peak, small.peak),
      ],
    };
  },
};
