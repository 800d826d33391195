import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isThrottled, retryDelayMs } from "./retry.js";

const ALMOST_ONE = 1 - Number.EPSILON;
const waitOf = (failure: Parameters<typeof retryDelayMs>[0], attempt: number, random: number) =>
  retryDelayMs(failure, attempt, { random: () => random });

describe("the wait before the next attempt", () => {
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
  ])("exists for HTTP %d: %s", (statusCode, expected) => {
    expect(waitOf({ statusCode }, 1, 0)).toBe(expected ? 0 : undefined);
  });

  it("exists for a throttling error, whatever its status", () => {
    expect(isThrottled(400, "ThrottlingException")).toBe(true);
    expect(waitOf({ statusCode: 400, type: "ThrottlingException" }, 1, 0)).toBe(0);
    expect(isThrottled(503, "ServiceUnavailable")).toBe(false);
  });

  it.each([
    [1, 500, 99],
    [2, 500, 199],
    [3, 500, 399],
    [1, 429, 499],
    [2, 429, 999],
    [30, 500, 19_999],
    [5_000, 429, 19_999],
  ])("after attempt %d with HTTP %d is at most %d ms", (attempt, statusCode, mostMs) => {
    expect(waitOf({ statusCode }, attempt, ALMOST_ONE)).toBe(mostMs);
    expect(waitOf({ statusCode }, attempt, 0)).toBe(0);
  });

  it("is spread evenly over its window", () => {
    expect(waitOf({ statusCode: 500 }, 1, 0.5)).toBe(50);
    expect(waitOf({ statusCode: 429 }, 2, 0.25)).toBe(250);
  });

  it("is at least what the service asked for, and never more than 20 s", () => {
    expect(waitOf({ statusCode: 500, retryAfterMs: 3_000 }, 1, 0.5)).toBe(3_000);
    expect(waitOf({ statusCode: 500, retryAfterMs: 3_600_000 }, 1, 0.5)).toBe(20_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
        fc.record(
          { statusCode: fc.constantFrom(429, 503), retryAfterMs: fc.nat() },
          { requiredKeys: ["statusCode"] },
        ),
        (attempt, random, failure) => {
          const waitMs = waitOf(failure, attempt, random);
          expect(waitMs).toBeGreaterThanOrEqual(Math.min(failure.retryAfterMs ?? 0, 20_000));
          expect(waitMs).toBeLessThanOrEqual(20_000);
        },
      ),
    );
  });
});
