import { describe, expect, it } from "vitest";
import { callStreams } from "./callStreams.js";

const failing = (reason: unknown) =>
  callStreams("accept the chat", ({ failure }) => failure(reason)).catch((error: Error) => error.message);

describe("a call of Streams", () => {
  it("resolves with what its callback gets", async () => {
    expect(await callStreams<number>("count", ({ success }) => success(3))).toBe(3);
    expect(await callStreams("accept the chat", ({ success }) => success())).toBeUndefined();
  });

  it.each([
    ['{"type":"ContactNotFoundException","message":"no such contact"}', "no such contact"],
    ['{"type":"ContactNotFoundException"}', "ContactNotFoundException"],
    [{ message: "no such contact" }, "no such contact"],
    ["error", "error"],
    [undefined, "the control panel refused it"],
  ])("that fails with %j says so in words", async (reason, words) => {
    expect(await failing(reason)).toBe(`unable to accept the chat; ${words}`);
  });
});
