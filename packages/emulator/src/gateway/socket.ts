import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { Settings } from "../options.js";
import { createTimerScope } from "../timerScope.js";
import { createSocketTap } from "../traffic/socketTap.js";
import type { Traffic } from "../traffic/traffic.js";
import { createClientDialogue } from "./clientDialogue.js";
import type { DialogueParts } from "./clientDialogue.js";
import type { SocketOwner } from "./socketOwner.js";
import type { Ticket } from "./tickets.js";

/** What carries the frames: `ws` on Node, a pair of callbacks within one process, anything else in a test. */
export interface SocketPort {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Cuts the connection, with no close frame. */
  abort(): void;
  /** Keeps the connection, and from now on hands nothing on in either direction. Called once at most. */
  silence(): void;
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
  /** From now on nothing goes through, and no end is told. */
  goHalfOpen(): void;
  /** Takes a frame from the client; undefined stands for a binary one. */
  receive(text: string | undefined): void;
  /** The connection is gone, whoever ended it. */
  closed(): void;
}

export interface SocketParts extends Pick<DialogueParts, "judge" | "onSubscribed"> {
  readonly ticket: Ticket;
  readonly port: SocketPort;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly traffic: Traffic;
  /** Called once, when the socket no longer counts as open. */
  readonly onGone: () => void;
}

export function createSocket({ ticket, port, clock, ids, settings, traffic, ...parts }: SocketParts): Socket {
  const timers = createTimerScope(clock);
  const openedAtMs = clock.nowMs();
  const connectionId = ids.uuid();
  const tap = createSocketTap(traffic, connectionId, ticket.owner);
  let lastTrafficAtMs = openedAtMs;
  let state: "open" | "halfOpen" | "gone" = "open";

  const forget = () => {
    state = "gone";
    timers.cancelAll();
    parts.onGone();
  };

  /** Ends the socket. What is told over a half-open connection does not arrive. */
  const end = (tell: () => void) => {
    if (state === "gone") return;
    const arrives = state === "open";
    forget();
    if (arrives) tell();
  };

  const close = (code: number, reason: string) =>
    end(() => {
      tap.became("closed", code);
      port.close(code, reason);
    });

  const send = (text: string) => {
    if (state !== "open") return;
    lastTrafficAtMs = clock.nowMs();
    tap.passed("toClient", text);
    port.send(text);
  };

  const dialogue = createClientDialogue({ ...parts, connectionId, ids, send });

  const watchIdle = (delayMs: number) => {
    timers.set(delayMs, () => {
      const idleMs = clock.nowMs() - lastTrafficAtMs;
      if (idleMs >= settings.socketIdleMs) close(1001, "idle");
      else watchIdle(settings.socketIdleMs - idleMs);
    });
  };

  tap.became("opened");
  watchIdle(settings.socketIdleMs);
  timers.set(ticket.expiresAtMs + settings.socketGraceMs - openedAtMs, () => close(1000, "expired"));

  return {
    socketId: connectionId,
    owner: ticket.owner,
    openedAtMs,
    topics: dialogue.topics,
    send,
    close,
    abort: () =>
      end(() => {
        tap.became("cut");
        port.abort();
      }),
    goHalfOpen() {
      if (state !== "open") return;
      state = "halfOpen";
      tap.became("halfOpen");
      port.silence();
    },
    receive(text) {
      if (state !== "open") return;
      lastTrafficAtMs = clock.nowMs();
      tap.passed("toService", text);
      dialogue.receive(text);
    },
    closed() {
      // That the other end went away does not get through either.
      if (state !== "open") return;
      tap.became("gone");
      forget();
    },
  };
}
