import { TOPICS } from "@amazon-connect-chat/protocol";
import type { ServerFrame } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { Settings } from "../options.js";
import { createTimerScope } from "../timerScope.js";
import { readClientFrame } from "./clientFrame.js";
import type { ClientRequest } from "./clientFrame.js";
import type { SocketOwner } from "./socketOwner.js";
import type { Ticket } from "./tickets.js";

/** What carries the frames: `ws` on Node, anything else in a test. */
export interface SocketPort {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Cuts the connection, with no close frame. */
  abort(): void;
}

/** One open socket. */
export interface Socket {
  readonly socketId: string;
  readonly owner: SocketOwner;
  readonly openedAtMs: number;
  readonly topics: ReadonlySet<string>;
  send(text: string): void;
  close(code: number, reason: string): void;
  abort(): void;
  /** Takes a frame from the client; undefined stands for a binary one. */
  receive(text: string | undefined): void;
  /** The connection is gone, whoever ended it. */
  closed(): void;
}

export interface SocketParts {
  readonly ticket: Ticket;
  readonly port: SocketPort;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  /** Called when the chat topic is subscribed, after the answer. */
  readonly onSubscribed: () => void;
  /** Called once, when the socket no longer counts as open. */
  readonly onGone: () => void;
}

export function createSocket({ ticket, port, clock, ids, settings, ...parts }: SocketParts): Socket {
  const topics = new Set<string>();
  const timers = createTimerScope(clock);
  const openedAtMs = clock.nowMs();
  const connectionId = ids.uuid();
  let lastTrafficAtMs = openedAtMs;
  let isOpen = true;

  const closed = () => {
    if (!isOpen) return;
    isOpen = false;
    timers.cancelAll();
    parts.onGone();
  };

  const close = (code: number, reason: string) => {
    if (!isOpen) return;
    closed();
    port.close(code, reason);
  };

  const send = (text: string) => {
    if (!isOpen) return;
    lastTrafficAtMs = clock.nowMs();
    port.send(text);
  };

  const answer = (frame: ServerFrame) => send(JSON.stringify(frame));

  const changeTopics = (type: "subscribe" | "unsubscribe", names: readonly string[] | undefined) => {
    const topic = TOPICS[type];
    if (!names) {
      answer({ topic, content: { status: "failure", topics: [] } } as ServerFrame);
      return;
    }
    for (const name of names) {
      if (type === "subscribe") topics.add(name);
      else topics.delete(name);
    }
    answer({ topic, content: { status: "success", topics: names } } as ServerFrame);
    if (type === "subscribe" && names.includes(TOPICS.chat)) parts.onSubscribed();
  };

  const act = (request: ClientRequest) => {
    switch (request.type) {
      case "subscribe":
      case "unsubscribe":
        changeTopics(request.type, request.topics);
        return;
      case "heartbeat":
        answer({ topic: TOPICS.heartbeat });
        return;
      case "ping":
        answer({ topic: TOPICS.ping, statusCode: 200, statusContent: "OK" });
        return;
      case "unroutable":
        answer({ message: "Forbidden", connectionId, requestId: ids.uuid() });
        return;
      case "nothing":
    }
  };

  const watchIdle = (delayMs: number) => {
    timers.set(delayMs, () => {
      const idleMs = clock.nowMs() - lastTrafficAtMs;
      if (idleMs >= settings.socketIdleMs) close(1001, "idle");
      else watchIdle(settings.socketIdleMs - idleMs);
    });
  };

  watchIdle(settings.socketIdleMs);
  timers.set(ticket.expiresAtMs + settings.socketGraceMs - openedAtMs, () => close(1000, "expired"));

  return {
    socketId: connectionId,
    owner: ticket.owner,
    openedAtMs,
    topics,
    send,
    close,
    abort() {
      closed();
      port.abort();
    },
    receive(text) {
      if (!isOpen) return;
      lastTrafficAtMs = clock.nowMs();
      act(text === undefined ? { type: "unroutable" } : readClientFrame(text));
    },
    closed,
  };
}
