import { initialMachine, transition } from "../src/connection/connectionMachine.js";
import type { ConnectionEvent } from "../src/connection/connectionStates.js";
import type { Machine } from "../src/connection/machineTurn.js";

const socket = { id: 1, failures: 0, heard: true, probes: 0, pingPending: false } as const;
const connected = { name: "connected", ...socket } as const;
const fetching = { name: "fetchingTransport", id: 2, failures: 0 } as const;
const probed = { heard: false, probes: 1 } as const;
const closing = { code: 1006, reason: "", wasClean: false };

/** One machine in each state, and variants where the answer to an event depends on more than the state's name. */
export const SAMPLES: readonly Machine[] = (
  [
    { state: { name: "idle" } },
    { state: { ...fetching, id: 1 } },
    { state: { name: "opening", id: 1, failures: 0, lifetimeMs: 3_540_000 } },
    { state: { name: "subscribing", ...socket, sends: 1 } },
    { state: { name: "subscribing", ...socket, sends: 5 } },
    { state: connected },
    { state: { ...connected, heard: false } },
    { state: { ...connected, ...probed } },
    { serving: connected, state: fetching },
    { serving: connected, state: { name: "opening", id: 2, failures: 0, lifetimeMs: 3_540_000 } },
    { serving: connected, state: { name: "subscribing", ...socket, id: 2, sends: 1 } },
    {
      serving: connected,
      state: { name: "backingOff", failures: 1, pauseMs: 0, untilMs: 0, notBeforeMs: 0 },
    },
    { serving: { ...connected, ...probed }, state: fetching },
    { state: { name: "backingOff", failures: 3, pauseMs: 60_000, untilMs: 60_000, notBeforeMs: 0 } },
    { state: { name: "closed" } },
    { state: { name: "failed" } },
  ] satisfies readonly Pick<Machine, "state" | "serving">[]
).map((machine) => ({
  ...initialMachine,
  ...machine,
  topics: ["aws/chat"],
  lastId: 2,
  announced: machine.state.name === "backingOff" && !machine.serving ? "ConnectionLost" : "ConnectionGain",
}));

/** Each event, with each of its values that matters, for the current and the next socket. */
export const EVENTS: readonly (readonly [label: string, event: ConnectionEvent])[] = [
  ["start", { type: "start" }],
  ["stop", { type: "stop" }],
  ["terminate", { type: "terminate", reason: new Error("sample") }],
  ["topicsAdded", { type: "topicsAdded", topics: ["another"] }],
  ["wokeUp", { type: "wokeUp" }],
  ...(["step", "heartbeat", "reply", "lifetime"] as const).map(
    (type) => [`${type} timer`, { type }] as const,
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
          { type: "frameReceived", id, frame: { topic: "aws/subscribe", content: { status: "success" } } },
        ],
        ["refused", { type: "frameReceived", id, frame: { topic: "aws/subscribe", content: {} } }],
        ["frame", { type: "frameReceived", id, frame: { topic: "aws/heartbeat" } }],
      ] as const,
  ),
];

const nameOf = ({ state, serving }: Machine): string => (serving ? "rotating" : state.name);

/** The connection machine as a Mermaid diagram: every change that an event can make; `rotating` while another socket serves. */
export function connectionDiagram(): string {
  const arrows = new Map<string, Set<string>>();
  for (const machine of SAMPLES)
    for (const [label, event] of EVENTS) {
      const [from, to] = [machine, transition(machine, event, { nowMs: 0, random: 0.5 })[0]].map(nameOf);
      if (from === to) continue;
      const arrow = `${from} --> ${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(label));
    }
  const lines = [...arrows].map(([arrow, labels]) => `  ${arrow}: ${[...labels].join(", ")}`);
  return ["stateDiagram-v2", "  [*] --> idle", ...lines, "  closed --> [*]", "  failed --> [*]"].join("\n");
}
