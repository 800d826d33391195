import { TOPICS } from "@amazon-connect-chat/protocol";
import type { EventOf, Open } from "./connectionStates.js";
import { heartbeatFrame, pingFrame } from "./frames.js";
import type { Frame } from "./frames.js";
import { begin, lose, TIMES } from "./machineTurn.js";
import type { Turn } from "./machineTurn.js";

function learn(turn: Turn, socket: Open, news: Partial<Open>): void {
  const known = { ...socket, ...news } as Open;
  if (socket === turn.serving) turn.serving = known;
  else turn.state = known;
}

function beat(turn: Turn, socket: Open, replyMs: number, news: Partial<Open>): void {
  turn.act("sendFrame", socket.id, heartbeatFrame);
  turn.act("wait", "reply", replyMs);
  learn(turn, socket, { ...news, heard: false });
}
const probe = (turn: Turn, socket: Open, news: Partial<Open>): void =>
  beat(turn, socket, TIMES.probeMs, news);

/** A probe is out, and nothing has come since. */
const isProbed = ({ probes, heard }: Open): boolean => probes > 0 && !heard;

/** What any frame means, whatever the state: the peer lives, and what it says is passed on. */
export function hear(turn: Turn, socket: Open, frame: Frame): void {
  const { topic, statusCode, statusContent, message: errorMessage, connectionId, requestId } = frame;
  const timestamp = turn.nowMs;
  const isPing = topic === TOPICS.ping;
  if (!socket.heard || isPing)
    learn(turn, socket, { heard: true, pingPending: socket.pingPending && !isPing });
  if (isPing) {
    if (statusCode === 200) turn.act("emit", "DeepHeartbeatSuccess", { timestamp });
    else turn.act("emit", "DeepHeartbeatFailure", { timestamp, statusCode, statusContent });
  } else if (!topic) {
    if (errorMessage) turn.act("emit", "TopicFailure", { timestamp, errorMessage, connectionId, requestId });
  } else if (topic !== TOPICS.heartbeat && topic !== TOPICS.subscribe && typeof topic === "string")
    turn.act("emit", "AllMessage", frame);
}

/** What happens to every open socket. */
export const socketLife = {
  socketClosed: lose,
  frameReceived: (turn: Turn, socket: Open, { frame }: EventOf<"frameReceived">) => hear(turn, socket, frame),
  heartbeat(turn: Turn, socket: Open) {
    if (socket.pingPending)
      turn.act("emit", "DeepHeartbeatFailure", { timestamp: turn.nowMs, error: "no answer came in time" });
    turn.act("wait", "heartbeat", TIMES.heartbeatMs);
    turn.act("sendFrame", socket.id, pingFrame);
    // Timers of a hidden page run together, once a minute: the next heartbeat must not put off a verdict that is due.
    if (isProbed(socket)) {
      turn.act("sendFrame", socket.id, heartbeatFrame);
      learn(turn, socket, { pingPending: true });
    } else beat(turn, socket, TIMES.replyMs, { probes: 0, pingPending: true, failures: 0 });
  },
  reply(turn: Turn, socket: Open, { isLate }: EventOf<"reply">) {
    if (socket.heard) return;
    // What has arrived is read before a late verdict is passed.
    if (socket.probes > (isLate ? 1 : 0)) lose(turn, socket, {});
    else probe(turn, socket, { probes: socket.probes + 1 });
  },
  lifetime(turn: Turn, socket: Open) {
    // Not now, where a step towards a subscription is under way.
    if (turn.serving || socket.name !== "connected") {
      turn.act("wait", "lifetime", TIMES.heartbeatMs);
      return;
    }
    turn.serving = socket;
    begin(turn, { failures: 0 });
  },
  /**
   * A probe that is out goes on: whoever wakes the machine again and again must not put the verdict off. What failed before a sleep says
   * nothing of what will.
   */
  wokeUp(turn: Turn, socket: Open) {
    if (!isProbed(socket)) probe(turn, socket, { probes: 1, failures: 0 });
  },
};
