import { describe, expect, it } from "vitest";
import type { FrameTraffic, TrafficEntry } from "amazon-connect-chat-emulator";
import { createFilter, createTrafficLog } from "./trafficLog.js";

const frame = (trafficId: number, more: Partial<FrameTraffic> = {}): TrafficEntry => ({
  kind: "frame",
  trafficId,
  at: "2026-01-15T12:00:00.000Z",
  socketId: "socket",
  direction: "toClient",
  length: 10,
  ...more,
});
const ids = (entries: readonly TrafficEntry[]) => entries.map(({ trafficId }) => trafficId);
const all = () => true;

describe("a log of traffic", () => {
  it("gives the latest first, and no more than are asked for", () => {
    const log = createTrafficLog(100);
    log.add([frame(1), frame(2)]);
    log.add([frame(3)]);
    expect(ids(log.latest(all, 2))).toEqual([3, 2]);
    log.clear();
    expect(log.latest(all, 2)).toEqual([]);
  });

  it("keeps as many as there is room for, and at most twice as many", () => {
    const log = createTrafficLog(10);
    for (let id = 1; id <= 1_000; id++) log.add([frame(id)]);
    const kept = ids(log.latest(all, 1_000));
    expect(kept.slice(0, 10)).toEqual([1000, 999, 998, 997, 996, 995, 994, 993, 992, 991]);
    expect(kept.length).toBeLessThanOrEqual(20);
  });
});

describe("a filter", () => {
  const given = frame(1, { contactId: "one" });
  const textOf = () => "SendMessage 200 Avery";
  it.each([
    [{ kind: "all", contactId: undefined, text: "" }, true],
    [{ kind: "frame", contactId: "one", text: "avery" }, true],
    [{ kind: "request", contactId: undefined, text: "" }, false],
    [{ kind: "all", contactId: "another", text: "" }, false],
    [{ kind: "all", contactId: undefined, text: "blair" }, false],
  ] as const)("%o lets it pass: %s", (filter, passes) => {
    expect(createFilter(filter, textOf)(given)).toBe(passes);
  });
});
