import type { Closing } from "./connectionStates.js";
import { heartbeatFrame, pingFrame } from "./frames.js";
import type { Frame } from "./frames.js";
import { backOff, closeSocket, emit, sendFrame, setTimer, TIMES, withSocket } from "./machineTurn.js";
import type { EventOf, In, Machine, Turn, WithSocket } from "./machineTurn.js";

/** Gives the socket up: the next one is the way on, or a pause and a new start. */
export const lose = (machine: WithSocket, turn: Turn, closing?: Closing): Machine => {
  const { state } = machine;
  const { id, failures } = state.socket;
  if (!closing) closeSocket(turn, id, "no answer");
  const next = state.name === "rotating" ? state.next : undefined;
  if (!next || next.name === "backingOff") {
    // The pause before the next try at a rotation was made for a socket that still served.
    const retryAfterMs = next ? Math.min(next.notBeforeMs - turn.nowMs, next.pauseMs) : 0;
    return backOff(machine, failures, turn, { retryAfterMs, closing });
  }
  emit(turn, "lost", closing);
  return { ...machine, state: next, announced: "lost" };
};

const beat = (machine: WithSocket, replyMs: number, turn: Turn): Machine => {
  sendFrame(turn, machine.state.socket.id, heartbeatFrame);
  setTimer(turn, "reply", replyMs);
  return withSocket(machine, { heard: false });
};
const probe = (machine: WithSocket, turn: Turn): Machine =>
  beat(withSocket(machine, { probes: machine.state.socket.probes + 1 }), TIMES.probeMs, turn);

/** A probe is out, and nothing has come since. */
const isProbed = ({ state }: WithSocket): boolean => state.socket.probes > 0 && !state.socket.heard;

/** A timer of the open socket. */
export const onSocketTimer = (
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
      // Timers of a hidden page run together, once a minute: the next heartbeat must not put off a verdict that is due.
      if (isProbed(machine)) {
        sendFrame(turn, id, heartbeatFrame);
        return withSocket(machine, { pingPending: true });
      }
      return beat(withSocket(machine, { probes: 0, pingPending: true, failures: 0 }), TIMES.replyMs, turn);
    case "reply":
      if (heard) return machine;
      // What has arrived is read before a late verdict is passed.
      return probes > (isLate ? 1 : 0) ? lose(machine, turn) : probe(machine, turn);
    case "lifetime":
      // Not now: a step towards a subscription is under way.
      setTimer(turn, "lifetime", TIMES.heartbeatMs);
      return machine;
    case "step":
      return machine;
  }
};

/** What any frame means, whatever the state: the peer lives, and what it says is passed on. */
export const hear = <Name extends WithSocket["state"]["name"]>(
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

/** A probe that is out goes on: whoever wakes the machine again and again must not put the verdict off. */
export const onWakeUp = (machine: WithSocket, _event: unknown, turn: Turn): Machine =>
  isProbed(machine) ? machine : probe(withSocket(machine, { probes: 0 }), turn);
