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

type Step = readonly [Machine, readonly Effect[]];
type StateOf<Name extends StateName> = Extract<ConnectionState, { name: Name }>;
type EventOf<Type extends EventType> = Extract<ConnectionEvent, { type: Type }>;
type Handler<Name extends StateName, Type extends EventType> = (
  machine: Machine & { readonly state: StateOf<Name> },
  event: EventOf<Type>,
  moment: Moment,
) => Step;
type Table = {
  readonly [Name in StateName]: { readonly [Type in EventType]: Handler<Name, Type> | "ignored" };
};
type WithSocket = Machine & { readonly state: StateOf<"subscribing" | "connected" | "rotating"> };

export const initialMachine: Machine = {
  state: { name: "idle" },
  topics: [],
  lastId: 0,
  announced: "nothing",
};

const emit = (announcement: Announcement): Effect => ({ do: "emit", announcement });
const setTimer = (timer: TimerName, delayMs: number): Effect => ({ do: "setTimer", timer, delayMs });
const sendFrame = (id: number, data: string): Effect => ({ do: "sendFrame", id, data });
const closeSocket = (id: number, reason: string): Effect => ({ do: "closeSocket", id, reason });
const to = (machine: Machine, state: ConnectionState, effects: readonly Effect[] = []): Step => [
  { ...machine, state },
  effects,
];
const withSocket = (machine: WithSocket, change: Partial<OpenSocket>): Machine => ({
  ...machine,
  state: { ...machine.state, socket: { ...machine.state.socket, ...change } },
});

/** Sockets that the state holds: what must be closed when it is left for good. */
const socketIds = (state: ConnectionState): readonly number[] => {
  if (state.name === "opening") return [state.id];
  if (!("socket" in state)) return [];
  return state.name === "rotating" ? [state.socket.id, ...socketIds(state.next)] : [state.socket.id];
};
const generations = (state: ConnectionState): readonly number[] =>
  state.name === "fetchingTransport"
    ? [state.id]
    : state.name === "rotating"
      ? [state.socket.id, ...generations(state.next)]
      : socketIds(state);

const begin = (machine: Machine, failures: number): Step => {
  const id = machine.lastId + 1;
  return to({ ...machine, lastId: id }, { name: "fetchingTransport", id, failures }, [
    setTimer("step", TIMES.fetchDeadlineMs),
    { do: "fetchTransport", id },
  ]);
};

const backOff = (
  machine: Machine,
  failures: number,
  moment: Moment,
  { retryAfterMs = 0, closing }: { retryAfterMs?: number; closing?: Closing } = {},
): Step => {
  const delayMs = Math.max(backoffMs(failures, moment.random), retryAfterMs);
  const untilMs = moment.nowMs + delayMs;
  const notBeforeMs = moment.nowMs + retryAfterMs;
  return to(machine, { name: "backingOff", failures: failures + 1, untilMs, notBeforeMs, closing }, [
    setTimer("step", delayMs),
  ]);
};

/** Gives the socket up: the next one is the way on, or a pause and a new start. */
const lose = (machine: WithSocket, moment: Moment, closing?: Closing): Step => {
  const { state } = machine;
  const { id, failures } = state.socket;
  const close = closing ? [] : [closeSocket(id, "no answer from the peer")];
  if (state.name !== "rotating") {
    const [next, effects] = backOff(machine, failures, moment, closing && { closing });
    return [next, [...close, ...effects]];
  }
  return [{ ...machine, state: state.next, announced: "lost" }, [...close, emit({ what: "lost", closing })]];
};

const beat = (machine: WithSocket, replyMs: number, change: Partial<OpenSocket>): Step => {
  const { id } = machine.state.socket;
  return [
    withSocket(machine, { ...change, heard: false }),
    [sendFrame(id, heartbeatFrame), setTimer("reply", replyMs)],
  ];
};
const probe = (machine: WithSocket): Step => beat(machine, TIMES.probeMs, { probing: true });

const heartbeatDue = (machine: WithSocket): Step => {
  const { id, pingPending } = machine.state.socket;
  const missed = pingPending
    ? [
        emit({
          what: "pingFailure",
          details: { error: "unable to confirm the ping; no answer came in time" },
        }),
      ]
    : [];
  const [next, effects] = beat(machine, TIMES.replyMs, { probing: false, pingPending: true, failures: 0 });
  return [next, [...missed, setTimer("heartbeat", TIMES.heartbeatMs), sendFrame(id, pingFrame), ...effects]];
};

const replyDue = (machine: WithSocket, moment: Moment): Step => {
  const { heard, probing } = machine.state.socket;
  if (heard) return [machine, []];
  return probing ? lose(machine, moment) : probe(machine);
};

/** What any frame means, whatever the state: the peer lives, and what it says is passed on. */
const hear = (machine: WithSocket, frame: Frame): Step => {
  const heard = withSocket(machine, { heard: true });
  switch (frame.kind) {
    case "message":
      return [heard, [emit({ what: "message", envelope: frame.envelope })]];
    case "ping": {
      const { statusCode, statusContent } = frame;
      const verdict: Announcement =
        statusCode === 200
          ? { what: "pingSuccess" }
          : { what: "pingFailure", details: { statusCode, statusContent } };
      return [withSocket(machine, { heard: true, pingPending: false }), [emit(verdict)]];
    }
    case "gatewayError": {
      const { message: errorMessage, connectionId, requestId } = frame;
      return [heard, [emit({ what: "topicFailure", details: { errorMessage, connectionId, requestId } })]];
    }
    case "subscription":
    case "heartbeat":
    case "unreadable":
      return [heard, []];
  }
};

const subscribe = (machine: Machine, socket: OpenSocket, topics: readonly string[]): Step =>
  to(machine, { name: "subscribing", socket, sends: 1, refusals: 0 }, [
    sendFrame(socket.id, subscribeFrame(topics)),
    setTimer("step", TIMES.subscribeRetryMs),
  ]);

const opened: Handler<"opening", "socketOpened"> = (machine, event, moment) => {
  const { failures, lifetimeMs } = machine.state;
  const socket = { id: event.id, failures, heard: false, probing: false, pingPending: true };
  const [next, effects] = machine.topics.length
    ? subscribe(machine, socket, machine.topics)
    : to(machine, { name: "connected", socket });
  return [
    next,
    [
      ...effects,
      sendFrame(event.id, pingFrame),
      sendFrame(event.id, heartbeatFrame),
      setTimer("heartbeat", TIMES.heartbeatMs),
      setTimer("reply", TIMES.replyMs),
      // Early by up to a twentieth, so that sockets opened together are not all replaced together.
      setTimer("lifetime", lifetimeMs * (1 - moment.random / 20)),
    ],
  ];
};

const giveUpSubscribing = (machine: Machine & { state: StateOf<"subscribing"> }, moment: Moment): Step => {
  const { id, failures } = machine.state.socket;
  const frame = { topic: "aws/subscribe", content: { status: "failure", topics: machine.topics } };
  const [next, effects] = backOff(machine, failures, moment);
  return [
    next,
    [emit({ what: "subscriptionFailure", frame }), closeSocket(id, "subscription failed"), ...effects],
  ];
};

const subscriptionFrame: Handler<"subscribing", "frameReceived"> = (machine, { frame }, moment) => {
  if (frame.kind !== "subscription") return hear(machine, frame);
  const { state } = machine;
  const socket = { ...state.socket, heard: true };
  if (frame.accepted)
    return to(machine, { name: "connected", socket }, [
      emit({ what: "subscriptionUpdate", frame: frame.raw }),
    ]);
  const refusals = state.refusals + 1;
  if (refusals >= TIMES.maxSubscribeSends) return giveUpSubscribing(machine, moment);
  return to(machine, { ...state, socket, refusals }, [setTimer("step", TIMES.refusedRetryMs)]);
};

const subscribeAgain: Handler<"subscribing", "timerFired"> = (machine, { timer }, moment) => {
  if (timer !== "step") return socketTimer(machine, timer, moment);
  const { state } = machine;
  if (state.sends >= TIMES.maxSubscribeSends) return giveUpSubscribing(machine, moment);
  return to(machine, { ...state, sends: state.sends + 1 }, [
    sendFrame(state.socket.id, subscribeFrame(machine.topics)),
    setTimer("step", TIMES.subscribeRetryMs),
  ]);
};

const socketTimer = (machine: WithSocket, timer: TimerName, moment: Moment): Step => {
  switch (timer) {
    case "heartbeat":
      return heartbeatDue(machine);
    case "reply":
      return replyDue(machine, moment);
    case "lifetime": {
      if (machine.state.name !== "connected") return [machine, [setTimer("lifetime", TIMES.heartbeatMs)]];
      return rotating(machine, machine.state.socket, begin(machine, 0));
    }
    case "step":
      return [machine, []];
  }
};

/** Wraps a step of the next socket: the current one serves until the next is subscribed. */
const rotating = (machine: Machine, socket: OpenSocket, [after, effects]: Step): Step => {
  const { state: next } = after;
  if (next.name === "connected") return [after, [...effects, closeSocket(socket.id, "replaced in time")]];
  return to(
    { ...after, announced: machine.announced },
    { name: "rotating", socket, next: next as Reaching },
    effects,
  );
};
const delegate = (
  machine: Machine & { state: StateOf<"rotating"> },
  event: ConnectionEvent,
  moment: Moment,
): Step => {
  const { socket, next } = machine.state;
  return rotating(machine, socket, handle({ ...machine, state: next }, event, moment));
};

const addTopics = (machine: Machine, topics: readonly string[]): readonly [Machine, readonly string[]] => {
  const fresh = topics.filter((topic) => !machine.topics.includes(topic));
  return [{ ...machine, topics: [...machine.topics, ...fresh] }, fresh];
};
const remember = (machine: Machine, event: EventOf<"topicsAdded">): Step => [
  addTopics(machine, event.topics)[0],
  [],
];

const stop = (machine: Machine, state: StateOf<"closed" | "failed"> = { name: "closed" }): Step => [
  { ...machine, state },
  socketIds(machine.state).map((id) => closeSocket(id, "closed by the client")),
];
const fail = (machine: Machine, reason: unknown): Step => {
  const [next, effects] = stop(machine, { name: "failed", reason });
  return [next, [...effects, emit({ what: "initFailure", reason })]];
};
const terminate = (machine: Machine, event: EventOf<"terminate">): Step => fail(machine, event.reason);

const deadlinePassed = (
  machine: Machine & { state: StateOf<"fetchingTransport" | "opening"> },
  _event: unknown,
  moment: Moment,
): Step => {
  const [next, effects] = backOff(machine, machine.state.failures, moment);
  return [
    next,
    [...socketIds(machine.state).map((id) => closeSocket(id, "did not open in time")), ...effects],
  ];
};

const wakeUp = (machine: Machine & { state: StateOf<"backingOff"> }, moment: Moment): Step => {
  const { state } = machine;
  const delayMs = Math.max(backoffMs(0, moment.random), state.notBeforeMs - moment.nowMs);
  const untilMs = moment.nowMs + delayMs;
  if (untilMs >= state.untilMs) return [machine, []];
  return to(machine, { ...state, untilMs }, [setTimer("step", delayMs)]);
};

/** The network or the page is back: look at once whether the peer is, too. */
const probeWhen = {
  onlineChanged: (machine: WithSocket, event: EventOf<"onlineChanged">): Step =>
    event.online ? probe(machine) : [machine, []],
  visibilityChanged: (machine: WithSocket, event: EventOf<"visibilityChanged">): Step =>
    event.visible ? probe(machine) : [machine, []],
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
  onlineChanged: "ignored",
  visibilityChanged: "ignored",
} as const;

/** Every state and every event: what happens, or that nothing does. */
export const TABLE: Table = {
  idle: {
    ...nothing,
    start: (machine) => begin(machine, 0),
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: remember,
  },
  fetchingTransport: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: remember,
    transportFetched: (machine, { id, url, lifetimeMs }) =>
      to(machine, { name: "opening", id, failures: machine.state.failures, lifetimeMs }, [
        setTimer("step", TIMES.openDeadlineMs),
        { do: "openSocket", id, url },
      ]),
    transportFailed: (machine, { fatal, reason, retryAfterMs }, moment) =>
      fatal ? fail(machine, reason) : backOff(machine, machine.state.failures, moment, { retryAfterMs }),
    timerFired: deadlinePassed,
  },
  opening: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: remember,
    socketOpened: opened,
    socketClosed: (machine, { closing }, moment) =>
      backOff(machine, machine.state.failures, moment, { closing }),
    timerFired: deadlinePassed,
  },
  subscribing: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: (machine, event) => {
      const [next] = addTopics(machine, event.topics);
      return subscribe(next, machine.state.socket, next.topics);
    },
    socketClosed: (machine, { closing }, moment) => lose(machine, moment, closing),
    frameReceived: subscriptionFrame,
    timerFired: subscribeAgain,
    ...probeWhen,
  },
  connected: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: (machine, event) => {
      const [next, fresh] = addTopics(machine, event.topics);
      return fresh.length ? subscribe(next, machine.state.socket, fresh) : [machine, []];
    },
    socketClosed: (machine, { closing }, moment) => lose(machine, moment, closing),
    frameReceived: (machine, { frame }) => hear(machine, frame),
    timerFired: (machine, { timer }, moment) => socketTimer(machine, timer, moment),
    ...probeWhen,
  },
  rotating: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: (machine, event, moment) => {
      const [after, effects] = delegate(machine, event, moment);
      const { id } = machine.state.socket;
      return [after, [sendFrame(id, subscribeFrame(event.topics)), ...effects]];
    },
    transportFetched: delegate,
    transportFailed: (machine, event, moment) => {
      const retryAfterMs = event.fatal ? TIMES.refusedRotationMs : event.retryAfterMs;
      return delegate(machine, { ...event, fatal: false, retryAfterMs }, moment);
    },
    socketOpened: delegate,
    socketClosed: (machine, event, moment) =>
      event.id === machine.state.socket.id
        ? lose(machine, moment, event.closing)
        : delegate(machine, event, moment),
    frameReceived: (machine, event, moment) =>
      event.id === machine.state.socket.id ? hear(machine, event.frame) : delegate(machine, event, moment),
    timerFired: (machine, event, moment) =>
      event.timer === "step" ? delegate(machine, event, moment) : socketTimer(machine, event.timer, moment),
    ...probeWhen,
  },
  backingOff: {
    ...nothing,
    stop: (machine) => stop(machine),
    terminate,
    topicsAdded: remember,
    timerFired: (machine) => begin(machine, machine.state.failures),
    onlineChanged: (machine, event, moment) => (event.online ? wakeUp(machine, moment) : [machine, []]),
    visibilityChanged: (machine, event, moment) => (event.visible ? wakeUp(machine, moment) : [machine, []]),
  },
  closed: { ...nothing, terminate },
  failed: nothing,
};

/** Timers that a state may hold; leaving for a state without them cancels them. */
const TIMERS: Readonly<Record<StateName, readonly TimerName[]>> = {
  idle: [],
  fetchingTransport: ["step"],
  opening: ["step"],
  subscribing: ["step", "heartbeat", "reply", "lifetime"],
  connected: ["heartbeat", "reply", "lifetime"],
  rotating: ["step", "heartbeat", "reply", "lifetime"],
  backingOff: ["step"],
  closed: [],
  failed: [],
};

function handle(machine: Machine, event: ConnectionEvent, moment: Moment): Step {
  if ("id" in event && !generations(machine.state).includes(event.id)) return [machine, []];
  const handler = TABLE[machine.state.name][event.type];
  if (handler === "ignored") return [machine, []];
  // The table's type ties each handler to its state and event; a union of such pairs cannot be called without saying so.
  return (handler as (machine: Machine, event: ConnectionEvent, moment: Moment) => Step)(
    machine,
    event,
    moment,
  );
}

/** Gain and lost follow from the states alone. */
const announce = (machine: Machine): Step => {
  const { state } = machine;
  if (state.name === "connected" && machine.announced !== "gain")
    return [{ ...machine, announced: "gain" }, [emit({ what: "gain" })]];
  if (state.name === "backingOff" && machine.announced !== "lost")
    return [{ ...machine, announced: "lost" }, [emit({ what: "lost", closing: state.closing })]];
  return [machine, []];
};

/** Pure: one event in; the new machine and what is to be done, in order. */
export function transition(machine: Machine, event: ConnectionEvent, moment: Moment): Step {
  const [handled, effects] = handle(machine, event, moment);
  const kept = TIMERS[handled.state.name];
  const cleared = TIMERS[machine.state.name]
    .filter((timer) => !kept.includes(timer))
    .map((timer): Effect => ({ do: "clearTimer", timer }));
  const [announced, announcements] = announce(handled);
  return [announced, [...cleared, ...effects, ...announcements]];
}
