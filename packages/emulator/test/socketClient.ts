import type { ChatItem } from "@amazon-connect-chat/protocol";
import { WebSocket } from "ws";

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A frame from the service, read as data. */
export interface Frame {
  readonly topic?: string;
  readonly message?: string;
  readonly content?: string;
  readonly contentType?: string;
}

/** A client's end of a socket that keeps all it gets. */
export interface SocketClient {
  readonly frames: readonly Frame[];
  items(): ChatItem[];
  contentTypes(): (string | undefined)[];
  send(frame: unknown): void;
  sendRaw(data: string | Buffer): void;
  /** Waits until the items satisfy `isDone`; rejects with what has come when they do not in time. */
  until(isDone: (items: ChatItem[], frames: readonly Frame[]) => boolean): Promise<void>;
  readonly closed: Promise<Closing>;
  isOpen(): boolean;
  close(): void;
}

const timeoutMs = 15_000;

/** Opens a socket; rejects when the handshake is refused. */
export async function openSocket(url: string): Promise<SocketClient> {
  const webSocket = new WebSocket(url);
  const frames: Frame[] = [];
  const checks = new Set<() => void>();
  webSocket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame);
    for (const check of [...checks]) check();
  });
  const closed = new Promise<Closing>((resolve) =>
    webSocket.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  await new Promise<void>((resolve, reject) => {
    webSocket.once("open", resolve);
    webSocket.once("error", reject);
  });
  webSocket.on("error", () => undefined);

  const items = () =>
    frames
      .filter(({ topic }) => topic === "aws/chat")
      .map(({ content }) => JSON.parse(content ?? "") as ChatItem);
  return {
    frames,
    items,
    contentTypes: () => items().map(({ ContentType }) => ContentType),
    send: (frame) => webSocket.send(JSON.stringify(frame)),
    sendRaw: (data) => webSocket.send(data),
    until: (isDone) =>
      new Promise<void>((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          checks.delete(check);
          settle();
        };
        const check = () => {
          if (isDone(items(), frames)) finish(resolve);
        };
        const timer = setTimeout(
          () => finish(() => reject(new Error(`never came; got ${JSON.stringify(frames)}`))),
          timeoutMs,
        );
        checks.add(check);
        check();
      }),
    closed,
    isOpen: () => webSocket.readyState === webSocket.OPEN,
    close: () => webSocket.close(1000),
  };
}

export const subscribeFrame = { topic: "aws/subscribe", content: { topics: ["aws/chat"] } };
