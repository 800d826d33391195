/** The service's end of the page's sockets. */
export interface Sockets {
  /** What happened to sockets, which are numbered from 1: `1 opens <url>`, `1 sends <frame>`, `1 is closed with 1000`. */
  readonly socketLog: readonly string[];
  /** Sends a frame to every subscribed socket: a text as it is, anything else as JSON. */
  send(frame: unknown): void;
  /** Sends an item of the chat to every subscribed socket. */
  sendItem(item: unknown): void;
  /** Ends all sockets as the network does. */
  drop(): void;
  /** Answers frames no more on the sockets that are open, as a connection does whose other end is gone. */
  fallSilent(): void;
  /** How sockets are taken from now on. */
  takeSockets(how: "open" | "refuse" | "never"): void;
  /** How subscriptions are answered from now on. */
  takeSubscriptions(how: "success" | "failure" | "never"): void;
}

/** Without it a client that tries again at once would do so without end, at one moment. */
const REFUSAL_MS = 20;

/** Puts sockets of the scripted service in the place of the browser's. */
export function createSockets(): Sockets {
  const socketLog: string[] = [];
  const subscribed = new Set<FakeSocket>();
  const open = new Set<FakeSocket>();
  let count = 0;
  const silent = new Set<FakeSocket>();
  let handshakes: "open" | "refuse" | "never" = "open";
  let subscriptions: "success" | "failure" | "never" = "success";

  const answerTo = (socket: FakeSocket, frame: string) => {
    if (silent.has(socket)) return;
    const { topic, content } = JSON.parse(frame) as { topic: string; content?: { topics: string[] } };
    if (topic === "aws/subscribe" && subscriptions === "never") return;
    const answers: Readonly<Record<string, object>> = {
      "aws/subscribe": { topic, content: { status: subscriptions, topics: content?.topics } },
      "aws/heartbeat": { topic },
      "aws/ping": { topic, statusCode: 200, statusContent: "OK" },
    };
    if (topic === "aws/subscribe" && subscriptions === "success") subscribed.add(socket);
    socket.tell("message", new MessageEvent("message", { data: JSON.stringify(answers[topic]) }));
  };

  class FakeSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly number = ++count;
    readonly protocol = "";
    readonly extensions = "";
    readonly bufferedAmount = 0;
    readonly url: string;
    readyState = 0;

    constructor(url: string) {
      super();
      const { protocol, href } = new URL(url, location.href);
      if (!/^(ws|http)s?:$/.test(protocol))
        throw new DOMException(`The URL '${url}' is invalid.`, "SyntaxError");
      this.url = href;
      socketLog.push(`${this.number} opens ${href}`);
      if (handshakes === "never") return;
      const isRefused = handshakes === "refuse";
      setTimeout(
        () => {
          if (this.readyState !== 0) return;
          if (isRefused) {
            this.tell("error", new Event("error"));
            this.end(1006);
            return;
          }
          this.readyState = 1;
          open.add(this);
          this.tell("open", new Event("open"));
        },
        isRefused ? REFUSAL_MS : 0,
      );
    }

    tell(type: string, event: Event): void {
      (this as unknown as Record<string, ((event: Event) => void) | undefined>)[`on${type}`]?.(event);
      this.dispatchEvent(event);
    }

    end(code: number): void {
      this.readyState = 3;
      open.delete(this);
      subscribed.delete(this);
      this.tell("close", new CloseEvent("close", { code, wasClean: code !== 1006 }));
    }

    send(frame: string): void {
      if (this.readyState === 0) throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
      if (this.readyState !== 1) return;
      socketLog.push(`${this.number} sends ${frame}`);
      setTimeout(() => {
        if (this.readyState === 1) answerTo(this, frame);
      }, 0);
    }

    close(code = 1005): void {
      if (this.readyState > 1) return;
      socketLog.push(`${this.number} is closed with ${code}`);
      this.readyState = 2;
      subscribed.delete(this);
      setTimeout(() => this.end(code), 0);
    }
  }
  Object.assign(globalThis, { WebSocket: FakeSocket });

  const send = (frame: unknown) => {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    for (const socket of [...subscribed])
      setTimeout(() => {
        if (socket.readyState === 1) socket.tell("message", new MessageEvent("message", { data }));
      }, 0);
  };
  return {
    socketLog,
    send,
    sendItem: (item) =>
      send({ topic: "aws/chat", contentType: "application/json", content: JSON.stringify(item) }),
    drop() {
      for (const socket of [...open]) setTimeout(() => socket.end(1006), 0);
    },
    fallSilent() {
      for (const socket of open) silent.add(socket);
    },
    takeSockets(how) {
      handshakes = how;
    },
    takeSubscriptions(how) {
      subscriptions = how;
    },
  };
}
