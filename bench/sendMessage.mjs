/* global performance */
import { connectChat, openChatPage } from "./chatPage.mjs";
import { interleavedRounds, subjects } from "./subjects.mjs";

const rounds = 25;
const warmUpRounds = 4;
const callsPerTurn = 32;

/**
 * Runs in the page: sends messages, so many at once, and says how long each took.
 * @param {{ readonly count: number, readonly inFlight: number }} given
 */
async function sendMessages({ count, inFlight }) {
  const { chat } = /** @type {import("./chatPage.mjs").BenchScope} */ (/** @type {unknown} */ (globalThis));
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
 * What a message costs on top of a bare fetch.
 * @param {import("./run.mjs").Bench} bench
 * @returns {Promise<import("./statistics.mjs").Row[]>}
 */
export async function measureSendMessage(bench) {
  const pages = new Map();
  for (const subject of subjects) {
    const page = await openChatPage(bench, subject);
    const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
    await page.evaluate(connectChat, { endpoint: bench.endpoint, chatDetails });
    pages.set(subject.name, page);
  }
  /** @type {import("./statistics.mjs").Row[]} */
  const rows = [];
  for (const inFlight of [1, 16]) {
    /** @type {Record<import("./subjects.mjs").SubjectName, number[]>} */
    const samples = { ours: [], upstream: [], floor: [] };
    for (const [round, turn] of interleavedRounds(warmUpRounds + rounds).entries())
      for (const { name } of turn) {
        const times = await pages.get(name).evaluate(sendMessages, { count: callsPerTurn, inFlight });
        if (round >= warmUpRounds) samples[name].push(...times);
      }
    rows.push({ title: `sendMessage, ${inFlight} in flight`, unit: "ms", samples });
  }
  for (const page of pages.values()) await page.context().close();
  return rows;
}
