import type { ChatItem } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createReadLedger } from "./readLedger.js";

const said = (Id: string, seconds: number, more: ChatItem = {}): ChatItem => ({
  Id,
  Type: "MESSAGE",
  AbsoluteTime: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
  ParticipantId: "agent",
  ParticipantRole: "AGENT",
  ...more,
});
const own: ChatItem = { ParticipantId: "me", ParticipantRole: "CUSTOMER" };
const bot: ChatItem = { ParticipantId: "bot", ParticipantRole: "SYSTEM" };
const readBy = (RecipientParticipantId: string): ChatItem => ({
  MessageMetadata: { Receipts: [{ RecipientParticipantId, ReadTimestamp: "2026-01-01T00:00:00.000Z" }] },
});
const ledgerOf = (...items: readonly ChatItem[]) => {
  const ledger = createReadLedger("me");
  ledger.note(items);
  return ledger;
};

describe("the ledger", () => {
  it.each<[string, readonly ChatItem[], readonly string[]]>([
    ["of others, by their time", [said("b", 2), said("a", 1)], ["a", "b"]],
    ["by their coming at one time", [said("b", 1), said("a", 1)], ["b", "a"]],
    ["last, where they have no time", [said("b", 2), said("a", 1, { AbsoluteTime: "" })], ["b", "a"]],
    ["once", [said("a", 1), said("a", 5)], ["a"]],
    ["of bots, and files", [said("a", 1, bot), said("b", 2, { Type: "ATTACHMENT" })], ["a", "b"]],
    ["but own ones", [said("a", 1, own), said("b", 2)], ["b"]],
    ["but those of past contacts", [said("a", 1, { RelatedContactId: "past" })], []],
    ["but events, and what has no id", [said("a", 1, { Type: "EVENT" }), { Type: "MESSAGE" }], []],
    ["after what was read elsewhere", [said("a", 1), said("b", 2, readBy("me")), said("c", 3)], ["c"]],
    ["that others have read", [said("a", 1, readBy("another"))], ["a"]],
  ])("counts messages %s", (_which, items, messageIds) => {
    expect(ledgerOf(...items).unread()).toEqual({ count: messageIds.length, messageIds });
  });

  it("takes what is no item", () => {
    expect(ledgerOf(null as never, { MessageMetadata: { Receipts: [null] } } as never).unread().count).toBe(
      0,
    );
  });

  it("gives the same object until something changes", () => {
    const ledger = ledgerOf(said("a", 1), said("b", 2));
    const before = ledger.unread();
    ledger.note([said("a", 1), said("mine", 3, own)]);
    expect(ledger.unread()).toBe(before);
    ledger.read("a");
    expect(ledger.unread()).not.toBe(before);
    expect(before).toEqual({ count: 2, messageIds: ["a", "b"] });
  });

  it("counts the same, whether items come one by one or all at once", () => {
    const item = fc
      .record({ id: fc.nat(15), seconds: fc.nat(8), isOwn: fc.boolean(), isRead: fc.boolean() })
      .map(({ id, seconds, isOwn, isRead }) =>
        said(`m${id}`, seconds, { ...(isOwn ? own : {}), ...(isRead && id % 3 === 0 ? readBy("me") : {}) }),
      );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (items) => {
        const ledger = ledgerOf();
        for (const each of items) ledger.note([each]);
        expect(ledger.unread()).toEqual(ledgerOf(...items).unread());
      }),
    );
  });

  it("copies none of ten thousand that wait for what tells nothing new, and once for what does", () => {
    const item = (nth: number) => said(`m${nth}`, nth);
    const ledger = ledgerOf(...Array.from({ length: 10_000 }, (_, nth) => item(nth)));
    const copies = vi.spyOn(Array.prototype, "slice");
    try {
      for (let nth = 0; nth < 20; nth += 1) ledger.note([item(nth), said(`e${nth}`, nth, { Type: "EVENT" })]);
      expect(copies).not.toHaveBeenCalled();
      ledger.note(Array.from({ length: 20 }, (_, nth) => item(10_000 + nth)));
      expect(copies).toHaveBeenCalledTimes(1);
    } finally {
      copies.mockRestore();
    }
    expect(ledger.unread().count).toBe(10_020);
  });

  it("wants a receipt for the last message of a person by then, and none where there is none", () => {
    const ledger = ledgerOf(said("a", 1), said("b", 2, bot), said("c", 3, own), said("d", 4));
    expect(ledger.read("c")?.messageId).toBe("a");
    expect(ledger.unread().messageIds).toEqual(["d"]);
    expect(ledger.read("d")?.messageId).toBe("d");
    ledger.note([said("d", 4, readBy("me"))]);
    expect(ledger.confirmed()?.messageId).toBe("d");
    expect(ledger.read("d")).toBeUndefined();
    expect(ledger.read("unknown")).toBeUndefined();
  });

  it("never takes back what was read, whatever comes", () => {
    const step = fc.record({
      does: fc.constantFrom("note", "note", "read"),
      id: fc.nat({ max: 8 }),
      isOwn: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ledger = createReadLedger("me");
        const wasRead = new Set<string>();
        const known = new Map<string, boolean>();
        for (const { does, id, isOwn } of steps) {
          const messageId = `m${id}`;
          if (does === "note") {
            if (!known.has(messageId)) known.set(messageId, isOwn);
            ledger.note([said(messageId, id, isOwn ? own : {})]);
          } else ledger.read(messageId);
          for (const each of known.keys()) if (ledger.isRead(each)) wasRead.add(each);
          for (const each of wasRead) expect(ledger.isRead(each)).toBe(true);
          const waiting = [...known].flatMap(([each, mine]) => (mine || ledger.isRead(each) ? [] : [each]));
          expect([...ledger.unread().messageIds].sort()).toEqual(waiting.sort());
        }
      }),
    );
  });
});
