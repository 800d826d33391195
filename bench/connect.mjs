import { connectChat, openChatPage } from "./chatPage.mjs";
import { interleavedRounds, subjects } from "./subjects.mjs";

const rounds = 40;
const warmUpRounds = 3;

/**
 * How long a page waits for its chat, and what that costs in requests. Pages are warm; each round is a new chat.
 * @param {import("./run.mjs").Bench} bench
 * @returns {Promise<import("./statistics.mjs").Row[]>}
 */
export async function measureConnect(bench) {
  /** @type {() => Record<import("./subjects.mjs").SubjectName, number[]>} */
  const empty = () => ({ ours: [], upstream: [], floor: [] });
  const [established, answered, requests] = [empty(), empty(), empty()];
  const pages = new Map();
  for (const subject of subjects) pages.set(subject.name, await openChatPage(bench, subject));

  for (const [round, turn] of interleavedRounds(warmUpRounds + rounds).entries())
    for (const { name } of turn) {
      const chatDetails = bench.emulator.control.startChat({ displayName: "Avery" });
      const before = bench.requestCount();
      const times = await pages.get(name).evaluate(connectChat, { endpoint: bench.endpoint, chatDetails });
      bench.emulator.control.end(chatDetails.contactId);
      if (round < warmUpRounds) continue;
      established[name].push(times.establishedMs);
      answered[name].push(times.answeredMs);
      requests[name].push(bench.requestCount() - before);
    }
  for (const page of pages.values()) await page.context().close();
  return [
    { title: "create to established", unit: "ms", samples: established },
    { title: "create to the first answer to a ping", unit: "ms", samples: answered },
    { title: "HTTP requests for a connection", unit: "requests", samples: requests },
  ];
}
