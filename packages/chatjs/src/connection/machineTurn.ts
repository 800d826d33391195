import { SOCKET_TIMES } from "@amazon-connect-chat/protocol";
import { backoffMs } from "./backoff.js";
import type { Closing, ConnectionState, Effect, EventType, Open, StateOf } from "./connectionStates.js";

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
  /** A socket near the end of its life: it serves until the next one, which `state` is about, is subscribed. */
  readonly serving?: Open | undefined;
  /** What to subscribe on each socket, in order of arrival. */
  readonly topics: readonly string[];
  /** The newest generation. */
  readonly lastId: number;
  /** What is so, and was announced. */
  readonly announced: "nothing" | "ConnectionGain" | "ConnectionLost" | "InitFailure";
}

/** What the machine needs of the world at the moment of an event. */
export interface Moment {
  readonly nowMs: number;
  /** Uniform in [0, 1). */
  readonly random: number;
}

/** One event's turn: the machine that is to be, which handlers change, and what is to be done, in order. */
export interface Turn extends Moment {
  state: ConnectionState;
  serving?: Open | undefined;
  topics: readonly string[];
  lastId: number;
  announced: Machine["announced"];
  act(...effect: Effect): void;
}

/** Announces what was not so before. */
export function announce(
  turn: Turn,
  what: "ConnectionGain" | "ConnectionLost" | "InitFailure",
  payload?: object,
): void {
  if (turn.announced !== what) turn.act("emit", what, payload);
  turn.announced = what;
}

/** Starts an attempt: asks for an address. */
export function begin(turn: Turn, { failures }: { readonly failures: number }): void {
  const id = ++turn.lastId;
  turn.act("wait", "step", TIMES.fetchDeadlineMs);
  turn.act("fetchTransport", id);
  turn.state = { name: "fetchingTransport", id, failures };
}

/** Waits for so long before the next attempt, and says so where nothing serves meanwhile. */
export function pause(
  turn: Turn,
  delayMs: number,
  state: Omit<StateOf<"backingOff">, "untilMs">,
  closing?: Closing,
): void {
  const untilMs = turn.nowMs + delayMs;
  turn.act("wait", "step", delayMs);
  turn.state = { ...state, untilMs };
  if (turn.serving) return;
  announce(turn, "ConnectionLost", closing);
  turn.act("emit", "Reconnecting", { attempt: state.failures, retryAtMs: untilMs });
}

/** Pauses before the next attempt; not for less than the service asked, nor than `atLeastMs` unless somebody wakes the machine. */
export function backOff(
  turn: Turn,
  failures: number,
  {
    retryAfterMs = 0,
    atLeastMs = 0,
    closing,
  }: { retryAfterMs?: number; atLeastMs?: number; closing?: Closing | undefined },
): void {
  const pauseMs = Math.max(backoffMs(failures, turn.random), retryAfterMs, atLeastMs);
  const notBeforeMs = turn.nowMs + retryAfterMs;
  pause(turn, pauseMs, { name: "backingOff", failures: failures + 1, pauseMs, notBeforeMs }, closing);
}

/** An attempt that came to nothing, or a socket that is lost: the next one is the way on, or a pause and a new start. */
export function lose(
  turn: Turn,
  attempt: StateOf<"fetchingTransport" | "opening"> | Open,
  { closing }: { readonly type?: EventType; readonly closing?: Closing },
): void {
  if (!closing) turn.act("closeSocket", attempt.id);
  const { state } = turn;
  let retryAfterMs = 0;
  if (attempt === turn.serving) {
    turn.serving = undefined;
    if (state.name !== "backingOff") {
      announce(turn, "ConnectionLost", closing);
      return;
    }
    // This pause was made for a socket that still served.
    retryAfterMs = Math.min(state.notBeforeMs - turn.nowMs, state.pauseMs);
  }
  backOff(turn, attempt.failures, { retryAfterMs, closing });
}
