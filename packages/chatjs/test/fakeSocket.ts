import type { PlatformSocket, SocketListeners } from "../src/platform/platform.js";

/** A socket seen from the service's end. */
export interface FakeSocket {
  readonly url: string;
  /** What the client has sent, in order. */
  readonly sent: readonly string[];
  /** As in the browser: 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  /** Set once the client has asked to close. */
  readonly closeRequest:
    | { readonly code?: number | undefined; readonly reason?: string | undefined }
    | undefined;
  /** Set to false for a peer that never answers a close. */
  answersClose: boolean;
  /** Accepts the handshake; also one that the client has given up, as long as nobody has answered that. */
  open(): void;
  /** Hands the client one frame; anything but a text is sent as its JSON. */
  receive(frame: unknown): void;
  /** Hands the client data as it is, for binary frames. */
  receiveRaw(data: unknown): void;
  /** Ends the socket: 1006 and not clean unless told otherwise. */
  close(code?: number, reason?: string): void;
}

/** Both ends of a socket; `queueTask` is where a peer's answer to a close waits. */
export function createFakeSocket(
  url: string,
  listeners: SocketListeners,
  queueTask: (task: () => void) => void,
): { readonly service: FakeSocket; readonly client: PlatformSocket } {
  const sent: string[] = [];
  let readyState = 0;
  let wasOpen = false;
  let closeRequest: FakeSocket["closeRequest"];
  const service: FakeSocket = {
    url,
    sent,
    answersClose: true,
    get readyState() {
      return readyState;
    },
    get closeRequest() {
      return closeRequest;
    },
    open() {
      if (wasOpen || readyState === 3) throw new Error(`unable to open socket; it is in state ${readyState}`);
      wasOpen = true;
      readyState = 1;
      listeners.opened();
    },
    receive: (frame) => service.receiveRaw(typeof frame === "string" ? frame : JSON.stringify(frame)),
    receiveRaw(data) {
      if (readyState === 1 || readyState === 2) listeners.received(data);
    },
    close(code = 1006, reason = "") {
      if (readyState === 3) return;
      readyState = 3;
      listeners.closed({ code, reason, wasClean: code !== 1006 });
    },
  };
  const client: PlatformSocket = {
    get readyState() {
      return readyState;
    },
    send(data) {
      if (readyState === 0) throw new Error("unable to send frame; the socket is still connecting");
      if (readyState === 1) sent.push(data);
    },
    close(code, reason) {
      if (readyState >= 2) return;
      readyState = 2;
      closeRequest = { code, reason };
      queueTask(() => {
        if (service.answersClose) service.close(wasOpen ? (code ?? 1005) : 1006, reason);
      });
    },
  };
  return { service, client };
}
