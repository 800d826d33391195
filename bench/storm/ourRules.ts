import { initialMachine, transition } from "../../packages/chatjs/src/connection/connectionMachine.js";
import type { ConnectionEvent, Effect } from "../../packages/chatjs/src/connection/connectionStates.js";
import type { Machine } from "../../packages/chatjs/src/connection/machineTurn.js";
import type { ClientHost, Rules } from "./rules.js";

const STEP = 0;
const FETCHED = 1;
const FETCH_FAILED = 2;
const OPENED = 3;
const CLOSED = 4;

const closing = { code: 1006, reason: "", wasClean: false };
const unavailable = { fatal: false, reason: undefined, retryAfterMs: 0 };
const subscribed = { topic: "aws/subscribe", content: { status: "success" } };

const connected = (): Machine => {
  const moment = { nowMs: 0, random: 0.5 };
  const events: readonly ConnectionEvent[] = [
    { type: "topicsAdded", topics: ["aws/chat"] },
    { type: "start" },
    { type: "transportFetched", id: 1, url: "wss://service/", lifetimeMs: 3_540_000 },
    { type: "socketOpened", id: 1 },
    { type: "frameReceived", id: 1, frame: subscribed },
    // It has lived for a while: failures count from zero.
    { type: "heartbeat" },
  ];
  return events.reduce((machine, event) => transition(machine, event, moment)[0], initialMachine);
};

/** The connection machine of the library itself, run on the storm's clock. Nothing is followed once a client is back. */
export function createOurRules(host: ClientHost, clients: number): Rules {
  const first = connected();
  const machines = new Array<Machine>(clients).fill(first);

  const run = (client: number, effect: Effect) => {
    switch (effect[0]) {
      case "fetchTransport": {
        host.requested();
        const { tookMs, answer } = host.service.request(host.nowMs());
        host.after(client, tookMs, answer === "ok" ? FETCHED : FETCH_FAILED);
        return;
      }
      case "openSocket": {
        const { tookMs, isOpen } = host.service.handshake(host.nowMs());
        host.after(client, tookMs, isOpen ? OPENED : CLOSED);
        return;
      }
      case "wait":
        // Deadlines are longer than the model's requests and handshakes take: only the pauses between attempts matter.
        if (effect[1] === "step" && machines[client]?.state.name === "backingOff")
          host.after(client, effect[2], STEP);
        return;
      case "emit":
        if (effect[1] === "ConnectionGain") host.back(client);
        if (effect[1] === "InitFailure") host.dead(client);
        return;
      case "closeSocket":
      case "sendFrame":
    }
  };
  const dispatch = (client: number, event: ConnectionEvent) => {
    const [next, effects] = transition(machines[client] ?? first, event, {
      nowMs: host.nowMs(),
      random: host.random(),
    });
    machines[client] = next;
    for (const effect of effects) run(client, effect);
  };

  return {
    title: "ours",
    lost: (client) => dispatch(client, { type: "socketClosed", id: 1, closing }),
    wake(client, kind) {
      const id = machines[client]?.lastId ?? 0;
      if (kind === STEP) dispatch(client, { type: "step" });
      if (kind === FETCHED)
        dispatch(client, { type: "transportFetched", id, url: "wss://service/", lifetimeMs: 3_540_000 });
      if (kind === FETCH_FAILED) dispatch(client, { type: "transportFailed", id, ...unavailable });
      if (kind === CLOSED) dispatch(client, { type: "socketClosed", id, closing });
      if (kind === OPENED) {
        dispatch(client, { type: "socketOpened", id });
        dispatch(client, { type: "frameReceived", id, frame: subscribed });
      }
    },
  };
}
