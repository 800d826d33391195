import { performance } from "node:perf_hooks";
import { openCrowd } from "../chatCrowd.mjs";
import { openChatPage } from "../chatPage.mjs";
import { noSamples } from "../harness.mjs";
import { openPageMeter } from "../pageMeter.mjs";
import { subjects } from "../subjects.mjs";

const sessions = 50;
const spanMs = 10_000;

/** @type {import("../harness.mjs").Figure} */
export const idle = {
  name: "idle",
  title: "Idle sessions",
  notes: [
    `A page with ${sessions} connected sessions in which nothing is said; the three pages wait at the same time. Its main thread's CPU in spans of ${spanMs / 1_000} s, which is how often a heartbeat is due.`,
  ],
  async measure(bench) {
    const pages = [];
    for (const subject of subjects) {
      const page = await openChatPage(bench, subject);
      const crowd = await openCrowd(bench, page, sessions);
      pages.push({ name: subject.name, page, crowd, meter: await openPageMeter(page) });
    }
    const samples = noSamples();
    // The first span is the end of connecting.
    for (let round = 0; round < 1 + bench.rounds(3); round++) {
      const before = await Promise.all(pages.map(({ meter }) => meter.cpuMs()));
      const startMs = performance.now();
      await new Promise((resolve) => setTimeout(resolve, spanMs));
      const seconds = (performance.now() - startMs) / 1_000;
      const after = await Promise.all(pages.map(({ meter }) => meter.cpuMs()));
      if (round === 0) continue;
      for (const [index, { name }] of pages.entries())
        samples[name].push(((after[index] ?? NaN) - (before[index] ?? NaN)) / seconds);
    }
    for (const { page, crowd } of pages) {
      await crowd.end();
      await page.context().close();
    }
    return {
      rows: [
        { title: `CPU of ${sessions} idle sessions`, unit: "ms a second", samples, budget: { atMost: 2 } },
      ],
    };
  },
};
