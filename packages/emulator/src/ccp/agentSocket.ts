import { TOPICS } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Gateway } from "../gateway/gateway.js";
import { toIsoTime } from "../isoTime.js";
import { createTimerScope } from "../timerScope.js";
import { fieldsOf } from "./ccpFrames.js";

/** The socket that carries all chats of an agent. What the pages are told of it goes to `tell`. */
export interface AgentSocket {
  /** Opens it, if it is not open already. */
  open(): void;
  /** As Streams does it: what is subscribed already is not sent again, so that no answer comes. */
  subscribe(topics: readonly string[]): void;
  send(payload: unknown): void;
  /** Cuts it, and keeps it so until `gain`. */
  lose(): void;
  /** Opens it again; pages hear of it only when it is `announced`. */
  gain(announced: boolean): void;
  /** Closes it without a word. */
  close(): void;
}

interface Link {
  readonly socket: NonNullable<ReturnType<Gateway["open"]>>;
  readonly openedAtMs: number;
  readonly subscribed: Set<string>;
  answersDue: number;
}

const heartbeatMs = 10_000;
/** So long before its end another socket takes over. */
const rotationLeadMs = 60_000;

const answeredTopics: ReadonlySet<string> = new Set([TOPICS.heartbeat, TOPICS.ping]);

export function createAgentSocket(given: {
  readonly agentId: string;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly retryMs: number;
  readonly tell: (event: string, data?: unknown) => void;
}): AgentSocket {
  const { agentId, gateway, clock, tell } = given;
  // An attempt that fails must not stop the clock.
  const retryMs = Math.max(1, given.retryMs);
  const timers = createTimerScope(clock);
  const topics = new Set<string>();
  let link: Link | undefined;
  let isHeld = false;

  const noteSubscription = ({ subscribed }: Link, content: unknown) => {
    const { status, topics: names } = fieldsOf(content);
    const isDone = status === "success";
    if (isDone) for (const name of names as readonly string[]) subscribed.add(name);
    tell(`webSocket::subscription_${isDone ? "update" : "failure"}`, { topic: TOPICS.subscribe, content });
  };

  const receive = (from: Link, text: string) => {
    if (from !== link) return;
    const { topic, content, contentType } = fieldsOf(JSON.parse(text));
    if (typeof topic === "string" && answeredTopics.has(topic)) from.answersDue = 0;
    else if (topic === TOPICS.subscribe) noteSubscription(from, content);
    else tell("webSocket::all_message", { topic, contentType, content });
  };

  const lost = (from: Link, { code, reason }: { readonly code: number; readonly reason: string }) => {
    if (from !== link) return;
    link = undefined;
    timers.cancelAll();
    const closing = {
      openTimestamp: toIsoTime(from.openedAtMs),
      closeTimestamp: toIsoTime(clock.nowMs()),
      connectionDuration: clock.nowMs() - from.openedAtMs,
      code,
      reason,
    };
    for (const event of [
      "webSocket::connection_close",
      "agent::websocket_connection_lost",
      "webSocket::connection_lost",
    ])
      tell(event, closing);
    if (!isHeld) timers.set(retryMs, () => connect(true));
  };

  const sendOn = (to: Link, frame: unknown) => to.socket.receive(JSON.stringify(frame));

  const sendTopics = (to: Link, names: readonly string[]) => {
    const added = names.filter((name) => !to.subscribed.has(name));
    if (added.length > 0) sendOn(to, { topic: TOPICS.subscribe, content: { topics: added } });
  };

  /** A socket that is open; undefined when none is to be had now. */
  const openLink = (): { readonly link: Link; readonly expiresAtMs: number } | undefined => {
    const { ticketId, expiresAtMs } = gateway.issueTicket({ kind: "agent", agentId });
    if (gateway.handshake(ticketId).verdict !== "admit") return undefined;
    const socket = gateway.open(ticketId, {
      send: (text) => receive(opened, text),
      close: (code, reason) => lost(opened, { code, reason }),
      abort: () => lost(opened, { code: 1006, reason: "" }),
      silence: () => undefined,
    });
    if (!socket) return undefined;
    const opened: Link = {
      socket,
      openedAtMs: clock.nowMs(),
      subscribed: new Set(),
      answersDue: 0,
    };
    return { link: opened, expiresAtMs };
  };

  const beat = (on: Link) => {
    timers.set(heartbeatMs, () => {
      if (on.answersDue > 0) {
        on.socket.closed();
        lost(on, { code: 1006, reason: "" });
        return;
      }
      on.answersDue += 1;
      sendOn(on, { topic: TOPICS.heartbeat });
      beat(on);
    });
  };

  /** Puts a new socket in the place of the one there is, if any. */
  const connect = (announced: boolean) => {
    const opened = openLink();
    if (!opened) {
      timers.set(retryMs, () => connect(announced));
      return;
    }
    const before = link;
    link = opened.link;
    timers.cancelAll();
    if (announced && !before) {
      tell("agent::websocket_connection_gained");
      tell("webSocket::connection_gain");
    }
    tell("webSocket::connection_open", { connectWebSocketRetryCount: 0 });
    sendTopics(link, [...topics]);
    beat(link);
    timers.set(Math.max(retryMs, opened.expiresAtMs - clock.nowMs() - rotationLeadMs), () => connect(true));
    before?.socket.closed();
  };

  return {
    open() {
      if (!link && !isHeld) connect(true);
    },
    subscribe(names) {
      for (const name of names) topics.add(name);
      if (link) sendTopics(link, names);
    },
    send(payload) {
      if (link) sendOn(link, payload);
    },
    lose() {
      isHeld = true;
      timers.cancelAll();
      if (!link) return;
      link.socket.closed();
      lost(link, { code: 1006, reason: "" });
    },
    gain(announced) {
      isHeld = false;
      if (!link) connect(announced);
    },
    close() {
      timers.cancelAll();
      topics.clear();
      link?.socket.closed();
      link = undefined;
    },
  };
}
