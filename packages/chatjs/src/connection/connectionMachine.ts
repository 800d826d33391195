import { SOCKET_TIMES, TOPICS } from "@amazon-connect-chat/protocol";
import { backoffMs } from "./backoff.js";
import type {
  Announcement,
  Closing,
  ConnectionEvent,
  ConnectionState,
  Effect,
  EventType,
  OpenSocket,
  Reaching,
  StateName,
  TimerName,
} from "./connectionStates.js";
import { heartbeatFrame, pingFrame, subscribeFrame } from "./frames.js";
import type { Frame } from "./frames.js";

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
interface Turn extends Moment {
  readonly effects: Effect[];
}
type StateOf<Name extends StateName> = Extract<ConnectionState, { name: Name }>;
type In<Name extends StateName> = Machine & { readonly state: StateOf<Name> };
type EventOf<Type extends EventType> = Extract<ConnectionEvent, { type: Type }>;
type Handler<Name extends StateName, Type extends EventType> = (
  machine: In<Name>,
  event: EventOf<Type>,
  turn: Turn,
) => Machine;
type Table = {
  readonly [Name in StateName]: { readonly [Type in EventType]: Handler<Name, Type> | "ignored" };
};
type WithSocket = In<"subscribing" | "connected" | "rotating">;

export const initialMachine: Machine = {
  state: { name: "idle" },
  topics: [],
  lastId: 0,
  announced: "nothing",
};

const emit = (turn: Turn, what: Announcement, payload?: object) =>
  turn.effects.push({ do: "emit", what, payload });
const setTimer = (turn: Turn, timer: TimerName, delayMs: number) =>
  turn.effects.push({ do: "setTimer", timer, delayMs });
const sendFrame = (turn: Turn, id: number, data: string) => turn.effects.push({ do: "sendFrame", id, data });
const closeSocket = (turn: Turn, id: number, reason: string) =>
  turn.effects.push({ do: "closeSocket", id, reason });

const to = (machine: Machine, state: ConnectionState): Machine => ({ ...machine, state });
const withSocket = <M extends WithSocket>(machine: M, change: Partial<OpenSocket>): M => ({
  ...machine,
  state: { ...machine.state, socket: { ...machine.state.socket, ...change } },
});

/** The attempts and sockets of a state: whose answers it takes, and what must be closed when it is left for good. */
const idsOf = (state: ConnectionState): readonly number[] => {
  if ("id" in state) return [state.id];
  if (!("socket" in state)) return [];
  return "next" in state ? [state.socket.id, ...idsOf(state.next)] : [state.socket.id];
};

const begin = (machine: Machine, failures: number, turn: Turn): Machine => {
  const id = machine.lastId + 1;
  setTimer(turn, "step", TIMES.fetchDeadlineMs);
  turn.effects.push({ do: "fetchTransport", id });
  return { ...machine, lastId: id, state: { name: "fetchingTransport", id, failures } };
};

const backOff = (
  machine: Machine,
  failures: number,
  turn: Turn,
  { retryAfterMs = 0, closing }: { retryAfterMs?: number; closing?: Closing | undefined } = {},
): Machine => {
  const delayMs = Math.max(backoffMs(failures, turn.random), retryAfterMs);
  const [untilMs, notBeforeMs] = [turn.nowMs + delayMs, turn.nowMs + retryAfterMs];
  setTimer(turn, "step", delayMs);
  return to(machine, { name: "backingOff", failures: failures + 1, untilMs, notBeforeMs, closing });
};

/** Gives the socket up: the next one is the way on, or a pause and a new start. */
const lose = (machine: WithSocket, turn: Turn, closing?: Closing): Machine => {
  const { state } = machine;
  const { id, failures } = state.socket;
  if (!closing) closeSocket(turn, id, "no answer");
  if (state.name !== "rotating") return backOff(machine, failures, turn, { closing });
  emit(turn, "lost", closing);
  return { ...machine, state: state.next, announced: "lost" };
};

const beat = (machine: WithSocket, replyMs: number, turn: Turn): Machine => {
  sendFrame(turn, machine.state.socket.id, heartbeatFrame);
  setTimer(turn, "reply", replyMs);
  return withSocket(machine, { heard: false });
};
const probe = (machine: WithSocket, turn: Turn): Machine =>
  beat(withSocket(machine, { probes: machine.state.socket.probes + 1 }), TIMES.probeMs, turn);

const onSocketTimer = (
  machine: WithSocket,
  { timer, isLate }: EventOf<"timerFired">,
  turn: Turn,
): Machine => {
  const { id, heard, probes, pingPending } = machine.state.socket;
  switch (timer) {
    case "heartbeat":
      if (pingPending) emit(turn, "pingFailure", { timestamp: turn.nowMs, error: "no answer came in time" });
      setTimer(turn, "heartbeat", TIMES.heartbeatMs);
      sendFrame(turn, id, pingFrame);
      return beat(withSocket(machine, { probes: 0, pingPending: true, failures: 0 }), TIMES.replyMs, turn);
    case "reply":
      if (heard) return machine;
      // What has arrived is read before a late verdict is passed.
      return probes > (isLate ? 1 : 0) ? lose(machine, turn) : probe(machine, turn);
    case "lifetime":
      if (machine.state.name === "connected")
        return rotate(machine, machine.state.socket, begin(machine, 0, turn), turn);
      setTimer(turn, "lifetime", TIMES.heartbeatMs);
      return machine;
    case "step":
      return machine;
  }
};

/** What any frame means, whatever the state: the peer lives, and what it says is passed on. */
const hear = <Name extends WithSocket["state"]["name"]>(
  machine: In<Name>,
  frame: Frame,
  turn: Turn,
): In<Name> => {
  const timestamp = turn.nowMs;
  if (frame.kind === "message") emit(turn, "message", frame.envelope);
  if (frame.kind === "gatewayError") emit(turn, "topicFailure", { timestamp, ...frame.details });
  if (frame.kind !== "ping") return withSocket(machine, { heard: true });
  if (frame.details.statusCode === 200) emit(turn, "pingSuccess", { timestamp });
  else emit(turn, "pingFailure", { timestamp, ...frame.details });
  return withSocket(machine, { heard: true, pingPending: false });
};

const subscribe = (machine: Machine, socket: OpenSocket, turn: Turn): Machine => {
  sendFrame(turn, socket.id, subscribeFrame(machine.topics));
  setTimer(turn, "step", TIMES.subscribeRetryMs);
  return to(machine, { name: "subscribing", socket, sends: 1, refusals: 0 });
};

const opened: Handler<"opening", "socketOpened"> = (machine, { id }, turn) => {
  const { failures, lifetimeMs } = machine.state;
  const socket = { id, failures, heard: false, probes: 0, pingPending: true };
  const next = machine.topics.length
    ? subscribe(machine, socket, turn)
    : to(machine, { name: "connected", socket });
  sendFrame(turn, id, pingFrame);
  sendFrame(turn, id, heartbeatFrame);
  setTimer(turn, "heartbeat", TIMES.heartbeatMs);
  setTimer(turn, "reply", TIMES.replyMs);
  // Early by up to a twentieth, so that sockets opened together are not all replaced together.
  setTimer(turn, "lifetime", lifetimeMs * (1 - turn.random / 20));
  return next;
};

const giveUpSubscribing = (machine: In<"subscribing">, turn: Turn): Machine => {
  const frame = { topic: TOPICS.subscribe, content: { status: "failure", topics: machine.topics } };
  emit(turn, "subscriptionFailure", frame);
  return lose(machine, turn);
};

const onSubscribingFrame: Handler<"subscribing", "frameReceived"> = (machine, { frame }, turn) => {
  const next = hear(machine, frame, turn);
  if (frame.kind !== "subscription") return next;
  const { state } = next;
  if (frame.accepted) {
    emit(turn, "subscriptionUpdate", frame.raw);
    return to(machine, { name: "connected", socket: state.socket });
  }
  const refusals = state.refusals + 1;
  if (refusals >= TIMES.maxSubscribeSends) return giveUpSubscribing(machine, turn);
  setTimer(turn, "step", TIMES.refusedRetryMs);
  return to(machine, { ...state, refusals });
};

const onSubscribingTimer: Handler<"subscribing", "timerFired"> = (machine, event, turn) => {
  const { state } = machine;
  if (event.timer !== "step") return onSocketTimer(machine, event, turn);
  if (state.sends >= TIMES.maxSubscribeSends) return giveUpSubscribing(machine, turn);
  const next = subscribe(machine, state.socket, turn);
  return to(next, { ...state, sends: state.sends + 1 });
};

/** Wraps a step of the next socket: the current one serves until the next is subscribed. */
const rotate = (machine: Machine, socket: OpenSocket, after: Machine, turn: Turn): Machine => {
  const { announced } = machine;
  if (after.state.name !== "connected")
    return { ...after, announced, state: { name: "rotating", socket, next: after.state as Reaching } };
  closeSocket(turn, socket.id, "replaced in time");
  return after;
};
const delegate = (machine: In<"rotating">, event: ConnectionEvent, turn: Turn): Machine => {
  const { socket, next } = machine.state;
  return rotate(machine, socket, handle(to(machine, next), event, turn), turn);
};

const remember = <Name extends StateName>(
  machine: In<Name>,
  { topics }: EventOf<"topicsAdded">,
): In<Name> => ({ ...machine, topics: [...new Set([...machine.topics, ...topics])] });

const onTopicsAdded = (
  machine: In<"subscribing" | "connected">,
  event: EventOf<"topicsAdded">,
  turn: Turn,
): Machine => subscribe(remember(machine, event), machine.state.socket, turn);

const stop = (machine: Machine, state: StateOf<"closed" | "failed">, turn: Turn): Machine => {
  for (const id of idsOf(machine.state)) closeSocket(turn, id, "closed by the client");
  return to(machine, state);
};
const fail = (machine: Machine, { reason }: { readonly reason: unknown }, turn: Turn): Machine => {
  const failed = stop(machine, { name: "failed", reason }, turn);
  emit(turn, "initFailure", { reason });
  return failed;
};

const onDeadline = (machine: In<"fetchingTransport" | "opening">, _event: unknown, turn: Turn): Machine => {
  closeSocket(turn, machine.state.id, "did not open in time");
  return backOff(machine, machine.state.failures, turn);
};
/** A probe that is out goes on: whoever wakes the machine again and again must not put the verdict off. */
const onWakeUp = (machine: WithSocket, _event: unknown, turn: Turn): Machine => {
  const { probes, heard } = machine.state.socket;
  return probes && !heard ? machine : probe(withSocket(machine, { probes: 0 }), turn);
};

const nothing = {
  start: "ignored",
  stop: "ignored",
  terminate: "ignored",
  topicsAdded: "ignored",
  transportFetched: "ignored",
  transportFailed: "ignored",
  socketOpened: "ignored",
  socketClosed: "ignored",
  frameReceived: "ignored",
  timerFired: "ignored",
  wokeUp: "ignored",
} as const;
const alive = {
  ...nothing,
  stop: (machine: Machine, _event: unknown, turn: Turn) => stop(machine, { name: "closed" }, turn),
  terminate: fail,
  topicsAdded: remember,
};

/** Every state and every event: what happens, or that nothing does. */
export const TABLE: Table = {
  idle: { ...alive, start: (machine, _event, turn) => begin(machine, 0, turn) },
  fetchingTransport: {
    ...alive,
    transportFetched(machine, { id, url, lifetimeMs }, turn) {
      setTimer(turn, "step", TIMES.openDeadlineMs);
      turn.effects.push({ do: "openSocket", id, url });
      return to(machine, { name: "opening", id, failures: machine.state.failures, lifetimeMs });
    },
    transportFailed: (machine, event, turn) =>
      event.fatal ? fail(machine, event, turn) : backOff(machine, machine.state.failures, turn, event),
    timerFired: onDeadline,
  },
  opening: {
    ...alive,
    socketOpened: opened,
    socketClosed: (machine, event, turn) => backOff(machine, machine.state.failures, turn, event),
    timerFired: onDeadline,
  },
  subscribing: {
    ...alive,
    topicsAdded: onTopicsAdded,
    socketClosed: (machine, event, turn) => lose(machine, turn, event.closing),
    frameReceived: onSubscribingFrame,
    timerFired: onSubscribingTimer,
    wokeUp: onWakeUp,
  },
  connected: {
    ...alive,
    topicsAdded: onTopicsAdded,
    socketClosed: (machine, event, turn) => lose(machine, turn, event.closing),
    frameReceived: (machine, event, turn) => hear(machine, event.frame, turn),
    timerFired: onSocketTimer,
    wokeUp: onWakeUp,
  },
  rotating: {
    ...alive,
    topicsAdded(machine, event, turn) {
      sendFrame(turn, machine.state.socket.id, subscribeFrame(event.topics));
      return delegate(machine, event, turn);
    },
    transportFetched: delegate,
    transportFailed(machine, event, turn) {
      const retryAfterMs = event.fatal ? TIMES.refusedRotationMs : event.retryAfterMs;
      return delegate(machine, { ...event, fatal: false, retryAfterMs }, turn);
    },
    socketOpened: delegate,
    socketClosed: (machine, event, turn) =>
      event.id === machine.state.socket.id
        ? lose(machine, turn, event.closing)
        : delegate(machine, event, turn),
    frameReceived: (machine, event, turn) =>
      event.id === machine.state.socket.id
        ? hear(machine, event.frame, turn)
        : delegate(machine, event, turn),
    timerFired: (machine, event, turn) =>
      event.timer === "step" ? delegate(machine, event, turn) : onSocketTimer(machine, event, turn),
    wokeUp: onWakeUp,
  },
  backingOff: {
    ...alive,
    timerFired: (machine, _event, turn) => begin(machine, machine.state.failures, turn),
    wokeUp(machine, _event, turn) {
      const { state } = machine;
      const delayMs = Math.max(backoffMs(0, turn.random), state.notBeforeMs - turn.nowMs);
      const untilMs = turn.nowMs + delayMs;
      if (untilMs >= state.untilMs) return machine;
      setTimer(turn, "step", delayMs);
      return to(machine, { ...state, untilMs });
    },
  },
  closed: { ...nothing, terminate: fail },
  failed: nothing,
};

const SOCKET_TIMERS = ["heartbeat", "reply", "lifetime"] as const;
const STEPS: readonly StateName[] = ["fetchingTransport", "opening", "subscribing", "rotating", "backingOff"];

/** Timers that a state may hold; leaving for a state without them cancels them. */
const timersOf = (state: ConnectionState): readonly TimerName[] => [
  ...("socket" in state ? SOCKET_TIMERS : []),
  ...(STEPS.includes(state.name) ? (["step"] as const) : []),
];

function handle(machine: Machine, event: ConnectionEvent, turn: Turn): Machine {
  if ("id" in event && !idsOf(machine.state).includes(event.id)) return machine;
  // The table's type ties each handler to its state and event; a union of such pairs cannot be called without saying so.
  const handler = TABLE[machine.state.name][event.type] as typeof handle | "ignored";
  return handler === "ignored" ? machine : handler(machine, event, turn);
}

/** Gain, lost and when it is tried again follow from the states alone. */
const announce = (machine: Machine, before: ConnectionState, turn: Turn): Machine => {
  const { state, announced } = machine;
  const isWaiting = state.name === "backingOff";
  const what = state.name === "connected" ? "gain" : isWaiting ? "lost" : announced;
  if (what !== announced && what !== "nothing") emit(turn, what, isWaiting ? state.closing : undefined);
  if (isWaiting && state !== before)
    emit(turn, "reconnecting", { attempt: state.failures, retryAtMs: state.untilMs });
  return { ...machine, announced: what };
};

/** Pure: one event in; the new machine and what is to be done, in order. */
export function transition(
  machine: Machine,
  event: ConnectionEvent,
  moment: Moment,
): readonly [Machine, readonly Effect[]] {
  const effects: Effect[] = [];
  const turn: Turn = { ...moment, effects };
  const next = announce(handle(machine, event, turn), machine.state, turn);
  const kept = timersOf(next.state);
  const cleared = timersOf(machine.state)
    .filter((timer) => !kept.includes(timer))
    .map((timer): Effect => ({ do: "clearTimer", timer }));
  return [next, [...cleared, ...effects]];
}
