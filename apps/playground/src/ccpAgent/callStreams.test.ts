import { describe, expect, it } from "vitest";
import { reasonOf } from "@amazon-connect-chat/page/reasonOf.js";
import { callStreams } from "./callStreams.js";

const failing = (reason: unknown) =>
  callStreams("accept the chat", ({ failure }) => {
    failure(reason);
  }).catch(reasonOf);

describe("a call of Streams", () => {
  it("resolves with what its callback gets", async () => {
    const counting = callStreams<number>("count", ({ success }) => {
      success(3);
    });
    expect(await counting).toBe(3);
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
