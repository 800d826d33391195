import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatError } from "../../errors.js";
import { machineIn, nextState, TAKEN_IN } from "./connectionState.js";
import type { ConnectionState, StateEvent, StateMachine } from "./connectionState.js";

const error = new ChatError("CONNECT_FAILED", "unable to connect");
const EVENTS = {
  called: { type: "called" },
  subscribed: { type: "subscribed" },
  up: { type: "up" },
  down: { type: "down" },
  retrying: { type: "retrying", attempt: 2, retryAtMs: 5 },
  released: { type: "released" },
  failed: { type: "failed", error },
  ended: { type: "ended", by: "AGENT", why: "PARTICIPANT_LEFT" },
  polls: { type: "polling", isPolling: true },
  pollsNoMore: { type: "polling", isPolling: false },
} as const satisfies Record<string, StateEvent>;
type EventKey = keyof typeof EVENTS;

const run = (keys: readonly EventKey[], from = machineIn("idle")): StateMachine =>
  keys.reduce((machine, key) => nextState(machine, EVENTS[key]), from);
const stateAfter = (...keys: EventKey[]): ConnectionState => run(keys).state;

/** A way to each state. */
const WAYS: Readonly<Record<ConnectionState["name"], readonly EventKey[]>> = {
  idle: [],
  connecting: ["called"],
  connected: ["called", "up"],
  recovering: ["called", "up", "down", "subscribed"],
  reconnecting: ["called", "up", "down", "retrying"],
  degraded: ["called", "polls"],
  failed: ["called", "failed"],
  ended: ["called", "up", "ended"],
};
const names = Object.keys(WAYS) as ConnectionState["name"][];

describe("the state of the connection", () => {
  it.each(names)("can be %s", (name) => expect(stateAfter(...WAYS[name]).name).toBe(name));

  it.each([
    ["idle", "called", "connecting"],
    ["failed", "called", "connecting"],
    ["connected", "called", "connected"],
    ["reconnecting", "called", "reconnecting"],
    ["connecting", "subscribed", "connecting"],
    ["reconnecting", "subscribed", "recovering"],
    ["connected", "subscribed", "connected"],
    ["connecting", "up", "connected"],
    ["recovering", "up", "connected"],
    ["reconnecting", "up", "connected"],
    ["recovering", "down", "reconnecting"],
    ["failed", "down", "failed"],
    ["connecting", "retrying", "reconnecting"],
    ["failed", "retrying", "failed"],
    ["idle", "failed", "idle"],
    ["reconnecting", "failed", "failed"],
    ["connected", "released", "idle"],
    ["failed", "released", "idle"],
    ["idle", "ended", "ended"],
    ["failed", "ended", "ended"],
    ["reconnecting", "polls", "degraded"],
    ["connected", "polls", "degraded"],
    ["failed", "polls", "failed"],
    ["idle", "polls", "idle"],
    ["ended", "polls", "ended"],
    ["degraded", "pollsNoMore", "connecting"],
    ["degraded", "up", "degraded"],
    ["degraded", "ended", "ended"],
  ] as const)("%s, then %s: %s", (from, event, to) => {
    expect(nextState(run(WAYS[from]), EVENTS[event]).state.name).toBe(to);
  });

  it("says what it knows of attempts, of the end and of the failure", () => {
    expect(stateAfter("up", "down")).toEqual({ name: "reconnecting", attempt: 0, retryAtMs: undefined });
    expect(stateAfter("up", "retrying")).toEqual({ name: "reconnecting", attempt: 2, retryAtMs: 5 });
    expect(stateAfter("called", "ended")).toEqual({ name: "ended", by: "AGENT", why: "PARTICIPANT_LEFT" });
    expect(stateAfter("called", "failed")).toEqual({ name: "failed", error });
  });

  it("begins where the session is when the part comes", () => {
    expect(machineIn("connected").state).toEqual({ name: "connected" });
    expect(run(["down", "subscribed"], machineIn("connected")).state.name).toBe("recovering");
  });
});

const keys = fc.array(fc.constantFrom(...(Object.keys(EVENTS) as EventKey[])), { maxLength: 30 });

describe("whatever comes, in any order", () => {
  it("keeps the state's object where nothing changes, and makes no equal one", () => {
    fc.assert(
      fc.property(keys, (events) => {
        let machine = machineIn("idle");
        for (const key of events) {
          const next = nextState(machine, EVENTS[key]);
          // `attempt` and `retryAtMs` are those of the same event each time.
          if (next.state !== machine.state) expect(next.state).not.toEqual(machine.state);
          expect(nextState(next, EVENTS[key]).state).toBe(next.state);
          machine = next;
        }
      }),
    );
  });

  it("stays ended", () => {
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const ended = run([...before, "ended"]);
        expect(ended.state.name).toBe("ended");
        expect(run(after, ended).state).toBe(ended.state);
      }),
    );
  });

  it("is connected after `up`, unless it has ended or somebody polls, and degraded only while somebody does", () => {
    fc.assert(
      fc.property(keys, (events) => {
        const machine = run(events);
        expect(["connected", "ended"]).toContain(nextState(machine, EVENTS.up).link.name);
        if (machine.state.name === "degraded") expect(machine.isPolling).toBe(true);
        else expect(machine.state).toBe(machine.link);
      }),
    );
  });

  it("takes an event only where the table says so", () => {
    fc.assert(
      fc.property(
        keys,
        fc.constantFrom(...(Object.keys(TAKEN_IN) as (keyof typeof TAKEN_IN)[])),
        (events, type) => {
          const machine = run(events);
          if (!TAKEN_IN[type].includes(machine.link.name))
            expect(nextState(machine, EVENTS[type])).toBe(machine);
        },
      ),
    );
  });
});
