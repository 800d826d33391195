import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatError } from "../errors.js";
import type { ChatErrorCode } from "../errors.js";
import { FILE_LOST, MAYBE_SENT, pauseAfter } from "./pauseAfter.js";

const fresh = { failed: 0, failedUploads: 0, refusedForMs: 0 };
const failure = (code: ChatErrorCode, details: object = {}) => new ChatError(code, "x", details);

describe("a try that failed is made again", () => {
  it.each([
    ["without an answer", failure("NETWORK_ERROR"), fresh],
    ["without an answer in time", failure("TIMEOUT"), fresh],
    ["when the service fails", failure("SERVICE_ERROR", { statusCode: 503 }), fresh],
    ["when the service waited too long", failure("SERVICE_ERROR", { statusCode: 408 }), fresh],
    ["when there were too many requests", failure("THROTTLED", { statusCode: 429 }), fresh],
    ["when a proxy answered", failure("INVALID_RESPONSE", { statusCode: 200 }), fresh],
    ["when the storage of files fails", failure("STORAGE_ERROR", { statusCode: 503 }), fresh],
    ["when the URL of an upload has expired", failure("STORAGE_ERROR", { statusCode: 403 }), fresh],
    ["when a token is refused", failure("SERVICE_ERROR", { statusCode: 403 }), fresh],
    [
      "when it is refused for less than two minutes",
      failure("SERVICE_ERROR", { statusCode: 401 }),
      { ...fresh, refusedForMs: 119_999 },
    ],
  ])("%s", (_when, error, tries) => {
    expect(pauseAfter(error, tries, 0)?.delayMs).toBe(500);
  });
});

describe("a try that failed is the last", () => {
  it.each([
    ["when the service says that it is wrong", failure("SERVICE_ERROR", { statusCode: 400 }), fresh],
    ["when there are too many attachments", failure("SERVICE_ERROR", { statusCode: 402 }), fresh],
    ["when an argument is bad", failure("ILLEGAL_ARGUMENT"), fresh],
    ["when the chat has ended", failure("NO_ACTIVE_CONNECTION"), fresh],
    ["when the storage refuses the file", failure("STORAGE_ERROR", { statusCode: 400 }), fresh],
    ["when the bytes are gone", failure("NETWORK_ERROR", { type: FILE_LOST }), fresh],
    ["when it may have been sent", failure("NETWORK_ERROR", { type: MAYBE_SENT }), fresh],
    [
      "when it was refused for two minutes",
      failure("SERVICE_ERROR", { statusCode: 403 }),
      { ...fresh, refusedForMs: 120_000 },
    ],
    ["when uploads fail and the service does not", failure("NETWORK_ERROR"), { ...fresh, failedUploads: 5 }],
    ["when it is no error at all", undefined, fresh],
  ])("%s", (_when, error, tries) => {
    expect(pauseAfter(error, tries, 0)).toBeUndefined();
  });
});

it("waits half a second to half a minute, and as long as the service asks", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(100_000),
      (failed, random, retryAfterMs) => {
        const pause = pauseAfter(failure("TIMEOUT", { retryAfterMs }), { ...fresh, failed }, random);
        expect(pause?.delayMs).toBeGreaterThanOrEqual(Math.max(500, retryAfterMs));
        expect(pause?.delayMs).toBeLessThanOrEqual(Math.max(30_500, retryAfterMs));
        expect(pause?.isFirm).toBe(retryAfterMs > 0);
      },
    ),
  );
});

it.each([600_001, 36_000_000, Infinity])(
  "waits for no more than ten minutes, though the service seems to ask for %s ms",
  (retryAfterMs) => {
    expect(pauseAfter(failure("THROTTLED", { retryAfterMs }), fresh, 0)?.delayMs).toBe(600_000);
  },
);
