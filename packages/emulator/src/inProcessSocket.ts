import type { Clock } from "./clock.js";
import type { Gateway } from "./gateway/gateway.js";
import type { Socket, SocketPort } from "./gateway/socket.js";
import { ticketIdOf } from "./gateway/socketUrl.js";
import { sizeInBytes } from "./sizeInBytes.js";
import type { Limits } from "./limits.js";

/** How a socket ended. */
export interface SocketClosing {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** What a client hears of its socket; each comes in a turn of the clock of its own. */
export interface InProcessSocketListeners {
  opened(): void;
  /** Called once, and nothing after it. */
  closed(closing: SocketClosing): void;
  received(text: string): void;
}

/** A client's end of a socket: what `WebSocket` is to a page. */
export interface InProcessSocket {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  /**
   * Sends a frame; one on a socket that is closing or closed is lost.
   * @throws Error while it is connecting.
   */
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** How long a client waits for the answer to its close when the connection is half-open; browsers wait about as long. */
const closeTimeoutMs = 10_000;

const lost: SocketClosing = { code: 1006, reason: "", wasClean: false };

/** Opens a socket of the gateway without a network. */
export function openInProcessSocket(
  given: {
    readonly gateway: Gateway;
    readonly clock: Clock;
    readonly limits: Limits;
    readonly closed: AbortSignal;
  },
  { url, listeners }: { readonly url: string; readonly listeners: InProcessSocketListeners },
): InProcessSocket {
  const { gateway, clock, limits, closed } = given;
  const { pathname, search } = new URL(url);
  let readyState = CONNECTING;
  let isSilent = false;
  const arriving: string[] = [];
  let service: Pick<Socket, "receive" | "closed"> | undefined;

  const closeAfter = (delayMs: number, closing: SocketClosing) =>
    clock.setTimer(delayMs, () => {
      if (readyState === CLOSED) return;
      readyState = CLOSED;
      listeners.closed(closing);
    });

  const port: SocketPort = {
    send(text) {
      arriving.push(text);
      clock.setTimer(0, () => {
        // Whatever timer it is: that a browser lets one wait for longer must not change the order.
        const next = arriving.shift();
        if (next !== undefined && readyState === OPEN && !isSilent) listeners.received(next);
      });
    },
    close: (code, reason) => void closeAfter(0, { code, reason, wasClean: true }),
    abort: () => void closeAfter(0, lost),
    silence: () => void (isSilent = true),
  };

  const connect = () => {
    if (readyState !== CONNECTING) return;
    const ticketId = ticketIdOf(pathname + search);
    const verdict = closed.aborted ? "refuse" : gateway.handshake(ticketId).verdict;
    if (verdict === "hang") {
      closed.addEventListener("abort", () => closeAfter(0, lost));
      return;
    }
    if (verdict === "admit") service = gateway.open(ticketId, port);
    if (service) {
      readyState = OPEN;
      listeners.opened();
    } else {
      readyState = CLOSED;
      listeners.closed(lost);
    }
  };
  clock.setTimer(0, connect);

  return {
    get readyState() {
      return readyState;
    },
    send(text) {
      if (readyState === CONNECTING)
        throw new Error("unable to send a frame; the socket is still connecting");
      if (readyState !== OPEN) return;
      if (sizeInBytes(text) <= limits.socketMessageSizeBytes) {
        service?.receive(text);
        return;
      }
      if (isSilent) return;
      service?.closed();
      closeAfter(0, { code: 1009, reason: "", wasClean: true });
    },
    close(code = 1005, reason = "") {
      if (readyState >= CLOSING) return;
      const wasOpen = readyState === OPEN;
      readyState = CLOSING;
      service?.closed();
      if (isSilent) closeAfter(closeTimeoutMs, lost);
      else closeAfter(0, wasOpen ? { code, reason, wasClean: true } : lost);
    },
  };
}
