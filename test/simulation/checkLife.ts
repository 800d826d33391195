import type { ChatClient } from "./chatClient.js";
import { firstTimeOf } from "./journal.js";
import type { Journal } from "./journal.js";
import type { Violation } from "./violation.js";
import type { Page } from "./page.js";
import type { World } from "./world.js";

/** What a client may ask for in a minute, however bad the network is. */
const MAX_CONNECTION_CALLS_A_MINUTE = 40;

/** The chat was over before the session was there, or its customer never came: then nobody tells the session. */
export const isUnaware = (journal: Journal, world: Pick<World, "endedAtMs" | "hasExpired">): boolean =>
  world.hasExpired(journal.seat.contactId) ||
  (firstTimeOf(journal, "CONNECTION_ESTABLISHED") ?? Infinity) >= world.endedAtMs(journal.seat.contactId);

const clientsOf = (world: World) =>
  world.pages.flatMap((page) => page.clients.map((client) => ({ page, client })));
const hasHeard = ({ journal }: ChatClient, name: Parameters<typeof firstTimeOf>[1]) =>
  firstTimeOf(journal, name) !== undefined;

/** Whoever is in a chat that goes on must be connected by now. */
export function noteEstablished(world: World): readonly Violation[] {
  return clientsOf(world).flatMap(({ client }): Violation[] => {
    const { journal, controller } = client;
    const { contactId } = journal.seat;
    if (world.isChatOver(contactId) || world.hasLeft(journal.seat) || world.blame.isDoomed(journal.seat))
      return [];
    const status = controller.getConnectionStatus();
    const last = journal.entries
      .filter(({ name }) => ["CONNECTION_ESTABLISHED", "CONNECTION_LOST", "CONNECTION_BROKEN"].includes(name))
      .at(-1);
    if (status === "Established" && last?.name === "CONNECTION_ESTABLISHED") return [];
    const invariant =
      last?.name === "CONNECTION_BROKEN" ? "no session dies" : "everyone is back within a minute";
    return [{ invariant, who: journal.name, detail: `${status} after ${last?.name ?? "nothing"}` }];
  });
}

/** When the chat is over, the session says so once, and holds nothing any more. */
function checkEnd({ page, client }: { page: Page; client: ChatClient }, world: World): readonly Violation[] {
  const { journal } = client;
  const who = journal.name;
  const violations: Violation[] = [];
  const ends = journal.entries.filter(({ name }) => name === "CHAT_ENDED").length;
  const wasThere = hasHeard(client, "CONNECTION_ESTABLISHED");
  const mayBeBroken = world.blame.isDoomed(journal.seat) && hasHeard(client, "CONNECTION_BROKEN");
  if (ends > 1) violations.push({ invariant: "a chat ends once", who, detail: `${ends} times` });
  if (wasThere && ends === 0 && !mayBeBroken && !isUnaware(journal, world))
    violations.push({ invariant: "the end is told", who, detail: "no CHAT_ENDED" });
  for (const [call, count] of journal.pendingCalls)
    if (count !== 0)
      violations.push({ invariant: "every promise settles", who, detail: `${count} of ${call}` });
  const isAhead = journal.goesOnAtMs !== undefined || journal.readsFirstAtMs !== undefined;
  if (journal.readsEarly && !isAhead && page.clients.length === 1)
    violations.push({ invariant: "a first connect reads no transcript", who, detail: "GetTranscript" });
  return violations;
}

function checkLeftovers({ tab, link }: Page): readonly Violation[] {
  const { timers, tasks, listeners } = tab.leftovers;
  const left = { timers, tasks, listeners, requests: link.openRequests, sockets: link.openSockets };
  if (Object.values(left).every((count) => count === 0)) return [];
  return [{ invariant: "nothing survives the end", who: tab.name, detail: JSON.stringify(left) }];
}

function checkRate({ tab, clients, connectionCallsAtMs: calls }: Page): readonly Violation[] {
  const limit = MAX_CONNECTION_CALLS_A_MINUTE * Math.max(1, clients.length);
  const start = calls.findIndex((atMs, index) => (calls[index + limit] ?? Infinity) < atMs + 60_000);
  if (start < 0) return [];
  return [
    {
      invariant: "requests are bounded",
      who: tab.name,
      detail: `more than ${limit} connections in a minute`,
    },
  ];
}

export function checkLife(world: World): readonly Violation[] {
  return [
    ...clientsOf(world).flatMap((one) => checkEnd(one, world)),
    ...world.pages.flatMap((page) => [...checkLeftovers(page), ...checkRate(page)]),
  ];
}
