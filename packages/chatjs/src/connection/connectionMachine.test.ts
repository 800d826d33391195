import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENTS, SAMPLES, connectionDiagram } from "../../test/connectionDiagram.js";
import { initialMachine, isMail, TABLE, transition } from "./connectionMachine.js";
import type { ConnectionEvent, Effect, TimerName } from "./connectionStates.js";
import { TIMES } from "./machineTurn.js";
import type { Machine } from "./machineTurn.js";

const moment = { nowMs: 0, random: 0.5 };
const gone = { code: 1006, reason: "", wasClean: false };
const subscribedFrame = { topic: "aws/subscribe", content: { status: "success" } };

function story(events: readonly ConnectionEvent[], from: Machine = initialMachine) {
  let machine = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const [next, done] = transition(machine, event, moment);
    machine = next;
    effects.push(...done);
  }
  const announced = effects.flatMap((effect) => (effect[0] === "emit" ? [effect[1]] : []));
  return { machine, state: machine.state, effects, announced };
}
const upTo = {
  fetched: { type: "transportFetched", id: 1, url: "wss://one/", lifetimeMs: 3_540_000 },
  opened: { type: "socketOpened", id: 1 },
  subscribed: { type: "frameReceived", id: 1, frame: subscribedFrame },
} as const satisfies Record<string, ConnectionEvent>;
const connected: readonly ConnectionEvent[] = [
  { type: "topicsAdded", topics: ["aws/chat"] },
  { type: "start" },
  upTo.fetched,
  upTo.opened,
  upTo.subscribed,
];
const sent = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect[0] === "sendFrame" ? [effect[2]] : []));
const timer = (type: TimerName): ConnectionEvent => ({ type });
const closing = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect[0] === "closeSocket" ? [effect[1]] : []));

describe("the table", () => {
  const pairs = SAMPLES.flatMap((machine) => EVENTS.map(([label, event]) => ({ machine, label, event })));

  it("names every state, and no event that there is not", () => {
    const states = [...new Set(SAMPLES.map(({ state }) => state.name))].sort();
    expect(Object.keys(TABLE).sort()).toEqual(states);
    const events = new Set(EVENTS.map(([, event]) => event.type));
    for (const state of states) for (const type of Object.keys(TABLE[state])) expect(events).toContain(type);
  });

  it("starts nothing in an end", () => {
    for (const { machine, event } of pairs) {
      const [{ state, serving }, effects] = transition(machine, event, moment);
      if (state.name !== "closed" && state.name !== "failed") continue;
      expect(serving).toBeUndefined();
      expect(effects.filter(([what]) => what !== "emit")).toEqual([]);
    }
  });

  it("ignores what an older generation answers", () => {
    for (const { machine, event } of pairs) {
      if (!("id" in event)) continue;
      const stale = { ...event, id: 99 } as ConnectionEvent;
      expect(transition(machine, stale, moment)).toEqual([machine, []]);
    }
  });

  it("leaves closed only for failed, and failed never", () => {
    for (const { machine, event } of pairs) {
      if (machine.state.name === "failed") expect(transition(machine, event, moment)[0]).toEqual(machine);
      if (machine.state.name === "closed") {
        const { name } = transition(machine, event, moment)[0].state;
        expect(name).toBe(event.type === "terminate" ? "failed" : "closed");
      }
    }
  });

  it("is drawn in ARCHITECTURE.md", () => {
    const page = readFileSync(new URL("../../../../ARCHITECTURE.md", import.meta.url), "utf8");
    expect(page).toContain(connectionDiagram());
  });

  it("draws a diagram in which every state can be reached and left", () => {
    const diagram = connectionDiagram();
    for (const name of Object.keys(TABLE)) {
      expect(diagram).toMatch(new RegExp(`--> ${name}[:\\n]`));
      expect(diagram).toMatch(new RegExp(`${name} -->`));
    }
  });
});

describe("reaching the service", () => {
  it("sends subscribe, ping and heartbeat, in this order and to the byte", () => {
    const { effects } = story(connected.slice(0, 4));
    expect(sent(effects)).toEqual([
      '{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}',
      '{"topic":"aws/ping"}',
      '{"topic":"aws/heartbeat"}',
    ]);
  });

  it("announces gain when the subscription is confirmed, and not before (W20)", () => {
    expect(story(connected.slice(0, 4)).announced).toEqual([]);
    expect(story(connected).announced).toEqual(["SubscriptionUpdate", "ConnectionGain"]);
  });

  it("is connected at once when there is nothing to subscribe", () => {
    expect(story([{ type: "start" }, upTo.fetched, upTo.opened]).announced).toEqual(["ConnectionGain"]);
  });

  it("backs off before the second attempt, and doubles the ceiling with each failure (W1-3, W17)", () => {
    const failed = (id: number): ConnectionEvent => ({
      type: "transportFailed",
      id,
      fatal: false,
      reason: 0,
      retryAfterMs: 0,
    });
    const { effects } = story([
      { type: "start" },
      failed(1),
      timer("step"),
      failed(2),
      timer("step"),
      failed(3),
    ]);
    const pauses = effects.flatMap((effect) =>
      effect[0] === "wait" && effect[2] < 20_000 ? [effect[2]] : [],
    );
    expect(pauses).toEqual([2_500, 5_000, 10_000]);
  });

  it("waits at least as long as the service asks", () => {
    const { state } = story([
      { type: "start" },
      { type: "transportFailed", id: 1, fatal: false, reason: 0, retryAfterMs: 45_000 },
      { type: "wokeUp" },
    ]);
    expect(state).toMatchObject({ name: "backingOff", untilMs: 45_000 });
  });

  it("is not kept waiting by a clock that is set back", () => {
    const waiting = story([
      { type: "start" },
      { type: "transportFailed", id: 1, fatal: false, reason: 0, retryAfterMs: 0 },
    ]);
    const [, effects] = transition(waiting.machine, { type: "wokeUp" }, { nowMs: -3_600_000, random: 0.9 });
    expect(effects).toContainEqual(["wait", "step", 2_500]);
  });

  it("gives up a fetch and a handshake that do not end (W11, W18)", () => {
    expect(story([{ type: "start" }, timer("step")]).state.name).toBe("backingOff");
    const hung = story([{ type: "start" }, upTo.fetched, timer("step")]);
    expect(hung.state.name).toBe("backingOff");
    expect(closing(hung.effects)).toContain(1);
  });

  it("fails for good on a refusal, and says so", () => {
    const { state, announced } = story([
      { type: "start" },
      { type: "transportFailed", id: 1, fatal: true, reason: "no", retryAfterMs: 0 },
    ]);
    expect(state.name).toBe("failed");
    expect(announced).toEqual(["InitFailure"]);
  });

  it("starts over on a new socket when nobody answers the subscription (W21)", () => {
    const waits = Array.from({ length: TIMES.maxSubscribeSends }, () => timer("step"));
    const { state, effects, announced } = story([...connected.slice(0, 4), ...waits]);
    expect(state.name).toBe("backingOff");
    expect(sent(effects).filter((frame) => frame.includes("subscribe"))).toHaveLength(
      TIMES.maxSubscribeSends,
    );
    expect(announced).toEqual(["SubscriptionFailure", "ConnectionLost", "Reconnecting"]);
  });

  it.each([
    [[null], "subscribing"],
    [["another"], "subscribing"],
    [["another", "aws/chat"], "connected"],
    [undefined, "connected"],
  ])("takes an answer that names the topics %j for what it is", (topics, name) => {
    const frame = { topic: "aws/subscribe", content: { status: "success", topics } };
    const { state } = story([...connected.slice(0, 4), { type: "frameReceived", id: 1, frame }]);
    expect(state.name).toBe(name);
  });

  it("starts over on a new socket when the subscription is refused five times (W21)", () => {
    const refused: ConnectionEvent = {
      type: "frameReceived",
      id: 1,
      frame: { topic: "aws/subscribe", content: { status: "failure" } },
    };
    const again = [timer("step"), refused];
    const { state } = story([
      ...connected.slice(0, 4),
      refused,
      ...Array.from({ length: TIMES.maxSubscribeSends - 1 }, () => again).flat(),
    ]);
    expect(state.name).toBe("backingOff");
  });
});

describe("a connection that dies", () => {
  it("is lost when the socket closes, whatever the code, and comes back", () => {
    const lost = story([
      ...connected,
      { type: "socketClosed", id: 1, closing: { code: 1000, reason: "", wasClean: true } },
    ]);
    expect(lost.announced).toEqual([
      "SubscriptionUpdate",
      "ConnectionGain",
      "ConnectionLost",
      "Reconnecting",
    ]);
    const back = story(
      [
        timer("step"),
        { ...upTo.fetched, id: 2 },
        { type: "socketOpened", id: 2 },
        { type: "frameReceived", id: 2, frame: subscribedFrame },
      ],
      lost.machine,
    );
    expect(back.announced).toEqual(["SubscriptionUpdate", "ConnectionGain"]);
  });

  it("is lost when a heartbeat and a probe stay unanswered, like any other outage (W4) (CP-49)", () => {
    const { state, announced, effects } = story([
      ...connected,
      timer("heartbeat"),
      timer("reply"),
      timer("reply"),
    ]);
    expect(state.name).toBe("backingOff");
    expect(announced.slice(2)).toEqual(["DeepHeartbeatFailure", "ConnectionLost", "Reconnecting"]);
    expect(closing(effects)).toContain(1);
  });

  it("takes any frame as a sign of life", () => {
    const frame: ConnectionEvent = {
      type: "frameReceived",
      id: 1,
      frame: {},
    };
    expect(story([...connected, timer("heartbeat"), frame, timer("reply")]).state.name).toBe("connected");
    expect(story([...connected, timer("heartbeat"), timer("reply"), frame, timer("reply")]).state.name).toBe(
      "connected",
    );
  });

  it("is not judged by a late timer before what has arrived can be read", () => {
    const late = { ...timer("reply"), isLate: true } as ConnectionEvent;
    const asked = story([...connected, timer("heartbeat"), timer("reply"), late]);
    expect(asked.state.name).toBe("connected");
    const frame: ConnectionEvent = { type: "frameReceived", id: 1, frame: {} };
    expect(story([frame, late], asked.machine).state.name).toBe("connected");
    expect(story([late], asked.machine).state.name).toBe("backingOff");
  });

  it("is judged in time, however often it is woken meanwhile", () => {
    const woken = story(
      [{ type: "wokeUp" }, { type: "wokeUp" }, { type: "wokeUp" }],
      story(connected).machine,
    );
    expect(sent(woken.effects)).toHaveLength(1);
    expect(woken.effects.filter((effect) => effect[0] === "wait")).toHaveLength(1);
  });

  it("tells when it is tried again, and that this was brought forward", () => {
    const { effects } = story([
      { type: "start" },
      { type: "transportFailed", id: 1, fatal: false, reason: 0, retryAfterMs: 45_000 },
    ]);
    const told = effects.flatMap((effect) =>
      effect[0] === "emit" && effect[1] === "Reconnecting" ? [effect[2]] : [],
    );
    expect(told).toEqual([{ attempt: 1, retryAtMs: 45_000 }]);
    const waiting: Machine = {
      ...initialMachine,
      announced: "ConnectionLost",
      state: { name: "backingOff", failures: 4, pauseMs: 8_000, untilMs: 8_000, notBeforeMs: 0 },
    };
    expect(story([{ type: "wokeUp" }], waiting).effects).toContainEqual([
      "emit",
      "Reconnecting",
      { attempt: 4, retryAtMs: 500 },
    ]);
  });

  it("is probed when the network or the page comes back (W6)", () => {
    const { effects } = story([{ type: "wokeUp" }], story(connected).machine);
    expect(sent(effects)).toEqual(['{"topic":"aws/heartbeat"}']);
    expect(effects).toContainEqual(["wait", "reply", TIMES.probeMs]);
  });

  it("is not given up for failing pings (W25) (CP-42)", () => {
    const { state, announced } = story([
      ...connected,
      ...Array.from({ length: 5 }, () => [
        timer("heartbeat"),
        { type: "frameReceived", id: 1, frame: { topic: "aws/heartbeat" } } as const,
        timer("reply"),
      ]).flat(),
    ]);
    expect(state.name).toBe("connected");
    expect(announced.filter((what) => what === "DeepHeartbeatFailure")).toHaveLength(5);
  });

  it("counts failures on while sockets die young, and from zero after a heartbeat interval or a sleep", () => {
    const young = story([...connected, { type: "socketClosed", id: 1, closing: gone }]);
    expect(young.state).toMatchObject({ name: "backingOff", failures: 1 });
    const again = story(
      [
        timer("step"),
        { ...upTo.fetched, id: 2 },
        { type: "socketOpened", id: 2 },
        { type: "frameReceived", id: 2, frame: subscribedFrame },
      ],
      young.machine,
    );
    expect(story([{ type: "socketClosed", id: 2, closing: gone }], again.machine).state).toMatchObject({
      failures: 2,
    });
    expect(
      story([timer("heartbeat"), { type: "socketClosed", id: 2, closing: gone }], again.machine).state,
    ).toMatchObject({
      failures: 1,
    });
    // Its heartbeat may not have come because the device slept.
    const slept = [{ type: "wokeUp" }, timer("reply"), timer("reply")] as const;
    expect(story(slept, again.machine).state).toMatchObject({ name: "backingOff", failures: 1 });
  });

  it("is never reopened once stopped (W5, W8)", () => {
    const { state, effects } = story([
      ...connected,
      { type: "socketClosed", id: 1, closing: gone },
      timer("step"),
      { type: "stop" },
      { ...upTo.fetched, id: 2 },
      { type: "wokeUp" },
      timer("step"),
      { type: "start" },
    ]);
    expect(state.name).toBe("closed");
    expect(effects.filter((effect) => effect[0] === "openSocket")).toHaveLength(1);
  });
});

describe("rotation", () => {
  const rotating = [...connected, timer("lifetime")];
  const next = {
    fetched: { ...upTo.fetched, id: 2 },
    opened: { type: "socketOpened", id: 2 },
    subscribed: { type: "frameReceived", id: 2, frame: subscribedFrame },
  } as const;

  it("closes the old socket only after the new one is subscribed, and tells nobody", () => {
    const before = story([...rotating, next.fetched, next.opened]);
    expect(before.effects.filter((effect) => effect[0] === "closeSocket")).toEqual([]);
    const after = story([next.subscribed], before.machine);
    expect(closing(after.effects)).toContain(1);
    expect(after.state).toMatchObject({ name: "connected", id: 2 });
    expect(after.announced).toEqual(["SubscriptionUpdate"]);
  });

  it("keeps the current socket and its heartbeats when the next one fails (W10, W12, W13)", () => {
    for (const failure of [
      [{ type: "transportFailed", id: 2, fatal: true, reason: 0, retryAfterMs: 0 }],
      [{ type: "transportFailed", id: 2, fatal: false, reason: 0, retryAfterMs: 0 }],
      [timer("step")],
      [next.fetched, { type: "socketClosed", id: 2, closing: gone }],
      [next.fetched, next.opened, { type: "socketClosed", id: 2, closing: gone }],
    ] as const satisfies readonly (readonly ConnectionEvent[])[]) {
      const failed = story([...rotating, ...failure]);
      expect(failed.machine).toMatchObject({ serving: { id: 1 }, state: { name: "backingOff" } });
      expect(failed.announced).toEqual(["SubscriptionUpdate", "ConnectionGain"]);
      expect(sent(story([timer("heartbeat")], failed.machine).effects)).toContain(
        '{"topic":"aws/heartbeat"}',
      );
      expect(story([timer("step")], failed.machine).machine).toMatchObject({
        serving: { id: 1 },
        state: { name: "fetchingTransport", id: 3 },
      });
    }
  });

  it("delivers from both sockets meanwhile", () => {
    const message = (id: number): ConnectionEvent => ({
      type: "frameReceived",
      id,
      frame: { topic: "aws/chat", content: "{}" },
    });
    const { announced } = story([...rotating, next.fetched, next.opened, message(1), message(2)]);
    expect(announced.filter((what) => what === "AllMessage")).toHaveLength(2);
  });

  it("goes on with the next socket when the current one dies, and says that it was lost", () => {
    const { state, announced } = story([
      ...rotating,
      next.fetched,
      { type: "socketClosed", id: 1, closing: gone },
    ]);
    expect(state).toMatchObject({ name: "opening", id: 2 });
    expect(announced.at(-1)).toBe("ConnectionLost");
  });

  it("leaves the long pause after a refusal when the current socket dies meanwhile", () => {
    const refused = story([
      ...rotating,
      { type: "transportFailed", id: 2, fatal: true, reason: 0, retryAfterMs: 0 },
    ]);
    expect(refused.state).toMatchObject({ name: "backingOff", untilMs: TIMES.refusedRotationMs });
    const lost = story([{ type: "socketClosed", id: 1, closing: gone }], refused.machine);
    expect(lost.state).toMatchObject({ name: "backingOff", untilMs: 2_500 });
    expect(lost.announced).toEqual(["ConnectionLost", "Reconnecting"]);
  });

  it("keeps the pause that the service asked for when the current socket dies meanwhile", () => {
    const asked = story([
      ...rotating,
      { type: "transportFailed", id: 2, fatal: false, reason: 0, retryAfterMs: 45_000 },
      { type: "socketClosed", id: 1, closing: gone },
    ]);
    expect(asked.state).toMatchObject({ name: "backingOff", untilMs: 45_000, notBeforeMs: 45_000 });
  });
});

describe("a message", () => {
  const mailOf = (machine: Machine) =>
    [1, 2, 3].map((id) => {
      const event = { type: "frameReceived", id, frame: { topic: "aws/chat", content: "{}" } } as const;
      return { machine, event, isMail: isMail(machine, event) };
    });
  /** Without what a turn leaves behind. */
  const known = ({ state, serving, topics, lastId, announced }: Machine) =>
    ({ state, serving, topics, lastId, announced }) satisfies Machine;
  const all = [...SAMPLES, story([...connected, timer("lifetime")]).machine].flatMap(mailOf);

  it("would be passed on, and change nothing, where it is spared a turn", () => {
    const spared = all.filter((one) => one.isMail);
    expect(new Set(spared.map(({ machine }) => machine.state.name)).size).toBeGreaterThan(1);
    for (const { machine, event } of spared) {
      const [next, effects] = transition(machine, event, moment);
      expect(known(next)).toEqual(known(machine));
      expect(effects).toEqual([["emit", "AllMessage", event.frame]]);
    }
  });

  it("has its turn where it is a sign of life, and where nobody waits for it", () => {
    const turns = all
      .filter((one) => !one.isMail)
      .map(({ machine, event }) => [machine, ...transition(machine, event, moment)] as const);
    expect(turns.some(([, , effects]) => effects.length > 0)).toBe(true);
    for (const [machine, next, effects] of turns) {
      if (effects.length > 0) expect(known(next)).not.toEqual(known(machine));
      else expect(next).toBe(machine);
    }
  });
});

it("alternates gain and lost, and holds at most two sockets, whatever happens", () => {
  const event = fc.constantFrom(
    ...EVENTS.map(([, one]) => one).filter(({ type }) => type !== "stop" && type !== "terminate"),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 120 }),
      (events) => {
        let machine = transition(initialMachine, { type: "topicsAdded", topics: ["aws/chat"] }, moment)[0];
        const open = new Set<number>();
        let last = "nothing";
        for (const [template, random] of [[{ type: "start" } as ConnectionEvent, 0.5] as const, ...events]) {
          // Answers go to the newest generation, so that stories get somewhere.
          const one =
            "id" in template
              ? { ...template, id: template.id === 2 ? machine.lastId : machine.lastId - 1 }
              : template;
          const [next, effects] = transition(machine, one, { nowMs: 0, random });
          machine = next;
          for (const effect of effects) {
            if (effect[0] === "openSocket") open.add(effect[1]);
            if (effect[0] === "closeSocket") open.delete(effect[1]);
            if (effect[0] === "emit" && ["ConnectionGain", "ConnectionLost"].includes(effect[1])) {
              if (effect[1] === last) throw new Error(`${last} twice`);
              last = effect[1];
            }
          }
          if (one.type === "socketClosed") open.delete(one.id);
          expect(open.size).toBeLessThanOrEqual(2);
        }
      },
    ),
    { numRuns: 300 },
  );
});
