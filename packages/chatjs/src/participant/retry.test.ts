import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delayMs, isThrottled, shouldRetry } from "./retry.js";

describe("shouldRetry", () => {
  it.each([
    [400, false],
    [402, false],
    [403, false],
    [404, false],
    [409, false],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
  ])("answers for HTTP %d: %s", (status, expected) => {
    expect(shouldRetry(status)).toBe(expected);
  });

  it("takes a throttling error for what it is, whatever its status", () => {
    expect(isThrottled(400, "ThrottlingException")).toBe(true);
    expect(shouldRetry(400, "ThrottlingException")).toBe(true);
    expect(isThrottled(503, "ServiceUnavailable")).toBe(false);
  });
});

describe("delayMs", () => {
  const almostOne = 1 - Number.EPSILON;

  it.each([
    [1, false, 99],
    [2, false, 199],
    [3, false, 399],
    [1, true, 499],
    [2, true, 999],
    [30, false, 19_999],
    [5_000, true, 19_999],
  ])("after attempt %d (throttled: %s) is at most %d ms", (attempt, throttled, mostMs) => {
    expect(delayMs(attempt, almostOne, { throttled })).toBe(mostMs);
    expect(delayMs(attempt, 0, { throttled })).toBe(0);
  });

  it("is spread evenly over its window", () => {
    expect(delayMs(1, 0.5)).toBe(50);
    expect(delayMs(2, 0.25, { throttled: true })).toBe(250);
  });

  it("is at least what the service asked for, and never more than 20 s", () => {
    expect(delayMs(1, 0.5, { retryAfterMs: 3_000 })).toBe(3_000);
    expect(delayMs(1, 0.5, { retryAfterMs: 3_600_000 })).toBe(20_000);
    const anything = fc.record({
      throttled: fc.boolean(),
      retryAfterMs: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: almostOne, noNaN: true }),
        anything,
        (attempt, random, asked) => {
          const waitMs = delayMs(attempt, random, asked);
          expect(waitMs).toBeGreaterThanOrEqual(Math.min(asked.retryAfterMs ?? 0, 20_000));
          expect(waitMs).toBeLessThanOrEqual(20_000);
        },
      ),
    );
  });
});
