import type { Frame } from "./frames.js";

/** Why a socket closed, as the browser tells it. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** An open socket and what is known of its peer. */
interface OpenSocket {
  readonly id: number;
  /** Failures in a row to count from when this socket is lost: 0 once it has lived through a heartbeat interval. */
  readonly failures: number;
  /** Whether any frame came since the last heartbeat went out: any traffic proves the peer alive. */
  readonly heard: boolean;
  /** Probes that have gone out since the last heartbeat: another one where a verdict would come too late to be fair. */
  readonly probes: number;
  readonly pingPending: boolean;
}

/** The way to a subscribed socket. `id` is the attempt's generation: what answers with another id is stale. */
export type ConnectionState =
  | { readonly name: "idle" }
  | { readonly name: "fetchingTransport"; readonly id: number; readonly failures: number }
  | { readonly name: "opening"; readonly id: number; readonly failures: number; readonly lifetimeMs: number }
  /** `sends`: subscribe frames sent. */
  | (OpenSocket & { readonly name: "subscribing"; readonly sends: number })
  | (OpenSocket & { readonly name: "connected" })
  | {
      readonly name: "backingOff";
      readonly failures: number;
      /** How long the pause was to be. */
      readonly pauseMs: number;
      readonly untilMs: number;
      /** Not before this time, whoever wakes the machine: the service asked for it. */
      readonly notBeforeMs: number;
    }
  | { readonly name: "closed" }
  | { readonly name: "failed" };

export type StateName = ConnectionState["name"];
export type StateOf<Name extends StateName> = Extract<ConnectionState, { name: Name }>;
export type Open = StateOf<"subscribing" | "connected">;

/**
 * - `step`: deadline or pause of the current step towards a socket
 * - `heartbeat`: the next ping and heartbeat are due
 * - `reply`: an answer to the last heartbeat is due
 * - `lifetime`: the socket is to be replaced
 */
export type TimerName = "step" | "heartbeat" | "reply" | "lifetime";

export type ConnectionEvent =
  | { readonly type: "start" }
  | { readonly type: "stop" }
  | { readonly type: "terminate"; readonly reason: unknown }
  | { readonly type: "topicsAdded"; readonly topics: readonly string[] }
  | {
      readonly type: "transportFetched";
      readonly id: number;
      readonly url: string;
      readonly lifetimeMs: number;
    }
  | {
      readonly type: "transportFailed";
      readonly id: number;
      readonly fatal: boolean;
      readonly reason: unknown;
      readonly retryAfterMs: number;
    }
  | { readonly type: "socketOpened"; readonly id: number }
  | { readonly type: "socketClosed"; readonly id: number; readonly closing: Closing }
  | { readonly type: "frameReceived"; readonly id: number; readonly frame: Frame }
  /** A timer fired. `isLate`: so late that the page was busy, throttled or asleep, and frames may be waiting to be read. */
  | { [Timer in TimerName]: { readonly type: Timer; readonly isLate?: boolean | undefined } }[TimerName]
  /** The network or the page is back. That either went away is no event: it is never a reason to wait. */
  | { readonly type: "wokeUp" };

export type EventType = ConnectionEvent["type"];
export type EventOf<Type extends EventType> = Extract<ConnectionEvent, { type: Type }>;

/**
 * What the manager's callbacks are told, under the names of its methods without `on`, and with which payload:
 *
 * - `ConnectionOpen` `{connectionEstablishedTime}`, `ConnectionClose` `{openTimestamp, closeTimestamp, ...}`: of any socket
 * - `ConnectionGain`: subscribed; `ConnectionLost`: no connection is left, with the `Closing`, where there is one
 * - `Reconnecting` `{attempt, retryAtMs}`: attempts that failed in a row, and when the next one is due
 * - `InitFailure` `{reason}`: it failed for good
 * - `SubscriptionUpdate`, `SubscriptionFailure`: the service's frame
 * - `AllMessage`: the envelope
 * - `DeepHeartbeatSuccess` `{timestamp}`, `DeepHeartbeatFailure` `{timestamp, ...}`, `TopicFailure` `{timestamp, errorMessage, ...}`
 */
export const ANNOUNCEMENTS = [
  "ConnectionOpen",
  "ConnectionClose",
  "ConnectionGain",
  "ConnectionLost",
  "Reconnecting",
  "InitFailure",
  "SubscriptionUpdate",
  "SubscriptionFailure",
  "AllMessage",
  "DeepHeartbeatSuccess",
  "DeepHeartbeatFailure",
  "TopicFailure",
] as const;
export type Announcement = (typeof ANNOUNCEMENTS)[number];

/** What the machine has its driver do. */
export interface Actions {
  fetchTransport(id: number): Promise<void>;
  openSocket(id: number, url: string): void;
  sendFrame(id: number, data: string): void;
  closeSocket(id: number): void;
  wait(timer: TimerName, delayMs: number): void;
  emit(what: Announcement, payload?: object): void;
}

/** An action with its arguments. */
export type Effect = {
  [Name in keyof Actions]: readonly [Name, ...Parameters<Actions[Name]>];
}[keyof Actions];
