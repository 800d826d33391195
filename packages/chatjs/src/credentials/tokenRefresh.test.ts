import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createTokenRefresh, refreshDelayMs } from "./tokenRefresh.js";

const at = (nowMs: number, lifetimeMs: number) =>
  refreshDelayMs(new Date(nowMs + lifetimeMs).toISOString(), nowMs);

describe("the time of a refresh", () => {
  it.each([
    ["a day", 86_400_000, 86_340_000],
    ["two minutes", 120_000, 60_000],
    ["ninety seconds", 90_000, 45_000],
    ["a second", 1_000, 30_000],
    ["nothing", 0, 1_800_000],
    ["a past", -5_000, 1_800_000],
  ])("for %s", (_name, lifetimeMs, delayMs) => {
    expect(at(1_800_000_000_000, lifetimeMs)).toBe(delayMs);
  });

  it.each([undefined, "", "soon"])("for the unreadable expiry %j", (expiry) => {
    expect(refreshDelayMs(expiry, 0)).toBe(1_800_000);
  });
});

describe("a refresh", () => {
  const setUp = (refresh: () => Promise<unknown>) => {
    const platform = createFakePlatform();
    const spied = vi.fn(refresh);
    const tokenRefresh = createTokenRefresh(platform, spied);
    tokenRefresh.schedule(new Date(platform.nowMs() + 120_000).toISOString());
    return { platform, spied, tokenRefresh };
  };

  it("that fails is tried again soon, and ever more slowly (W9)", async () => {
    const { platform, spied } = setUp(() => Promise.reject(new TypeError("Failed to fetch")));
    await platform.advance(60_000 + 6_000);
    expect(spied.mock.calls.length).toBeGreaterThanOrEqual(2);
    await platform.advance(3_600_000);
    expect(spied.mock.calls.length).toBeGreaterThan(12);
    expect(spied.mock.calls.length).toBeLessThan(90);
  });

  it("that is refused for good is not tried again", async () => {
    const { platform, spied } = setUp(() =>
      Promise.reject(Object.assign(new Error("no"), { statusCode: 403 })),
    );
    await platform.advance(86_400_000);
    expect(spied).toHaveBeenCalledTimes(1);
  });

  it("in flight does not revive what was stopped (W8)", async () => {
    let fail: (error: unknown) => void = () => undefined;
    const { platform, spied, tokenRefresh } = setUp(() => new Promise((_resolve, reject) => (fail = reject)));
    await platform.advance(60_000);
    tokenRefresh.stop();
    fail(new TypeError("Failed to fetch"));
    tokenRefresh.schedule(new Date(platform.nowMs() + 120_000).toISOString());
    await platform.advance(86_400_000);
    expect(spied).toHaveBeenCalledTimes(1);
    expect(platform.live.timers).toBe(0);
  });
});
