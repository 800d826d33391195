import { connectChat, openChatPage } from "../chatPage.mjs";
import { noSamples } from "../harness.mjs";
import { openPageMeter } from "../pageMeter.mjs";
import { interleavedRounds, subjects } from "../subjects.mjs";
import { openWireTap } from "../wireTap.mjs";

const warmUpRounds = 3;

/**
 * Times and CPU: pages are warm, each round is a new chat.
 * @param {import("../harness.mjs").Bench} bench
 * @returns {Promise<import("../report.mjs").Row[]>}
 */
async function measureTimes(bench) {
  const [established, answered, cpu] = [noSamples(), noSamples(), noSamples()];
  const pages = new Map();
  for (const subject of subjects) {
    const page = await openChatPage(bench, subject);
    pages.set(subject.name, { page, meter: await openPageMeter(page) });
  }
  for (const [round, turn] of interleavedRounds(warmUpRounds + bench.rounds(40)).entries())
    for (const { name } of turn) {
      const { page, meter } = pages.get(name);
      const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
      const before = await meter.cpuMs();
      const times = await page.evaluate(connectChat, { endpoint: bench.endpoint, chatDetails });
      const cpuMs = (await meter.cpuMs()) - before;
      bench.emulator.control.end(chatDetails.contactId);
      if (round < warmUpRounds) continue;
      established[name].push(times.establishedMs);
      answered[name].push(times.answeredMs);
      cpu[name].push(cpuMs);
    }
  for (const { page } of pages.values()) await page.context().close();
  return [
    { title: "create to established", unit: "ms", samples: established },
    { title: "create to the first answer to a ping", unit: "ms", samples: answered },
    {
      title: "main-thread CPU of create and connect",
      unit: "ms",
      samples: cpu,
      budget: { atMost: 2, of: "floor" },
    },
  ];
}

/**
 * What goes over the wire: each round is a new page, that has asked for no leave yet.
 * @param {import("../harness.mjs").Bench} bench
 * @returns {Promise<import("../report.mjs").Row[]>}
 */
async function countTraffic(bench) {
  const [requests, preflights, up, down] = [noSamples(), noSamples(), noSamples(), noSamples()];
  const tap = await openWireTap(bench.emulator.port);
  for (const turn of interleavedRounds(bench.rounds(5)))
    for (const subject of turn) {
      const page = await openChatPage(bench, subject);
      const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
      tap.take();
      await page.evaluate(connectChat, { endpoint: tap.url, chatDetails });
      const { calls, bytesUp, bytesDown } = tap.take();
      const { name } = subject;
      requests[name].push(calls.filter(({ method }) => method === "POST").length);
      preflights[name].push(calls.filter(({ method }) => method === "OPTIONS").length);
      up[name].push(bytesUp);
      down[name].push(bytesDown);
      await page.context().close();
    }
  tap.close();
  return [
    { title: "requests to the service", unit: "requests", samples: requests },
    { title: "preflights", unit: "requests", samples: preflights },
    { title: "sent, with heads, handshake and frames", unit: "bytes", samples: up },
    { title: "received, likewise", unit: "bytes", samples: down },
  ];
}

/** @type {import("../harness.mjs").Figure} */
export const connect = {
  name: "connect",
  title: "Connecting",
  notes: [
    "**Established**: ours and the floor's, when the subscription is confirmed, so that nothing said from then on is missed. 5.0.0's, the event with `data`, when the socket is open: before it has asked for the subscription. The row below it is the same moment for all.",
    "**CPU** is that of the page's main thread in tasks, until the first answer to a ping, in a page that has connected chats before.",
    "Requests and bytes are counted between a new page and the service, up to the same moment.",
  ],
  measure: async (bench) => ({ rows: [...(await measureTimes(bench)), ...(await countTraffic(bench))] }),
};
