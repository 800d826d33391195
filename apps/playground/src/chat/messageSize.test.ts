import { describe, expect, it } from "vitest";
import { excessBytes, MAX_MESSAGE_SIZE_BYTES } from "./messageSize.js";

describe("excessBytes", () => {
  it.each([
    ["", 0],
    ["a".repeat(MAX_MESSAGE_SIZE_BYTES), 0],
    ["a".repeat(MAX_MESSAGE_SIZE_BYTES + 3), 3],
    ["ä".repeat(MAX_MESSAGE_SIZE_BYTES / 2 + 1), 2],
  ])("counts bytes, not letters", (text, excess) => {
    expect(excessBytes(text)).toBe(excess);
  });
});
