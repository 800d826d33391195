import { SOCKET_TIMES } from "@amazon-connect-chat/protocol";
import { backoffMs } from "./backoff.js";
import type {
  Announcement,
  Closing,
  ConnectionEvent,
  ConnectionState,
  Effect,
  EventType,
  OpenSocket,
  StateName,
  TimerName,
} from "./connectionStates.js";

/** How long each step may take, and how often it is tried. */
export const TIMES = {
  heartbeatMs: SOCKET_TIMES.heartbeatIntervalMs,
  fetchDeadlineMs: 20_000,
  openDeadlineMs: 10_000,
  subscribeRetryMs: 1_000,
  refusedRetryMs: 500,
  maxSubscribeSends: 5,
  /** An answer to a heartbeat is due after this; then one more heartbeat goes out, as a probe. */
  replyMs: 5_000,
  probeMs: 3_000,
  /** A rotation that was refused for good is tried again this much later: the socket at hand still serves. */
  refusedRotationMs: 60_000,
} as const;

export interface Machine {
  readonly state: ConnectionState;
  /** What to subscribe on each socket, in order of arrival. */
  readonly topics: readonly string[];
  /** The newest generation. */
  readonly lastId: number;
  /** What was last announced: nothing, gain or lost. */
  readonly announced: "nothing" | "gain" | "lost";
}

/** What the machine needs of the world at the moment of an event. */
export interface Moment {
  readonly nowMs: number;
  /** Uniform in [0, 1). */
  readonly random: number;
}

/** One event's turn: the moment, and the effects so far, in order. */
export interface Turn extends Moment {
  readonly effects: Effect[];
}
export type StateOf<Name extends StateName> = Extract<ConnectionState, { name: Name }>;
export type In<Name extends StateName> = Machine & { readonly state: StateOf<Name> };
export type EventOf<Type extends EventType> = Extract<ConnectionEvent, { type: Type }>;
export type Handler<Name extends StateName, Type extends EventType> = (
  machine: In<Name>,
  event: EventOf<Type>,
  turn: Turn,
) => Machine;
export type WithSocket = In<"subscribing" | "connected" | "rotating">;

export const emit = (turn: Turn, what: Announcement, payload?: object) =>
  turn.effects.push({ do: "emit", what, payload });
export const setTimer = (turn: Turn, timer: TimerName, delayMs: number) =>
  turn.effects.push({ do: "setTimer", timer, delayMs });
export const sendFrame = (turn: Turn, id: number, data: string) =>
  turn.effects.push({ do: "sendFrame", id, data });
export const closeSocket = (turn: Turn, id: number, reason: string) =>
  turn.effects.push({ do: "closeSocket", id, reason });

export const to = (machine: Machine, state: ConnectionState): Machine => ({ ...machine, state });
export const withSocket = <M extends WithSocket>(machine: M, change: Partial<OpenSocket>): M => ({
  ...machine,
  state: { ...machine.state, socket: { ...machine.state.socket, ...change } },
});

/** Starts an attempt: asks for an address. */
export const begin = (machine: Machine, failures: number, turn: Turn): Machine => {
  const id = machine.lastId + 1;
  setTimer(turn, "step", TIMES.fetchDeadlineMs);
  turn.effects.push({ do: "fetchTransport", id });
  return { ...machine, lastId: id, state: { name: "fetchingTransport", id, failures } };
};

/** Pauses before the next attempt; not for less than the service asked, nor than `atLeastMs` unless somebody wakes the machine. */
export const backOff = (
  machine: Machine,
  failures: number,
  turn: Turn,
  {
    retryAfterMs = 0,
    atLeastMs = 0,
    closing,
  }: { retryAfterMs?: number; atLeastMs?: number; closing?: Closing | undefined } = {},
): Machine => {
  const delayMs = Math.max(backoffMs(failures, turn.random), retryAfterMs, atLeastMs);
  const [untilMs, notBeforeMs] = [turn.nowMs + delayMs, turn.nowMs + retryAfterMs];
  setTimer(turn, "step", delayMs);
  return to(machine, {
    name: "backingOff",
    failures: failures + 1,
    pauseMs: delayMs,
    untilMs,
    notBeforeMs,
    closing,
  });
};
