import { expect, test } from "vitest";
import { createVirtualClock } from "../clock.js";
import { createSeededRandom } from "../random.js";
import { createFaultBook } from "./faultBook.js";
import type { FaultEnd } from "./faultBook.js";
import type { FaultRule } from "./faultRule.js";

const createBook = () => {
  const clock = createVirtualClock();
  return { clock, book: createFaultBook({ clock, random: createSeededRandom(3) }) };
};
const anyone = { subject: {} };
const drop: FaultRule = { kind: "dropFrames" };

test("a fault strikes as often as it may, counts, and stays in the list", () => {
  const { book } = createBook();
  book.add({ ...drop, times: 2 });
  const strikes = Array.from({ length: 4 }, () => book.strike(["dropFrames"], anyone) !== undefined);
  expect(strikes).toEqual([true, true, false, false]);
  expect(book.list()).toEqual([{ ...drop, times: 2, faultId: "fault-1", hits: 2 }]);
});

test("of several faults the oldest that can strikes, alone", () => {
  const { book } = createBook();
  book.add({ kind: "httpError", status: 500, times: 1 });
  book.add({ kind: "dropResponse" });
  const kinds = (["dropResponse", "httpError"] as const).slice();
  const struck = Array.from({ length: 2 }, () => book.strike(kinds, anyone)?.rule.kind);
  expect(struck).toEqual(["httpError", "dropResponse"]);
  expect(book.list().map(({ hits }) => hits)).toEqual([1, 1]);
});

test("strikes with its probability, drawn from the seed", () => {
  const strikesOf = () => {
    const { book } = createBook();
    book.add({ ...drop, probability: 0.25 });
    return Array.from({ length: 2_000 }, () => book.strike(["dropFrames"], anyone) !== undefined);
  };
  const strikes = strikesOf();
  const share = strikes.filter(Boolean).length / strikes.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.3);
  expect(strikesOf()).toEqual(strikes);
});

test.each([
  [0, 0],
  [1, 100],
])("with probability %d it strikes %d times of a hundred", (probability, hits) => {
  const { book } = createBook();
  book.add({ ...drop, probability });
  for (let count = 0; count < 100; count++) book.strike(["dropFrames"], anyone);
  expect(book.list()[0]!.hits).toBe(hits);
});

test("a fault is over after its time", () => {
  const { book, clock } = createBook();
  book.add({ ...drop, forMs: 1_000 });
  clock.advance(999);
  expect(book.strike(["dropFrames"], anyone)).toBeDefined();
  clock.advance(1);
  expect([book.strike(["dropFrames"], anyone), book.list(), book.isEmpty]).toEqual([undefined, [], true]);
});

test("who waits for the end of a fault is told once, however it ends", () => {
  const ended: [string, FaultEnd][] = [];
  const waitFor = (name: string, end: (book: ReturnType<typeof createBook>) => void) => {
    const made = createBook();
    made.book.add({ ...drop, forMs: 1_000, times: 1 });
    const strike = made.book.strike(["dropFrames"], anyone)!;
    strike.onEnd(() => ended.push(["stopped", "over"]))();
    strike.onEnd((how) => ended.push([name, how]));
    end(made);
    made.book.clear();
    made.clock.advance(1_000);
    expect(made.clock.pendingTimers).toBe(0);
  };
  waitFor("removed", ({ book }) => book.remove("fault-1"));
  waitFor("cleared", ({ book }) => book.clear());
  waitFor("timed out", ({ clock }) => clock.advance(1_000));
  waitFor("closed", ({ book }) => book.close());
  expect(ended).toEqual([
    ["removed", "over"],
    ["cleared", "over"],
    ["timed out", "over"],
    ["closed", "closed"],
  ]);
});

test("a full book lets the oldest spent fault go, and takes none when all still strike", () => {
  const { book } = createBook();
  book.add({ ...drop, times: 1 });
  book.strike(["dropFrames"], anyone);
  for (let count = 1; count < 1_000; count++) book.add(drop);
  expect(book.add(drop)?.faultId).toBe("fault-1001");
  expect([book.list().length, book.list()[0]!.faultId]).toEqual([1_000, "fault-2"]);
  expect(book.add(drop)).toBeUndefined();
});
