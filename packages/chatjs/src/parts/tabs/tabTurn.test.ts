import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft, Note, Saying } from "./tabNotes.js";
import { readNote, SAYINGS } from "./tabNotes.js";
import { OUT, turn } from "./tabTurn.js";
import type { TabEffect, TabEvent, TabState } from "./tabTurn.js";

const NOW = 1_000;
const states = {
  out: OUT,
  waiting: { role: "following", term: 0, leaderId: undefined, isUp: false },
  following: { role: "following", term: 5, leaderId: "leader", isUp: false },
  hearing: { role: "following", term: 5, leaderId: "leader", isUp: true },
  leading: { role: "leading", term: 5, leaderId: undefined, isUp: false },
  serving: { role: "leading", term: 5, leaderId: undefined, isUp: true },
} as const satisfies Record<string, TabState>;

const heard = (content: Draft, from = "leader"): TabEvent => ({ type: "heard", note: { ...content, from } });
const leads = (term: number, isUp: boolean, from?: string) => heard({ kind: "leads", term, isUp }, from);
const says = (saying: Saying, from?: string) => heard({ kind: "says", saying }, from);
const granted: TabEvent = { type: "granted", nowMs: NOW };

/** What is done, in short: what is told, and what is posted, by its kind. */
const inShort = (effects: readonly TabEffect[]) =>
  effects.map(([effect, what]) =>
    effect === "tell" ? `tell ${what}` : effect === "post" ? `post ${what.kind}` : effect,
  );

describe("a turn of a tab", () => {
  it.each<[keyof typeof states, string, TabEvent, Partial<TabState>, readonly string[]]>([
    ["out", "joins", { type: "joined" }, { role: "following" }, []],
    ["out", "is granted what it does not want any more", granted, {}, []],
    [
      "waiting",
      "is granted the lock",
      granted,
      { role: "leading", term: NOW },
      ["post leads", "openConnection", "errands"],
    ],
    [
      "hearing",
      "is granted the lock",
      granted,
      { role: "leading", term: NOW, leaderId: undefined, isUp: false },
      ["tell down", "post leads", "openConnection", "errands"],
    ],
    ["waiting", "hears who leads", leads(5, false), { term: 5, leaderId: "leader" }, ["errands"]],
    [
      "waiting",
      "hears who leads, and that it is up",
      leads(5, true),
      { term: 5, leaderId: "leader", isUp: true },
      ["tell up", "errands"],
    ],
    ["following", "hears that it is up", leads(5, true), { isUp: true }, ["tell up"]],
    ["hearing", "hears that it is still up", leads(5, true), { isUp: true }, []],
    ["hearing", "hears that it is not up", leads(5, false), { isUp: false }, ["tell down"]],
    [
      "hearing",
      "hears of another leader",
      leads(6, true, "next"),
      { leaderId: "next", term: 6, isUp: true },
      ["tell down", "tell up", "errands"],
    ],
    ["hearing", "hears of a leader of the past", leads(4, false, "past"), {}, []],
    ["hearing", "hears two of one millisecond, the second of which is first", leads(5, true, "a"), {}, []],
    [
      "hearing",
      "hears two of one millisecond, the second of which is last",
      leads(5, true, "z"),
      { leaderId: "z" },
      ["tell down", "tell up", "errands"],
    ],
    ["hearing", "hears a frame", says("frame"), {}, ["tell frame"]],
    ["hearing", "hears a frame of somebody else", says("frame", "past"), {}, []],
    ["hearing", "hears of a loss", says("down"), { isUp: false }, ["tell down"]],
    ["hearing", "hears once more that it is up", says("up"), {}, []],
    ["following", "hears a frame too early", says("frame"), {}, []],
    ["following", "hears of a loss of what it never had", says("down"), {}, []],
    ["following", "hears of the next attempt", says("retrying"), {}, ["tell retrying"]],
    ["following", "hears that it is up at last", says("up"), { isUp: true }, ["tell up"]],
    ["leading", "is asked who leads", heard({ kind: "hello" }, "new"), {}, ["post leads"]],
    ["hearing", "hears somebody ask", heard({ kind: "hello" }, "new"), {}, []],
    [
      "leading",
      "hears of one that takes itself for a leader",
      leads(9, true, "next"),
      { term: 10 },
      ["post leads"],
    ],
    ["leading", "hears of a leader of the past", leads(4, true, "past"), {}, []],
    ["leading", "has connected", { type: "said", saying: "up" }, { isUp: true }, ["post says", "tell up"]],
    [
      "serving",
      "has lost its connection",
      { type: "said", saying: "down" },
      { isUp: false },
      ["post says", "tell down"],
    ],
    ["serving", "gets a frame", { type: "said", saying: "frame" }, {}, ["post says", "tell frame"]],
    ["hearing", "has a connection that says something late", { type: "said", saying: "up" }, {}, []],
    [
      "serving",
      "is deposed",
      { type: "deposed" },
      { role: "following", isUp: false, term: 5 },
      ["closeConnection", "tell down", "post hello"],
    ],
    ["hearing", "is deposed, and was before", { type: "deposed" }, {}, []],
    ["serving", "leaves", { type: "left" }, { role: "out", isUp: false }, ["closeConnection", "tell down"]],
    ["hearing", "leaves", { type: "left" }, { role: "out", isUp: false, leaderId: undefined }, ["tell down"]],
    ["waiting", "leaves", { type: "left" }, { role: "out" }, []],
  ])("while it is %s: %s", (name, _, event, change, effects) => {
    const [next, done] = turn(states[name], event);
    expect(next).toEqual({ ...states[name], ...change });
    expect(inShort(done)).toEqual(effects);
  });

  const id = fc.constantFrom("a", "b", "c");
  const event: fc.Arbitrary<TabEvent> = fc.oneof(
    fc.constantFrom<TabEvent>({ type: "joined" }, { type: "deposed" }, { type: "left" }),
    fc.nat(9).map((nowMs): TabEvent => ({ type: "granted", nowMs })),
    fc.constantFrom(...SAYINGS).map((saying): TabEvent => ({ type: "said", saying, payload: {} })),
    fc.tuple(fc.constantFrom(...SAYINGS), id).map(([saying, from]) => says(saying, from)),
    fc.tuple(fc.nat(9), fc.boolean(), id).map(([term, isUp, from]) => leads(term, isUp, from)),
    id.map((from) => heard({ kind: "hello" }, from)),
  );

  it("tells a session up and down by turns, and nothing of a connection that is not up, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: TabState = OUT;
        let isUp = false;
        for (const each of events) {
          // A leader's own connection says up and down by turns itself.
          if (each.type === "said" && (each.saying === "up") === state.isUp) continue;
          const [next, effects] = turn(state, each);
          for (const [effect, saying] of effects) {
            if (effect !== "tell") continue;
            if (saying === "up" || saying === "down") {
              expect(isUp).toBe(saying === "down");
              isUp = saying === "up";
            } else if (saying !== "retrying") expect(isUp).toBe(true);
          }
          expect(next.isUp).toBe(isUp);
          state = next;
        }
      }),
    );
  });

  it("agrees with all others on the leader, in whichever order they hear of those that have been", () => {
    const all = fc.uniqueArray(fc.tuple(fc.nat(3), id), { selector: String, minLength: 1 });
    fc.assert(
      fc.property(
        all.chain((leaders) =>
          fc.tuple(
            fc.shuffledSubarray(leaders, { minLength: leaders.length }),
            fc.shuffledSubarray(leaders, { minLength: leaders.length }),
          ),
        ),
        (orders) => {
          const [one, other] = orders.map((order) =>
            order.reduce<TabState>(
              (state, [term, from]) => turn(state, leads(term + 1, true, from))[0],
              states.waiting,
            ),
          );
          expect(one).toEqual(other);
        },
      ),
    );
  });

  it("opens and closes its connection by turns, and only while it leads", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: TabState = OUT;
        let isOpen = false;
        for (const each of events) {
          const [next, effects] = turn(state, each);
          for (const [effect] of effects) {
            if (effect === "openConnection") expect(isOpen).toBe(false);
            if (effect === "closeConnection") expect(isOpen).toBe(true);
            if (effect === "openConnection" || effect === "closeConnection")
              isOpen = effect === "openConnection";
          }
          expect(isOpen).toBe(next.role === "leading");
          state = next;
        }
      }),
    );
  });
});

describe("what comes through the channel", () => {
  const notes: readonly Note[] = [
    { kind: "hello", from: "a" },
    { kind: "here", from: "a" },
    { kind: "leads", from: "a", term: 1, isUp: true },
    { kind: "says", from: "a", saying: "beat", payload: true },
    { kind: "says", from: "a", saying: "frame", payload: { topic: "aws/chat", content: "{}" } },
    { kind: "ask", from: "a", to: "b", askId: "1", request: { what: "token" } },
    {
      kind: "ask",
      from: "a",
      to: "b",
      askId: "1",
      request: { what: "event", input: { ContentType: "t" }, token: "ct" },
    },
    { kind: "took", from: "a", to: "b" },
    { kind: "answer", from: "a", to: "b", askId: "1", result: {} },
    {
      kind: "answer",
      from: "a",
      to: "b",
      askId: "1",
      error: { code: "TIMEOUT", message: "late", details: {} },
    },
    { kind: "wanted", from: "a" },
    { kind: "sent", from: "a", key: "typing", result: {} },
  ];
  it.each(notes)("is taken as it is: $kind", (note) => expect(readNote(note)).toBe(note));

  it.each([
    [undefined],
    [null],
    ["hello"],
    [{ kind: "hello" }],
    [{ kind: "hello", from: "" }],
    [{ kind: "toString", from: "a" }],
    [{ kind: "leads", from: "a", term: "1", isUp: true }],
    [{ kind: "says", from: "a", saying: "goodbye" }],
    [{ kind: "says", from: "a", saying: "frame", payload: null }],
    [{ kind: "ask", from: "a", to: "b", askId: "1", request: { what: "everything" } }],
    [{ kind: "ask", from: "a", to: "b", askId: "1", request: { what: "event", input: {} } }],
    [{ kind: "answer", from: "a", to: "b", askId: "1" }],
    [{ kind: "sent", from: "a", key: "typing" }],
  ])("is left alone when it is no note: %j", (data) => expect(readNote(data)).toBeUndefined());

  it("is never more than that, whatever somebody posts", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            from: fc.string(),
            kind: fc.constantFrom(...notes.map(({ kind }) => kind)),
            to: fc.anything(),
            saying: fc.anything(),
            request: fc.anything(),
          }),
        ),
        (data) => {
          const note = readNote(data);
          expect(note === undefined || note === data).toBe(true);
        },
      ),
    );
  });
});
