import { describe, expect, it } from "vitest";
import type { ContactSummary } from "amazon-connect-chat-emulator";
import {
  arrivingCount,
  isOver,
  waitingContacts,
  waitingTime,
  withContact,
  withContacts,
  withoutContact,
} from "./contactBoard.js";

const contact = (contactId: string, state: ContactSummary["state"], minute = 0): ContactSummary => ({
  contactId,
  initialContactId: contactId,
  state,
  customerName: contactId,
  createdAt: new Date(Date.UTC(2026, 0, 15, 12, minute)).toISOString(),
  participants: [],
});
const board = withContacts([
  contact("late", "QUEUED", 5),
  contact("early", "QUEUED", 1),
  contact("busy", "WITH_AGENT"),
  contact("new", "CREATED"),
  contact("flow", "FLOW"),
  contact("gone", "ENDED"),
]);

describe("a contact board", () => {
  it("lists who waits, the longest waiting first", () => {
    expect(waitingContacts(board).map(({ contactId }) => contactId)).toEqual(["early", "late"]);
  });

  it("takes a contact's newest state", () => {
    const next = withContact(board, contact("early", "WITH_AGENT", 1));
    expect(waitingContacts(next).map(({ contactId }) => contactId)).toEqual(["late"]);
    expect(next.size).toBe(board.size);
  });

  it("has no contact that the emulator has forgotten", () => {
    const next = withoutContact(board, "gone");
    expect([...next.keys()]).toEqual(["late", "early", "busy", "new", "flow"]);
    expect(board.size).toBe(6);
  });

  it("counts who is on the way to the queue", () => {
    expect(arrivingCount(board)).toBe(2);
  });

  it("knows which chats are over", () => {
    const states = ["CREATED", "FLOW", "QUEUED", "WITH_AGENT", "ENDED", "EXPIRED"] as const;
    expect(states.filter((state) => isOver({ state }))).toEqual(["ENDED", "EXPIRED"]);
  });
});

describe("waitingTime", () => {
  const since = "2026-01-15T12:00:00.000Z";
  it.each([
    [59_000, "just now"],
    [60_000, "1 min"],
    [59 * 60_000, "59 min"],
    [61 * 60_000, "1 h 1 min"],
    [-5_000, "just now"],
  ])("says after %i ms: %s", (elapsedMs, text) => {
    expect(waitingTime(since, Date.parse(since) + elapsedMs)).toBe(text);
  });

  it("has words for a time that is none", () => {
    expect(waitingTime("soon", 0)).toBe("just now");
  });
});
