import { describe, expect, it } from "vitest";
import { ChatError, IllegalArgumentError, NoActiveConnectionError, ValueError } from "./errors.js";

describe("a failure as JSON", () => {
  it.each([
    ["ChatError", () => new ChatError("TIMEOUT", "text", { attempts: 2 })],
    ["NoActiveConnectionError", () => new NoActiveConnectionError("sendMessage")],
    ["IllegalArgumentError", () => new IllegalArgumentError("text", 7)],
    ["ValueError", () => new ValueError("text")],
  ])("has the message of a %s, however many there were before (CP-23)", (_name, create) => {
    // Node 20 forgets that a member is enumerable, once it has seen some ten.
    for (let number = 0; number < 100; number++) {
      const error = create();
      const { code, name, message } = error;
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code, name, message });
      expect(error.stack).toContain(message);
    }
  });
});
