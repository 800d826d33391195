import { performance } from "node:perf_hooks";
import { awaited, openCrowd } from "../chatCrowd.mjs";
import { openChatPage } from "../chatPage.mjs";
import { noSamples } from "../harness.mjs";
import { subjects } from "../subjects.mjs";

const sessions = 20;
const limitMs = 60_000;
/** What was missed may be read after the socket is there. */
const hearLimitMs = 5_000;
/** The floor has no recovery. */
const libraries = subjects.filter(({ name }) => name !== "floor");

/** @typedef {"close" | "abort" | "halfOpen"} Drop */

/** @type {readonly (readonly [how: Drop, title: string])[]} */
const drops = [
  ["close", "the service closes the socket"],
  ["abort", "the connection breaks"],
  ["halfOpen", "the connection goes silent"],
];

/**
 * Drops the sockets of all chats at once, lets each say something at that moment, and sees how long it takes until each has a subscribed
 * socket again.
 * @param {import("../harness.mjs").Bench} bench
 * @param {readonly string[]} contactIds
 * @param {Drop} how
 * @returns {Promise<ReadonlyMap<string, number>>} the times of those that came back
 */
async function dropAll({ emulator }, contactIds, how) {
  const { control } = emulator;
  const old = new Set(control.listSockets().map(({ socketId }) => socketId));
  for (const contactId of contactIds) {
    control.dropSockets({ contactId, how });
    control.say({ contactId, content: awaited });
  }
  const startMs = performance.now();
  /** @type {Map<string, number>} */
  const times = new Map();
  while (times.size < contactIds.length && performance.now() - startMs < limitMs) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { socketId, contactId, topics } of control.listSockets())
      if (contactId !== undefined && contactIds.includes(contactId))
        if (!old.has(socketId) && topics.includes("aws/chat") && !times.has(contactId))
          times.set(contactId, performance.now() - startMs);
  }
  return times;
}

/**
 * @param {import("../harness.mjs").Bench} bench
 * @param {Drop} how
 */
async function measureDrop(bench, how) {
  /** @type {{ name: import("../subjects.mjs").SubjectName, page: import("playwright-core").Page, crowd: Awaited<ReturnType<typeof openCrowd>> }[]} */
  const crowds = [];
  for (const { name, scripts } of libraries) {
    const page = await openChatPage(bench, { scripts });
    crowds.push({ name, page, crowd: await openCrowd(bench, page, sessions) });
  }
  const [samples, heard] = [noSamples(), noSamples()];
  const times = await dropAll(
    bench,
    crowds.flatMap(({ crowd }) => crowd.contactIds),
    how,
  );
  const isAllHeard = async () =>
    (await Promise.all(crowds.map(({ crowd }) => crowd.heard()))).every((count) => count === sessions);
  const endMs = performance.now() + hearLimitMs;
  while (performance.now() < endMs && !(await isAllHeard()))
    await new Promise((resolve) => setTimeout(resolve, 50));
  for (const { name, page, crowd } of crowds) {
    samples[name].push(...crowd.contactIds.flatMap((contactId) => times.get(contactId) ?? []));
    heard[name].push(await crowd.heard());
    await crowd.end();
    await page.context().close();
  }
  return { samples, heard };
}

/** @type {import("../harness.mjs").Figure} */
export const recovery = {
  name: "recovery",
  title: "Recovery after a drop",
  notes: [
    `${sessions} chats in a page lose their sockets at once; measured is until each has a subscribed socket again. Ours pauses before it comes back, by up to five seconds and at random, so that clients that lost their sockets together do not return together: see the storm below.`,
    `**Heard of what was said meanwhile**: in each chat a message is said at the moment of the drop, ${sessions} in all; counted ${hearLimitMs / 1_000} s after the last one is back.`,
    "**Silent**: both ends take the connection for open, and nothing goes through. It is noticed by heartbeats.",
  ],
  async measure(bench) {
    /** @type {import("../report.mjs").Row[]} */
    const rows = [];
    for (const [how, title] of drops) {
      const { samples, heard } = await measureDrop(bench, how);
      const absent = { ours: "never", upstream: "never" };
      rows.push(
        { title, unit: "ms", samples, absent },
        { title: "heard of what was said meanwhile", unit: "messages", samples: heard },
      );
    }
    return { rows };
  },
};
