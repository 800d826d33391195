import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { InProcessSocket, SocketClosing } from "../src/index.js";
import type { Stage } from "./chat.js";
import { urlFor } from "./memorySocket.js";
import { subscribeFrame } from "./socketClient.js";

/** A client's end of a socket within the process that keeps all it hears. */
export interface InProcessClient {
  readonly socket: InProcessSocket;
  readonly frames: readonly Readonly<Record<string, unknown>>[];
  /** `opened`, and how it closed, in order. */
  readonly told: readonly ("opened" | SocketClosing)[];
  /** Contents of the messages. */
  texts(): string[];
  send(frame: unknown): void;
}

/** Begins to open a socket; the clock has to move for anything to come of it. */
export function connectInProcess({ emulator }: Stage, url: string): InProcessClient {
  const frames: Readonly<Record<string, unknown>>[] = [];
  const told: ("opened" | SocketClosing)[] = [];
  const socket = emulator.openSocket(url, {
    opened: () => told.push("opened"),
    closed: (closing) => told.push(closing),
    received: (text) => frames.push(JSON.parse(text) as Readonly<Record<string, unknown>>),
  });
  return {
    socket,
    frames,
    told,
    texts: () =>
      frames
        .filter(({ topic }) => topic === "aws/chat")
        .map(({ content }) => (JSON.parse(content as string) as ChatItem).Content ?? ""),
    send: (frame) => socket.send(JSON.stringify(frame)),
  };
}

/** A participant's open socket, subscribed unless told otherwise. */
export async function clientFor(
  stage: Stage,
  participantToken: string,
  subscribes = true,
): Promise<InProcessClient> {
  const client = connectInProcess(stage, await urlFor(stage, participantToken));
  stage.clock.advance(0);
  if (subscribes) client.send(subscribeFrame);
  stage.clock.advance(0);
  return client;
}
