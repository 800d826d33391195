import { expect, it } from "vitest";
import { createEventQueue } from "./eventQueue.js";
import { OUTAGES, seededRandom } from "./service.js";
import { atShare, rulesFor, runStorm } from "./storm.js";
import { inBins } from "./stormResult.js";
import { chromiumDelayMs, createUpstreamRules, mobileRetryMs } from "./upstreamRules.js";
import type { ClientHost } from "./rules.js";
import type { Answer } from "./service.js";
import type { Browser } from "./upstreamRules.js";

it("hands out events in order of time, however they came", () => {
  const queue = createEventQueue();
  const random = seededRandom(7);
  const times = Array.from({ length: 5_000 }, () => Math.floor(random() * 1_000));
  times.forEach((atMs, client) => queue.push({ atMs, client, kind: 1, ticket: client }));
  const seen: number[] = [];
  for (let event = queue.pop(); event; event = queue.pop()) {
    expect(times[event.client]).toBe(event.atMs);
    seen.push(event.atMs);
  }
  expect(seen).toEqual([...times].sort((one, other) => one - other));
});

it("takes shares of all, not only of those who came back", () => {
  const sorted = Float64Array.from([1, 2, 3]);
  expect([atShare(sorted, 0.5, 4), atShare(sorted, 0.75, 4), atShare(sorted, 1, 4)]).toEqual([
    2,
    3,
    undefined,
  ]);
});

it("puts bins together", () => {
  expect(inBins([1, 2, 3, 4, 5], 2)).toEqual([3, 7, 5]);
});

/** One client of 5.0.0, whose requests are answered as told, on a service that refuses or takes sockets. */
function play(
  answers: readonly Answer[],
  { browser = "any", isOpen = true }: { browser?: Browser; isOpen?: boolean } = {},
) {
  const trace: string[] = [];
  const script = [...answers];
  const pending: { delayMs: number; kind: number }[] = [];
  let nowMs = 0;
  const host: ClientHost = {
    nowMs: () => nowMs,
    random: () => 0.5,
    service: {
      request: () => ({ tookMs: 80, answer: script.shift() ?? "ok" }),
      handshake: () => ({ tookMs: 100, isOpen }),
    },
    after: (_client, delayMs, kind) => void pending.push({ delayMs, kind }),
    requested: () => void trace.push(`request ${nowMs}`),
    back: () => void trace.push(`back ${nowMs}`),
    dead: () => void trace.push(`dead ${nowMs}`),
  };
  const rules = createUpstreamRules(host, 1, browser);
  rules.lost(0);
  for (let turn = 0; turn < 12; turn++) {
    const next = pending.shift();
    if (!next) break;
    nowMs += next.delayMs;
    rules.wake(0, next.kind);
  }
  return trace;
}

it.each([
  ["asks at once, and is back", () => play(["ok"]), ["request 0", "back 180"]],
  ["ends after a request without an answer", () => play(["network error"]), ["request 0", "dead 80"]],
  [
    "ends after three answers with 503",
    () => play(["unavailable", "unavailable", "unavailable"]),
    ["request 0", "request 130", "request 310", "dead 390"],
  ],
  [
    "asks again and again on a phone",
    () => play(["network error", "network error"], { browser: "phone" }),
    ["request 0", "request 2080", "request 6160", "back 6340"],
  ],
  [
    "ends on a phone too after three answers with 503",
    () => play(["unavailable", "unavailable", "unavailable"], { browser: "phone" }),
    ["request 0", "request 130", "request 310", "dead 390"],
  ],
  [
    "asks without a pause while sockets are refused",
    () => play([], { isOpen: false }),
    ["request 0", "request 180", "request 360", "request 540", "request 720", "request 900", "request 1080"],
  ],
])("5.0.0 %s", (_rule, run, expected) => {
  expect(run()).toEqual(expected);
});

it("Chromium lets a page try a dozen refused sockets with hardly a pause, and then one in some seconds", () => {
  expect(chromiumDelayMs(0, 0.5)).toBeLessThan(1);
  expect(chromiumDelayMs(12, 0.5)).toBe(375);
  expect([15, 16, 99].map((refusals) => chromiumDelayMs(refusals, 0.5))).toEqual([3_000, 3_000, 3_000]);
});

it("phones wait at most half a minute", () => {
  expect([0, 1, 2, 3, 4, 9].map(mobileRetryMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it.each(OUTAGES.filter(({ httpBackAtMs }) => httpBackAtMs <= 60_000))(
  "no client of ours dies, and 99 of 100 are back within a minute: $title",
  (outage) => {
    const [ours, upstream] = rulesFor(outage).map((rules) =>
      runStorm(outage, rules, { clients: 1_000, seed: 3 }),
    );
    expect(ours?.dead).toBe(0);
    expect(ours?.backMs["99"]).toBeLessThan(60_000);
    expect(ours?.backMs["100"]).toBeDefined();
    expect((upstream?.peakRate ?? 0) / (ours?.peakRate ?? 1)).toBeGreaterThan(20);
  },
);

it("the same seed gives the same storm", () => {
  const [outage] = OUTAGES;
  const [rules] = rulesFor(outage!);
  const storm = (seed: number) => runStorm(outage!, rules!, { clients: 300, seed });
  expect(storm(1)).toEqual(storm(1));
  expect(storm(1)).not.toEqual(storm(2));
});
