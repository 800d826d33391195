/* global performance */
import { openChatPage } from "./chatPage.mjs";
import { noSamples } from "./harness.mjs";
import { chat, openItemService } from "./itemService.mjs";
import { openPageMeter } from "./pageMeter.mjs";
import { median } from "./statistics.mjs";
import { interleavedRounds } from "./subjects.mjs";

/** For hearing what is measured, and for what comes before it. */
const limitMs = 60_000;

/**
 * @typedef {object} Hearing
 * @property {boolean} transcript whether the page wants the transcript, too
 * @property {boolean} receipts whether it is receipts that it hears in the end: one for each of the messages before
 * @property {number} count
 *
 * @typedef {{ readonly cpuMs: number, readonly peakBytes: number }} Effort
 *
 * What the page has heard.
 * @typedef {object} HeardScope
 * @property {{ messages: number, items: number, receipts: number, peakBytes: number }} heard
 */

/**
 * Runs in the page: connects a chat that counts what it hears.
 * @param {Hearing & { readonly endpoint: string, readonly chatDetails: import("./chatPage.mjs").ChatDetails }} given
 */
function listen({ endpoint, chatDetails, transcript, receipts }) {
  const scope = /** @type {import("./chatPage.mjs").BenchScope & HeardScope} */ (
    /** @type {unknown} */ (globalThis)
  );
  const heard = { messages: 0, items: 0, receipts: 0, peakBytes: 0 };
  scope.heard = heard;
  // Each reading is a new object.
  const heapBytes = () =>
    /** @type {{ readonly memory: { readonly usedJSHeapSize: number } }} */ (
      /** @type {unknown} */ (performance)
    ).memory.usedJSHeapSize;
  let calls = 0;
  const look = () => {
    calls += 1;
    if (calls % 100 === 0) heard.peakBytes = Math.max(heard.peakBytes, heapBytes());
  };
  return new Promise((resolve, reject) => {
    const listeners = {
      ...(!receipts && {
        message() {
          heard.messages += 1;
          look();
        },
      }),
      ...(transcript && {
        transcript(/** @type {readonly unknown[]} */ items) {
          heard.items = items.length;
          look();
        },
      }),
      ...(receipts && {
        receipt() {
          heard.receipts += 1;
          look();
        },
      }),
    };
    scope
      .createChat(endpoint, chatDetails, listeners)
      .connect((milestone) => milestone === "answered" && resolve(undefined))
      .catch(reject);
  });
}

/** Runs in the page: waits until it has heard so many, and says what the heap was at most since it was asked last. */
const heardAll = (/** @type {Partial<HeardScope["heard"]>} */ expected) =>
  new Promise((resolve) => {
    const { heard } = /** @type {HeardScope} */ (/** @type {unknown} */ (globalThis));
    const look = () => {
      const isAll = Object.entries(expected).every(
        ([name, count]) => heard[/** @type {keyof typeof heard} */ (name)] >= count,
      );
      if (!isAll) return void setTimeout(look, 20);
      resolve(heard.peakBytes);
      heard.peakBytes = 0;
    };
    look();
  });

/**
 * What a new page takes to hear so many messages, or so many receipts for them.
 * @param {import("./harness.mjs").Bench} bench
 * @param {import("./subjects.mjs").Subject} subject
 * @param {Hearing} hearing
 * @returns {Promise<Effort | string>} or why there is no number
 */
async function hear(bench, subject, hearing) {
  const { transcript, receipts, count } = hearing;
  const service = await openItemService();
  const page = await openChatPage(bench, subject);
  const meter = await openPageMeter(page);
  /** @type {NodeJS.Timeout | undefined} */
  let limit;
  /** @type {(reason: string) => void} */
  let fail = () => undefined;
  const failed = new Promise((resolve) => (fail = resolve));
  const limitStep = () => {
    clearTimeout(limit);
    limit = setTimeout(() => fail(`over ${limitMs / 1_000} s`), limitMs);
  };
  page.on("crash", () => fail("out of memory"));
  const listenAndHear = async () => {
    limitStep();
    await page.evaluate(listen, { ...hearing, endpoint: service.endpoint, chatDetails: chat });
    if (receipts) {
      await service.say("message", count);
      await page.evaluate(heardAll, { items: count });
    }
    limitStep();
    const heapBefore = await meter.heapBytes();
    const before = await meter.cpuMs();
    await service.say(receipts ? "receipt" : "message", count);
    const expected = receipts
      ? { receipts: count }
      : { messages: count, ...(transcript && { items: count }) };
    const peakBytes = Number(await page.evaluate(heardAll, expected));
    return { cpuMs: (await meter.cpuMs()) - before, peakBytes: Math.max(0, peakBytes - heapBefore) };
  };
  try {
    const heard = listenAndHear();
    // Once it has failed, the page that is closed under it says so, too.
    heard.catch(() => undefined);
    return /** @type {Effort | string} */ (await Promise.race([heard, failed]));
  } finally {
    clearTimeout(limit);
    service.close();
    await page.context().close();
  }
}

/**
 * The same in turns, by every one.
 * @param {import("./harness.mjs").Bench} bench
 * @param {Hearing} hearing
 * @param {number} rounds
 */
export async function hearInTurns(bench, hearing, rounds) {
  const [cpu, peak] = [noSamples(), noSamples()];
  /** @type {Partial<Record<import("./subjects.mjs").SubjectName, string>>} */
  const absent = {};
  for (const turn of interleavedRounds(bench.rounds(rounds)))
    for (const subject of turn) {
      if (absent[subject.name] !== undefined) continue;
      const effort = await hear(bench, subject, hearing);
      if (typeof effort === "string") absent[subject.name] = effort;
      else {
        cpu[subject.name].push(effort.cpuMs);
        peak[subject.name].push(effort.peakBytes / 2 ** 20);
      }
    }
  return { cpu: { samples: cpu, absent }, peak: { samples: peak, absent } };
}

/**
 * How much more one row has than another one; ten times as many items are to take ten times as much, and some more for luck.
 * @param {string} title
 * @param {Pick<import("./report.mjs").Row, "samples">} large
 * @param {Pick<import("./report.mjs").Row, "samples">} small
 * @returns {import("./report.mjs").Row}
 */
export function growthRow(title, large, small) {
  const growth = (/** @type {import("./subjects.mjs").SubjectName} */ name) => {
    const factor = median(large.samples[name] ?? []) / median(small.samples[name] ?? []);
    return Number.isFinite(factor) ? [factor] : [];
  };
  const samples = { ours: growth("ours"), upstream: growth("upstream"), floor: growth("floor") };
  return { title, unit: "times", samples, budget: { atMost: 12 } };
}
