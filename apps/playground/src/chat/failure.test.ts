import { describe, expect, it } from "vitest";
import { ChatError } from "amazon-connect-chatjs";
import { failureReason, failureStatus, uploadFailureReason } from "./failure.js";

const refusal = (statusCode: number) => new ChatError("SERVICE_ERROR", "refused", { statusCode });

describe("failureStatus", () => {
  it("finds the status through the layers of a failed connect", () => {
    const failed = Object.assign(new ChatError("CONNECT_FAILED", "unable to connect"), {
      _debug: { reason: "why", _debug: refusal(403) },
    });
    expect(failureStatus(failed)).toBe(403);
    expect(failureStatus(new Error("outer", { cause: refusal(429) }))).toBe(429);
  });

  it.each([undefined, null, "text", new Error("no status")])("finds none in %s", (error) => {
    expect(failureStatus(error)).toBeUndefined();
  });

  it("ends on an error that is its own cause", () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(failureStatus(error)).toBeUndefined();
  });
});

describe("failureReason", () => {
  it.each([
    [new ChatError("NETWORK_ERROR", "x"), "the service cannot be reached"],
    [new ChatError("TIMEOUT", "x"), "the service does not answer"],
    [refusal(403), "the chat is over, or this page has no right to it"],
    [refusal(400), "the service refused it (400)"],
    [Object.assign(new Error("x"), { code: "toString" }), "something went wrong"],
    ["odd", "something went wrong"],
  ])("says of %s: %s", (error, reason) => {
    expect(failureReason(error)).toBe(reason);
  });
});

describe("uploadFailureReason", () => {
  it.each([
    [refusal(400), "the service does not take files of this type or size"],
    [new ChatError("NETWORK_ERROR", "x"), "the service cannot be reached"],
  ])("says of %s: %s", (error, reason) => {
    expect(uploadFailureReason(error)).toBe(reason);
  });
});
