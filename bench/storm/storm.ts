import { createEventQueue } from "./eventQueue.js";
import { createOurRules } from "./ourRules.js";
import type { ClientHost, Rules } from "./rules.js";
import { BIN_MS, inBins } from "./stormResult.js";
import type { StormResult } from "./stormResult.js";
import { createService, seededRandom } from "./service.js";
import type { Outage } from "./service.js";
import { createUpstreamRules } from "./upstreamRules.js";
import type { Browser } from "./upstreamRules.js";

type CreateRules = (host: ClientHost, clients: number) => Rules;
const upstream =
  (browser: Browser): CreateRules =>
  (host, clients) =>
    createUpstreamRules(host, clients, browser);

/** Ours first, then 5.0.0's: phones differ where requests get no answer, Chromium where sockets are refused. */
export const rulesFor = ({ httpBackAtMs }: Outage): readonly CreateRules[] => [
  createOurRules,
  upstream("any"),
  upstream(httpBackAtMs > 0 ? "phone" : "Chromium"),
];

/** The value at a share of sorted values, of `all` that there might be. */
export function atShare(sorted: Float64Array, share: number, all: number): number | undefined {
  return sorted[Math.ceil(all * share) - 1];
}

/** Puts clients through an outage. The same seed gives the same storm. */
export function runStorm(
  outage: Outage,
  createRules: CreateRules,
  { clients, seed }: { readonly clients: number; readonly seed: number },
): StormResult {
  const queue = createEventQueue();
  const random = seededRandom(seed);
  const tickets = new Uint32Array(clients);
  const bins: number[] = [];
  const backAt: number[] = [];
  const returnMs = Math.max(outage.httpBackAtMs, outage.socketsBackAtMs);
  let nowMs = 0;
  let dead = 0;
  const host: ClientHost = {
    nowMs: () => nowMs,
    random,
    service: createService(outage, random),
    after(client, delayMs, kind) {
      const ticket = (tickets[client] ?? 0) + 1;
      tickets[client] = ticket;
      queue.push({ atMs: nowMs + delayMs, client, kind, ticket });
    },
    requested() {
      const bin = Math.floor(nowMs / BIN_MS);
      while (bins.length <= bin) bins.push(0);
      bins[bin] = (bins[bin] ?? 0) + 1;
    },
    back: () => void backAt.push(nowMs),
    dead: () => void (dead += 1),
  };
  const rules = createRules(host, clients);
  for (let client = 0; client < clients; client++) {
    // The news of a lost connection takes some milliseconds to each client.
    nowMs = random() * 20;
    rules.lost(client);
  }
  for (let event = queue.pop(); event; event = queue.pop()) {
    if (event.ticket !== tickets[event.client]) continue;
    nowMs = event.atMs;
    rules.wake(event.client, event.kind);
  }
  const sorted = Float64Array.from(backAt).sort();
  const backMs = (share: number) => {
    const ms = atShare(sorted, share, clients);
    return ms === undefined ? undefined : Math.max(0, ms - returnMs);
  };
  const most = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other), 0);
  return {
    title: rules.title,
    bins,
    total: bins.reduce((sum, bin) => sum + bin, 0),
    peakPerSecond: most(inBins(bins, 1_000 / BIN_MS)),
    peakRate: (most(bins) * 1_000) / BIN_MS,
    backMs: { "50": backMs(0.5), "99": backMs(0.99), "100": backMs(1) },
    dead,
  };
}
