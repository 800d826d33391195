import { TOPICS } from "@amazon-connect-chat/protocol";
import { isObject } from "../lib/isObject.js";
import { wakeUpMs } from "./backoff.js";
import type {
  ConnectionEvent,
  Effect,
  EventOf,
  EventType,
  Open,
  StateName,
  StateOf,
} from "./connectionStates.js";
import { heartbeatFrame, isAbout, pingFrame, subscribeFrame } from "./frames.js";
import { announce, backOff, begin, lose, pause, TIMES } from "./machineTurn.js";
import type { Machine, Moment, Turn } from "./machineTurn.js";
import { hear, socketLife } from "./socketLife.js";

type Table = {
  readonly [Name in StateName]: {
    readonly [Type in EventType]?: (turn: Turn, state: StateOf<Name>, event: EventOf<Type>) => void;
  };
};
type AnyHandler = (turn: Turn, state: unknown, event: ConnectionEvent) => void;
export const initialMachine: Machine = {
  state: { name: "idle" },
  topics: [],
  lastId: 0,
  announced: "nothing",
};

/** Whether nothing serves until the next attempt. */
export const isWaiting = ({ state, serving }: Machine): boolean => state.name === "backingOff" && !serving;

function subscribe(turn: Turn, socket: Omit<Open, "name">, sends = 1): void {
  turn.act("sendFrame", socket.id, subscribeFrame(turn.topics));
  turn.act("wait", "step", TIMES.subscribeRetryMs);
  turn.state = { ...socket, name: "subscribing", sends };
}
function gain(turn: Turn, socket: Omit<Open, "name">): void {
  if (turn.serving) turn.act("closeSocket", turn.serving.id);
  turn.serving = undefined;
  turn.state = { ...socket, name: "connected" };
  announce(turn, "ConnectionGain");
}

function giveUpSubscribing(turn: Turn, socket: Open): void {
  const frame = { topic: TOPICS.subscribe, content: { status: "failure", topics: turn.topics } };
  turn.act("emit", "SubscriptionFailure", frame);
  lose(turn, socket, {});
}

function remember(turn: Turn, _state: unknown, { topics }: EventOf<"topicsAdded">): void {
  const { state, serving } = turn;
  turn.topics = [...new Set([...turn.topics, ...topics])];
  if (serving) turn.act("sendFrame", serving.id, subscribeFrame(topics));
  if (state.name === "subscribing" || state.name === "connected") subscribe(turn, state);
}
function end(turn: Turn, state: StateOf<"closed" | "failed">): void {
  turn.serving = undefined;
  turn.state = state;
}
function fail(turn: Turn, _state: unknown, { reason }: { readonly reason: unknown }): void {
  end(turn, { name: "failed" });
  announce(turn, "InitFailure", { reason });
}

const alive = {
  stop(turn: Turn) {
    end(turn, { name: "closed" });
    turn.announced = "nothing";
  },
  terminate: fail,
  topicsAdded: remember,
};
const open = { ...alive, ...socketLife };

/** Every state and what it does on an event; what it does not name it ignores. */
export const TABLE: Table = {
  idle: { start: (turn) => begin(turn, { failures: 0 }), topicsAdded: remember },
  fetchingTransport: {
    ...alive,
    transportFetched(turn, { failures }, { id, url, lifetimeMs }) {
      turn.act("wait", "step", TIMES.openDeadlineMs);
      turn.act("openSocket", id, url);
      turn.state = { name: "opening", id, failures, lifetimeMs };
    },
    transportFailed(turn, { failures }, event) {
      if (!event.fatal) backOff(turn, failures, event);
      else if (turn.serving) backOff(turn, 0, { atLeastMs: TIMES.refusedRotationMs });
      else fail(turn, undefined, event);
    },
    step: lose,
  },
  opening: {
    ...alive,
    socketOpened(turn, { id, failures, lifetimeMs }) {
      const socket = { id, failures, heard: false, probes: 0, pingPending: true };
      if (turn.topics.length) subscribe(turn, socket);
      else gain(turn, socket);
      turn.act("sendFrame", id, pingFrame);
      turn.act("sendFrame", id, heartbeatFrame);
      turn.act("wait", "heartbeat", TIMES.heartbeatMs);
      turn.act("wait", "reply", TIMES.replyMs);
      // Early by up to a twentieth, so that sockets opened together are not all replaced together.
      turn.act("wait", "lifetime", lifetimeMs * (1 - turn.random / 20));
    },
    socketClosed: lose,
    step: lose,
  },
  subscribing: {
    ...open,
    frameReceived(turn, socket, { frame }) {
      hear(turn, socket, frame);
      const { topic, content } = frame;
      // An answer about other topics answers another question: ours is asked again.
      if (topic !== TOPICS.subscribe || !isObject(content) || !isAbout(frame, turn.topics)) return;
      if (content["status"] === "success") {
        turn.act("emit", "SubscriptionUpdate", frame);
        gain(turn, { ...socket, heard: true });
      } else if (socket.sends < TIMES.maxSubscribeSends) turn.act("wait", "step", TIMES.refusedRetryMs);
      else giveUpSubscribing(turn, socket);
    },
    step(turn, socket) {
      if (socket.sends < TIMES.maxSubscribeSends) subscribe(turn, socket, socket.sends + 1);
      else giveUpSubscribing(turn, socket);
    },
  },
  connected: open,
  backingOff: {
    ...alive,
    step: begin,
    wokeUp(turn, state) {
      const leftMs = Math.max(wakeUpMs(turn.random), state.notBeforeMs - turn.nowMs);
      // A clock that was set back must not make the pause longer than it was to be.
      const delayMs = Math.min(leftMs, state.pauseMs);
      if (turn.nowMs + delayMs < state.untilMs) pause(turn, delayMs, state);
    },
  },
  closed: { terminate: fail },
  failed: {},
};

/** A step, and the generation that it is about, if it is about one. */
interface Attempt {
  readonly name: StateName;
  readonly id?: number;
}

/** Whom an event is about: the attempt that it names; the step under way; or the socket that serves, where one does. */
function subjectOf({ state, serving }: Machine, event: ConnectionEvent) {
  if ("id" in event) return [state, serving].find((one: Attempt | undefined) => one?.id === event.id);
  return event.type === "step" ? state : (serving ?? state);
}

/** A frame that would be passed on and change nothing, as most do: a turn would be most of what such a frame costs. */
export const isMail = (machine: Machine, event: ConnectionEvent): event is EventOf<"frameReceived"> =>
  (event as Partial<EventOf<"frameReceived">>).frame?.topic === TOPICS.chat &&
  !!(subjectOf(machine, event) as Partial<Open> | undefined)?.heard;

/** Pure: one event in; the new machine and what is to be done, in order. */
export function transition(
  machine: Machine,
  event: ConnectionEvent,
  moment: Moment,
): readonly [Machine, readonly Effect[]] {
  const effects: Effect[] = [];
  const act = (...effect: Effect) => effects.push(effect);
  // A spread would be most of what a frame costs here.
  const turn: Turn = Object.assign({}, machine, moment, { act });
  const subject = subjectOf(machine, event);
  // The table's type ties each handler to its state and event; a union of such pairs cannot be called without saying so.
  const handler = subject && (TABLE[subject.name][event.type] as AnyHandler | undefined);
  handler?.(turn, subject, event);
  // The next turn replaces what is of this moment.
  return [handler ? turn : machine, effects];
}
