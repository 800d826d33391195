import { TOPICS } from "@amazon-connect-chat/protocol";
import { wakeUpMs } from "./backoff.js";
import type {
  ConnectionEvent,
  ConnectionState,
  Effect,
  EventType,
  OpenSocket,
  Reaching,
  StateName,
  TimerName,
} from "./connectionStates.js";
import { heartbeatFrame, isAbout, pingFrame, subscribeFrame } from "./frames.js";
import { backOff, begin, closeSocket, emit, sendFrame, setTimer, TIMES, to } from "./machineTurn.js";
import type { EventOf, Handler, In, Machine, Moment, StateOf, Turn } from "./machineTurn.js";
import { hear, lose, onSocketTimer, onWakeUp } from "./socketLife.js";

type Table = {
  readonly [Name in StateName]: { readonly [Type in EventType]: Handler<Name, Type> | "ignored" };
};
export const initialMachine: Machine = {
  state: { name: "idle" },
  topics: [],
  lastId: 0,
  announced: "nothing",
};

/** The attempts and sockets of a state: whose answers it takes, and what must be closed when it is left for good. */
const idsOf = (state: ConnectionState): readonly number[] => {
  if ("id" in state) return [state.id];
  if (!("socket" in state)) return [];
  return "next" in state ? [state.socket.id, ...idsOf(state.next)] : [state.socket.id];
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
  // An answer about other topics answers another question: ours is asked again.
  if (frame.kind !== "subscription" || !isAbout(frame.raw, machine.topics)) return next;
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
    timerFired(machine, event, turn) {
      if (event.timer !== "lifetime") return onSocketTimer(machine, event, turn);
      return rotate(machine, machine.state.socket, begin(machine, 0, turn), turn);
    },
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
      if (!event.fatal) return delegate(machine, event, turn);
      const { socket, next } = machine.state;
      const waiting = backOff(to(machine, next), 0, turn, { atLeastMs: TIMES.refusedRotationMs });
      return rotate(machine, socket, waiting, turn);
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
      const leftMs = Math.max(wakeUpMs(turn.random), state.notBeforeMs - turn.nowMs);
      // A clock that was set back must not make the pause longer than it was to be.
      const delayMs = Math.min(leftMs, state.pauseMs);
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
