import { initialMachine, transition } from "../src/connection/connectionMachine.js";
import type { ConnectionEvent, ConnectionState, OpenSocket } from "../src/connection/connectionStates.js";
import type { Machine } from "../src/connection/machineTurn.js";

const socket: OpenSocket = { id: 1, failures: 0, heard: true, probes: 0, pingPending: false };
const closing = { code: 1006, reason: "", wasClean: false };

/** One machine in each state, and variants where the answer to an event depends on more than the state's name. */
export const SAMPLES: readonly Machine[] = (
  [
    { name: "idle" },
    { name: "fetchingTransport", id: 1, failures: 0 },
    { name: "opening", id: 1, failures: 0, lifetimeMs: 3_540_000 },
    { name: "subscribing", socket, sends: 1, refusals: 0 },
    { name: "subscribing", socket, sends: 5, refusals: 4 },
    { name: "connected", socket },
    { name: "connected", socket: { ...socket, heard: false } },
    { name: "connected", socket: { ...socket, heard: false, probes: 1 } },
    { name: "rotating", socket, next: { name: "fetchingTransport", id: 2, failures: 0 } },
    { name: "rotating", socket, next: { name: "opening", id: 2, failures: 0, lifetimeMs: 3_540_000 } },
    {
      name: "rotating",
      socket,
      next: { name: "subscribing", socket: { ...socket, id: 2 }, sends: 1, refusals: 0 },
    },
    {
      name: "rotating",
      socket,
      next: { name: "backingOff", failures: 1, pauseMs: 0, untilMs: 0, notBeforeMs: 0 },
    },
    {
      name: "rotating",
      socket: { ...socket, heard: false, probes: 1 },
      next: { name: "fetchingTransport", id: 2, failures: 0 },
    },
    { name: "backingOff", failures: 3, pauseMs: 60_000, untilMs: 60_000, notBeforeMs: 0 },
    { name: "closed" },
    { name: "failed", reason: new Error("sample") },
  ] satisfies readonly ConnectionState[]
).map((state) => ({
  ...initialMachine,
  state,
  topics: ["aws/chat"],
  lastId: 2,
  announced: state.name === "backingOff" ? "lost" : "gain",
}));

/** Each event, with each of its values that matters, for the current and the next socket. */
export const EVENTS: readonly (readonly [label: string, event: ConnectionEvent])[] = [
  ["start", { type: "start" }],
  ["stop", { type: "stop" }],
  ["terminate", { type: "terminate", reason: new Error("sample") }],
  ["topicsAdded", { type: "topicsAdded", topics: ["another"] }],
  ["wokeUp", { type: "wokeUp" }],
  ...(["step", "heartbeat", "reply", "lifetime"] as const).map(
    (timer) => [`${timer} timer`, { type: "timerFired", timer }] as const,
  ),
  ...[1, 2].flatMap(
    (id) =>
      [
        ["transportFetched", { type: "transportFetched", id, url: "wss://a/", lifetimeMs: 3_540_000 }],
        ["transportFailed", { type: "transportFailed", id, fatal: false, reason: null, retryAfterMs: 0 }],
        ["transportRefused", { type: "transportFailed", id, fatal: true, reason: null, retryAfterMs: 0 }],
        ["socketOpened", { type: "socketOpened", id }],
        ["socketClosed", { type: "socketClosed", id, closing }],
        [
          "subscribed",
          { type: "frameReceived", id, frame: { kind: "subscription", accepted: true, raw: {} } },
        ],
        ["refused", { type: "frameReceived", id, frame: { kind: "subscription", accepted: false, raw: {} } }],
        ["frame", { type: "frameReceived", id, frame: { kind: "heartbeat" } }],
      ] as const,
  ),
];

/** The connection machine as a Mermaid diagram: every change of state that an event can make. */
export function connectionDiagram(): string {
  const arrows = new Map<string, Set<string>>();
  for (const machine of SAMPLES)
    for (const [label, event] of EVENTS) {
      const from = machine.state.name;
      // Before a socket is open there is no timer but that of the step.
      if (event.type === "timerFired" && event.timer !== "step" && !("socket" in machine.state)) continue;
      const to = transition(machine, event, { nowMs: 0, random: 0.5 })[0].state.name;
      if (from === to) continue;
      const arrow = `${from} --> ${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(label));
    }
  const lines = [...arrows].map(([arrow, labels]) => `  ${arrow}: ${[...labels].join(", ")}`);
  return ["stateDiagram-v2", "  [*] --> idle", ...lines, "  closed --> [*]", "  failed --> [*]"].join("\n");
}
