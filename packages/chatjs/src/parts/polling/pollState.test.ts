import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseMs, POLL_TIMES, readPage } from "./pollState.js";

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
const START = Date.parse(at(0));
const said = (Id: string, ms: number, more: object = {}) => ({
  Id,
  Type: "MESSAGE",
  AbsoluteTime: at(ms),
  ...more,
});
const read = (by: string) => ({ RecipientParticipantId: by, ReadTimestamp: at(9) });
const ids = (items: readonly { readonly Id?: string }[]) => items.map(({ Id }) => Id);

describe("a page", () => {
  it("tells what is not older than the session, and the next one what is new", () => {
    const first = readPage(new Map(), [said("old", -1), said("a", 0)], START);
    expect(ids(first.news)).toEqual(["a"]);
    const second = readPage(first.seen, [said("a", 0), said("b", 1)], START);
    expect([ids(second.news), second.isContinuous]).toEqual([["b"], true]);
    expect(readPage(second.seen, [said("a", 0), said("b", 1)], START).news).toEqual([]);
  });

  it("tells each receipt once, as the socket would", () => {
    const first = readPage(new Map(), [said("a", 0)], START);
    const page = [said("a", 0, { MessageMetadata: { Receipts: [read("agent")] }, ContactId: "c" })];
    const second = readPage(first.seen, page, START);
    expect(second.news).toEqual([
      {
        Id: "a",
        Type: "MESSAGEMETADATA",
        ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
        AbsoluteTime: at(9),
        ContactId: "c",
        MessageMetadata: { MessageId: "a", Receipts: [read("agent")] },
      },
    ]);
    expect(readPage(second.seen, page, START).news).toEqual([]);
  });

  it("tells of two receipts the one that is new, and none of what is history", () => {
    const withReceipts = (...by: string[]) =>
      said("a", 0, { MessageMetadata: { Receipts: by.map((each) => read(each)) } });
    const first = readPage(new Map(), [withReceipts("agent")], START);
    expect(first.news).toHaveLength(2);
    const { news } = readPage(first.seen, [withReceipts("agent", "supervisor")], START);
    expect(news).toMatchObject([{ MessageMetadata: { Receipts: [read("supervisor")] } }]);
    const later = readPage(new Map(), [withReceipts("agent")], START + 1);
    expect(later.news).toEqual([]);
    expect(readPage(later.seen, [withReceipts("agent", "supervisor")], START + 1).news).toMatchObject([
      { MessageMetadata: { Receipts: [read("supervisor")] } },
    ]);
  });

  it("says when more was said between two polls than it holds", () => {
    const { seen } = readPage(new Map(), [said("a", 0)], START);
    expect(readPage(seen, [said("x", 5), said("y", 6)], START).isContinuous).toBe(false);
    expect(readPage(seen, [], START).isContinuous).toBe(true);
  });

  it("tells nothing again that one before it had, where one in between had less", () => {
    const page = [said("a", 0), said("b", 1)];
    const { seen } = readPage(new Map(), page, START);
    const { seen: still } = readPage(seen, [], START);
    expect(readPage(still, page, -Infinity).news).toEqual([]);
  });

  it("leaves out what comes from an earlier chat", () => {
    expect(readPage(new Map(), [said("a", 0, { RelatedContactId: "past" })], START).news).toEqual([]);
  });

  it("is read whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.array(fc.jsonValue()), (first, second) => {
        const { seen } = readPage(new Map(), first, START);
        expect(Array.isArray(readPage(seen, second, START).news)).toBe(true);
      }),
    );
  });

  it("of a growing chat tells everything once, however the polls fall", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5)), (steps) => {
        const chat: ReturnType<typeof said>[] = [];
        const told: (string | undefined)[] = [];
        let seen: ReadonlyMap<string, string> = new Map();
        for (const count of steps) {
          for (let more = 0; more < count; more++) chat.push(said(`m${chat.length}`, chat.length));
          const page = readPage(seen, chat.slice(-20), START);
          ({ seen } = page);
          told.push(...ids(page.news));
        }
        expect(told).toEqual(ids(chat));
      }),
    );
  });
});

it.each([
  ["soon while somebody speaks", { quiet: 0, failures: 0 }, POLL_TIMES.baseMs],
  ["soon after that", { quiet: 3, failures: 0 }, POLL_TIMES.baseMs],
  ["later when nobody does", { quiet: 4, failures: 0 }, 4_000],
  ["at last every ten seconds", { quiet: 99, failures: 0 }, POLL_TIMES.idleMs],
  ["later after a failure", { quiet: 0, failures: 1 }, 4_000],
  ["at last twice a minute", { quiet: 0, failures: 99 }, POLL_TIMES.failedMs],
])("the next poll comes %s", (_rule, polls, ms) => {
  expect(pauseMs(polls)).toBe(ms);
});
