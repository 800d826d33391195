/* global performance */
import { connectChat, openChatPage } from "../chatPage.mjs";
import { noSamples } from "../harness.mjs";
import { interleavedRounds, subjects } from "../subjects.mjs";
import { median, quantile, shown } from "../statistics.mjs";
import { openWireTap } from "../wireTap.mjs";

const warmUpRounds = 4;
const callsPerTurn = 32;
/** What the service reads, and what a browser sends with every request of a page. */
const usualHeaders = new Set([
  "content-type",
  "x-amz-bearer",
  ...["host", "connection", "content-length", "user-agent", "accept", "origin", "referer"],
  ...["accept-encoding", "accept-language"],
]);
const isUsual = (/** @type {string} */ header) => usualHeaders.has(header) || header.startsWith("sec-");

/**
 * Runs in the page: sends messages, so many at once, and says how long each took.
 * @param {{ readonly count: number, readonly inFlight: number }} given
 */
async function sendMessages({ count, inFlight }) {
  const { chat } = /** @type {import("../chatPage.mjs").BenchScope} */ (/** @type {unknown} */ (globalThis));
  /** @type {number[]} */
  const times = [];
  const sendOne = async () => {
    const startMs = performance.now();
    await chat?.send("The parcel has left the depot and will be with you tomorrow before noon.");
    times.push(performance.now() - startMs);
  };
  while (times.length < count) await Promise.all(Array.from({ length: inFlight }, sendOne));
  return times;
}

/**
 * Pages with a chat each.
 * @param {import("../harness.mjs").Bench} bench
 * @param {string} endpoint
 */
async function openPages(bench, endpoint) {
  /** @type {Map<import("../subjects.mjs").SubjectName, import("playwright-core").Page>} */
  const pages = new Map();
  for (const subject of subjects) {
    const page = await openChatPage(bench, subject);
    const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
    await page.evaluate(connectChat, { endpoint, chatDetails });
    pages.set(subject.name, page);
  }
  const close = async () => {
    for (const page of pages.values()) await page.context().close();
  };
  return { pages, close };
}

/** @param {import("../harness.mjs").Bench} bench */
async function measureTimes(bench) {
  const { pages, close } = await openPages(bench, bench.endpoint);
  /** @type {import("../report.mjs").Row[]} */
  const rows = [];
  const overheads = [];
  for (const inFlight of [1, 16]) {
    const samples = noSamples();
    for (const [round, turn] of interleavedRounds(warmUpRounds + bench.rounds(25)).entries())
      for (const { name } of turn) {
        const times = await pages.get(name)?.evaluate(sendMessages, { count: callsPerTurn, inFlight });
        if (round >= warmUpRounds) samples[name].push(...(times ?? []));
      }
    const title = `sendMessage, ${inFlight} in flight`;
    rows.push({ title, unit: "ms", samples, budget: { atMost: 1.15, of: "floor" } });
    const over = (/** @type {(values: readonly number[]) => number} */ of) =>
      `ours ${shown(of(samples.ours) - of(samples.floor))} ms, 5.0.0 ${shown(of(samples.upstream) - of(samples.floor))} ms`;
    overheads.push(
      `Over a bare fetch, ${inFlight} in flight: by medians ${over(median)}; by 95th percentiles ${over((values) => quantile(values, 0.95))}.`,
    );
  }
  await close();
  return { rows, notes: overheads };
}

/** @param {import("../harness.mjs").Bench} bench */
async function countTraffic(bench) {
  const tap = await openWireTap(bench.emulator.port);
  const { pages, close } = await openPages(bench, tap.url);
  const [bytes, headers] = [noSamples(), noSamples()];
  const names = [];
  for (const { name, title } of subjects) {
    const send = (/** @type {number} */ count) =>
      pages.get(name)?.evaluate(sendMessages, { count, inFlight: 1 });
    // The first asks for leave.
    await send(1);
    tap.take();
    await send(10);
    const calls = tap.take().calls.filter(({ path }) => path === "/participant/message");
    bytes[name].push(median(calls.map((call) => call.bytes)));
    const unread = new Set(calls.flatMap((call) => call.headers.filter((header) => !isUsual(header))));
    headers[name].push(unread.size);
    names.push(`${title}: ${unread.size ? [...unread].map((header) => `\`${header}\``).join(", ") : "none"}`);
  }
  await close();
  tap.close();
  /** @type {import("../report.mjs").Row[]} */
  const rows = [
    { title: "a call, head and body", unit: "bytes", samples: bytes },
    {
      title: "headers that the service does not read",
      unit: "headers",
      samples: headers,
      budget: { atMost: 0 },
    },
  ];
  return { rows, notes: [`Headers that the service does not read, in a call: ${names.join("; ")}.`] };
}

/** @type {import("../harness.mjs").Figure} */
export const sendMessage = {
  name: "sendMessage",
  title: "Sending",
  notes: [
    "**16 in flight**: a browser has six connections to a host, so that most of the time is waiting in line.",
    "The service reads `content-type` and `x-amz-bearer`; headers that the browser adds to every request are not counted.",
  ],
  async measure(bench) {
    const times = await measureTimes(bench);
    const traffic = await countTraffic(bench);
    return { rows: [...times.rows, ...traffic.rows], notes: [...times.notes, ...traffic.notes] };
  },
};
