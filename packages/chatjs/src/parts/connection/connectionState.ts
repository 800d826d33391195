import type { ChatError } from "../../errors.js";

/**
 * Why a chat is over:
 * - `DISCONNECTED`: this session has left it with `disconnectParticipant()`
 * - `PARTICIPANT_LEFT`: a participant has left it, and with that it ended
 * - `AUTODISCONNECTION`: a participant was disconnected for being idle
 * - `TRANSFERRED`: of an agent's session: the chat has gone to another agent, and goes on there
 * - `CHAT_ENDED`: the service has ended it: its flow, its time, or a request from outside the chat
 * - `ENDED_WHILE_AWAY`: it ended during an outage, or while the session polled; the service does not say how
 */
export type WhyEnded =
  | "DISCONNECTED"
  | "PARTICIPANT_LEFT"
  | "AUTODISCONNECTION"
  | "TRANSFERRED"
  | "CHAT_ENDED"
  | "ENDED_WHILE_AWAY";

/** Who has ended a chat, and how. */
export interface EndOfChat {
  /**
   * The role of the participant: `CUSTOMER`, `AGENT`, `SUPERVISOR`, `CUSTOM_BOT`, or one that the service adds. `SYSTEM` where no
   * participant did it, undefined where it is not known.
   */
  readonly by: string | undefined;
  readonly why: WhyEnded;
}

/** How the connection is. The objects never change: a change is another object. */
export type ConnectionState =
  /** There is none: before `connect()`, or after `breakConnection()`. */
  | { readonly name: "idle" }
  /** Since `connect()`. */
  | { readonly name: "connecting" }
  /** Subscribed; what was missed has been handed over. */
  | { readonly name: "connected" }
  /** Subscribed again after an outage; what was missed is being read. */
  | { readonly name: "recovering" }
  /** There is no connection, and the library tries to get one, for as long as it takes. */
  | {
      readonly name: "reconnecting";
      /** Attempts that failed in a row; 0 before the first is known to have. */
      readonly attempt: number;
      /** When the next one begins, in milliseconds since the epoch; undefined while one is under way, or nobody says when. */
      readonly retryAtMs: number | undefined;
    }
  /** No socket opens, and the chat goes on by polling. */
  | { readonly name: "degraded" }
  /** The chat is over. No other state follows. */
  | ({ readonly name: "ended" } & EndOfChat)
  /** Given up; `connect()` tries afresh. */
  | { readonly name: "failed"; readonly error: ChatError };

/** What changes the state. */
export type StateEvent =
  | { readonly type: "called" | "subscribed" | "up" | "down" | "released" }
  | { readonly type: "retrying"; readonly attempt: number; readonly retryAtMs: number | undefined }
  | { readonly type: "polling"; readonly isPolling: boolean }
  | ({ readonly type: "ended" } & EndOfChat)
  | { readonly type: "failed"; readonly error: ChatError };

/** The state, and what it is made of. */
export interface StateMachine {
  /** What the session says, which `degraded` covers: a session that polls counts as connected. */
  readonly link: ConnectionState;
  /** Whether there was a subscription: after the first one nothing has to be recovered. */
  readonly wasUp: boolean;
  readonly isPolling: boolean;
  readonly state: ConnectionState;
}

type Name = ConnectionState["name"];

/** In which states an event counts, of those that `degraded` covers; elsewhere it is late, or tells nothing new. */
export const TAKEN_IN: Readonly<Record<Exclude<StateEvent["type"], "polling">, readonly Name[]>> = {
  called: ["idle", "failed"],
  subscribed: ["connecting", "reconnecting"],
  up: ["idle", "connecting", "recovering", "reconnecting", "failed"],
  down: ["idle", "connecting", "connected", "recovering"],
  retrying: ["idle", "connecting", "connected", "recovering", "reconnecting"],
  failed: ["connecting", "connected", "recovering", "reconnecting"],
  released: ["connecting", "connected", "recovering", "reconnecting", "failed"],
  ended: ["idle", "connecting", "connected", "recovering", "reconnecting", "failed"],
};

/** What polling covers. */
const COVERED: readonly Name[] = ["connecting", "connected", "recovering", "reconnecting"];

const IDLE: ConnectionState = { name: "idle" };
const CONNECTING: ConnectionState = { name: "connecting" };
const CONNECTED: ConnectionState = { name: "connected" };
const RECOVERING: ConnectionState = { name: "recovering" };
const DEGRADED: ConnectionState = { name: "degraded" };

/** The machine of a session that a part finds in this state. */
export const machineIn = (link: "idle" | "connecting" | "connected"): StateMachine => {
  const state = { idle: IDLE, connecting: CONNECTING, connected: CONNECTED }[link];
  return { link: state, wasUp: link === "connected", isPolling: false, state };
};

/** What `degraded` may cover, after an event that counts. */
function linkAfter({ link, wasUp }: StateMachine, event: StateEvent): ConnectionState {
  switch (event.type) {
    case "called":
      return CONNECTING;
    case "subscribed":
      return wasUp ? RECOVERING : link;
    case "up":
      return CONNECTED;
    case "down":
      return { name: "reconnecting", attempt: 0, retryAtMs: undefined };
    case "retrying": {
      const { attempt, retryAtMs } = event;
      const isSame = link.name === "reconnecting" && link.attempt === attempt && link.retryAtMs === retryAtMs;
      return isSame ? link : { name: "reconnecting", attempt, retryAtMs };
    }
    case "released":
      return IDLE;
    case "ended":
      return { name: "ended", by: event.by, why: event.why };
    case "failed":
      return { name: "failed", error: event.error };
    case "polling":
      return link;
  }
}

/** Pure: one event in, the next machine out; the same one when nothing has changed. */
export function nextState(machine: StateMachine, event: StateEvent): StateMachine {
  const { type } = event;
  if (type !== "polling" && !TAKEN_IN[type].includes(machine.link.name)) return machine;
  const link = linkAfter(machine, event);
  const isPolling = type === "polling" ? event.isPolling : machine.isPolling;
  const wasUp = machine.wasUp || type === "up";
  if (link === machine.link && isPolling === machine.isPolling && wasUp === machine.wasUp) return machine;
  return { link, wasUp, isPolling, state: isPolling && COVERED.includes(link.name) ? DEGRADED : link };
}
