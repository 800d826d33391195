import { absoluteUrl } from "./absoluteUrl.js";
import type { InProcessSocket, InProcessSocketListeners, SocketClosing } from "./inProcessSocket.js";

type OpenSocket = (url: string, listeners: InProcessSocketListeners) => InProcessSocket;

/** A `WebSocket` constructor whose sockets end at the emulator. */
export type WebSocketClass = typeof globalThis.WebSocket;

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
const schemes: Readonly<Record<string, string>> = { "http:": "ws:", "https:": "wss:" };
const eventNames = ["open", "message", "error", "close"] as const;
type EventName = (typeof eventNames)[number];

/** The URL as `WebSocket` takes it. */
function readUrl(text: string | URL): string {
  let url: URL;
  try {
    url = absoluteUrl(text, "ws://127.0.0.1");
  } catch {
    throw new DOMException("unable to open a socket; its URL is malformed", "SyntaxError");
  }
  url.protocol = schemes[url.protocol] ?? url.protocol;
  if (url.protocol !== "ws:" && url.protocol !== "wss:")
    throw new DOMException("unable to open a socket; its URL is none of ws: and wss:", "SyntaxError");
  return url.href;
}

/** A page may close with 1000 and with codes of its own only. */
function requirePagesCode(code: number | undefined): void {
  if (code !== undefined && code !== 1_000 && !(code >= 3_000 && code <= 4_999))
    throw new DOMException(
      "unable to close the socket; its code must be 1000 or from 3000 to 4999",
      "InvalidAccessError",
    );
}

/** Node has CloseEvent from version 23 on. */
const closeEvent = (closing: SocketClosing): Event =>
  typeof CloseEvent === "function"
    ? new CloseEvent("close", closing)
    : Object.assign(new Event("close"), closing);

/**
 * The class that a client takes for `WebSocket`. Frames are text, as those of the service are.
 * @param openSocket - what its sockets are made of
 */
export function createWebSocketClass(openSocket: OpenSocket): WebSocketClass {
  class WebSocket extends EventTarget {
    binaryType: BinaryType = "blob";
    readonly bufferedAmount = 0;
    readonly extensions = "";
    readonly protocol = "";
    readonly url: string;
    readonly #socket: InProcessSocket;
    /** What `onopen` and the like are set to. */
    readonly #handlers = new Map<EventName, (event: Event) => unknown>();

    constructor(url: string | URL) {
      super();
      this.url = readUrl(url);
      this.#socket = openSocket(this.url, {
        opened: () => void this.dispatchEvent(new Event("open")),
        received: (data) =>
          void this.dispatchEvent(new MessageEvent("message", { data, origin: new URL(this.url).origin })),
        closed: (closing) => {
          if (!closing.wasClean) this.dispatchEvent(new Event("error"));
          this.dispatchEvent(closeEvent(closing));
        },
      });
    }

    get readyState(): number {
      return this.#socket.readyState;
    }

    send(data: unknown): void {
      if (this.readyState === states.CONNECTING)
        throw new DOMException("unable to send a frame; the socket is still connecting", "InvalidStateError");
      this.#socket.send(String(data));
    }

    close(code?: number, reason?: string): void {
      requirePagesCode(code);
      this.#socket.close(code, reason);
    }

    static {
      for (const target of [this, this.prototype])
        for (const [name, value] of Object.entries(states))
          Object.defineProperty(target, name, { value, enumerable: true });
      for (const name of eventNames)
        Object.defineProperty(this.prototype, `on${name}`, {
          configurable: true,
          get(this: WebSocket) {
            return this.#handlers.get(name) ?? null;
          },
          set(this: WebSocket, handler: unknown) {
            const before = this.#handlers.get(name);
            if (before) this.removeEventListener(name, before);
            this.#handlers.delete(name);
            if (typeof handler !== "function") return;
            this.#handlers.set(name, handler as (event: Event) => unknown);
            this.addEventListener(name, handler as (event: Event) => unknown);
          },
        });
    }
  }
  // Its members are those of the page's class, which are defined above or on the prototype.
  return WebSocket as unknown as WebSocketClass;
}
