import { describe, expect, it } from "vitest";
import { parseAcceptedChats } from "./acceptedChats.js";

const chat = {
  contactId: "c",
  initialContactId: "c",
  participantId: "p",
  participantToken: "t",
  agentContactId: "contact-2",
  customerName: "Avery",
};

describe("parseAcceptedChats", () => {
  it("leaves out what is not whole", () => {
    const json = JSON.stringify([chat, { ...chat, participantToken: undefined }, null, "c", 7]);
    expect(parseAcceptedChats(json)).toEqual([chat]);
  });

  it.each([null, "", "{", "{}", "7"])("takes %s for no chats", (json) => {
    expect(parseAcceptedChats(json)).toEqual([]);
  });
});
