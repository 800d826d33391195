import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { Emulator } from "../src/index.js";
import type { Stage } from "./chat.js";
import { call } from "./service.js";
import { subscribeFrame } from "./socketClient.js";

/** A socket without a network: frames go in by call and come out in a list. */
export interface MemorySocket {
  readonly frames: readonly Readonly<Record<string, unknown>>[];
  /** Undefined while it is open; `abort` when it was cut. */
  readonly ending: string | undefined;
  /** Contents of messages, last parts of the names of events. */
  items(): string[];
  send(frame: unknown): void;
  sendRaw(text: string | undefined): void;
  /** The client goes away. */
  leave(): void;
}

/** Opens a socket with the ticket of a URL; undefined when it is not let in. */
export function openMemorySocket({ gateway }: Emulator, url: string): MemorySocket | undefined {
  const frames: Readonly<Record<string, unknown>>[] = [];
  let ending: string | undefined;
  const socket = gateway.open(new URL(url).searchParams.get("X-Emu-Connection") ?? "", {
    send: (text) => frames.push(JSON.parse(text) as Readonly<Record<string, unknown>>),
    close: (code, reason) => (ending = `${code} ${reason}`),
    abort: () => (ending = "abort"),
    silence: () => undefined,
  });
  if (!socket) return undefined;
  return {
    frames,
    get ending() {
      return ending;
    },
    items: () =>
      frames
        .filter(({ topic }) => topic === "aws/chat")
        .map(({ content }) => JSON.parse(content as string) as ChatItem)
        .map(({ Content, ContentType = "" }) => Content ?? ContentType.split("event.")[1] ?? ContentType),
    send: (frame) => socket.receive(JSON.stringify(frame)),
    sendRaw: (text) => socket.receive(text),
    leave: () => socket.closed(),
  };
}

/** A fresh URL of a participant's socket. */
export async function urlFor({ send }: Stage, participantToken: string): Promise<string> {
  const { Websocket } = await call(send, "CreateParticipantConnection", participantToken, {
    Type: ["WEBSOCKET"],
  });
  return Websocket?.Url ?? "";
}

/** A participant's socket that is subscribed. */
export async function socketFor(stage: Stage, participantToken: string): Promise<MemorySocket> {
  const socket = openMemorySocket(stage.emulator, await urlFor(stage, participantToken));
  if (!socket) throw new Error("the socket was not let in");
  socket.send(subscribeFrame);
  return socket;
}
