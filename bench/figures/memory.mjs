import { openCrowd } from "../chatCrowd.mjs";
import { openChatPage } from "../chatPage.mjs";
import { noSamples } from "../harness.mjs";
import { openPageMeter } from "../pageMeter.mjs";
import { interleavedRounds, subjects } from "../subjects.mjs";

const sessions = 50;
/** How many times as many come and go before: for so long, the browser goes on to compile and to learn of their code. */
const warmUp = 16;

/** @type {import("../harness.mjs").Figure} */
export const memory = {
  name: "memory",
  title: "Memory",
  notes: [
    `**Live**: what the page's heap has more, once collected, with ${sessions} connected sessions than without, for each.`,
    `**Kept**: what it has more after several times ${sessions} sessions have come and ended than before them, for each of them. The page has had ${warmUp * sessions} sessions before: of the first ones stays what the browser compiles for them, in all three pages.`,
  ],
  async measure(bench) {
    const pages = new Map();
    for (const subject of subjects) {
      const page = await openChatPage(bench, subject);
      pages.set(subject.name, { page, meter: await openPageMeter(page) });
    }
    const [live, kept] = [noSamples(), noSamples()];
    const [warmUpRounds, rounds] = [bench.rounds(warmUp), bench.rounds(8)];
    /** @type {Map<import("../subjects.mjs").SubjectName, number>} */
    const warm = new Map();
    for (const [round, turn] of interleavedRounds(warmUpRounds + rounds).entries())
      for (const { name } of turn) {
        const { page, meter } = pages.get(name);
        const before = await meter.heapBytes();
        const crowd = await openCrowd(bench, page, sessions);
        const during = await meter.heapBytes();
        await crowd.end();
        if (round < warmUpRounds) continue;
        if (!warm.has(name)) warm.set(name, before);
        live[name].push((during - before) / sessions / 1_000);
      }
    for (const [name, bytes] of warm) {
      const { meter } = pages.get(name);
      kept[name].push(((await meter.heapBytes()) - bytes) / (rounds * sessions) / 1_000);
    }
    for (const { page } of pages.values()) await page.context().close();
    return {
      rows: [
        { title: "heap of a live idle session", unit: "kB", samples: live },
        { title: "kept of an ended session", unit: "kB", samples: kept, budget: { atMost: 0.1 } },
      ],
    };
  },
};
