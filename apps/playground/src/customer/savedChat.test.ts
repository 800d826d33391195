import { describe, expect, it } from "vitest";
import { parseSavedChat } from "./savedChat.js";

const chat = { contactId: "c", participantId: "p", participantToken: "t", displayName: "Avery" };

describe("parseSavedChat", () => {
  it("reads what the page saves", () => {
    expect(parseSavedChat(JSON.stringify(chat))).toEqual(chat);
  });

  it.each([
    null,
    "",
    "{",
    "null",
    "7",
    "[]",
    JSON.stringify({ ...chat, participantToken: "" }),
    JSON.stringify({ ...chat, contactId: 7 }),
  ])("takes %s for nothing", (json) => {
    expect(parseSavedChat(json)).toBeUndefined();
  });
});
