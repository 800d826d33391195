import { TOPICS } from "@amazon-connect-chat/protocol";
import type { ServerFrame } from "@amazon-connect-chat/protocol";
import type { Reception } from "../faults/socketFaults.js";
import type { Ids } from "../ids.js";
import { readClientFrame } from "./clientFrame.js";
import type { ClientRequest } from "./clientFrame.js";

/** What a client asks of a socket, and what it is told. */
export interface ClientDialogue {
  readonly topics: ReadonlySet<string>;
  /** Takes a frame from the client; undefined stands for a binary one. */
  receive(text: string | undefined): void;
}

export interface DialogueParts {
  readonly connectionId: string;
  readonly ids: Ids;
  /** What becomes of what the client asks for. */
  readonly judge: (asked: ClientRequest["type"]) => Reception;
  readonly send: (text: string) => void;
  /** Called when the chat topic is subscribed, after the answer. */
  readonly onSubscribed: () => void;
}

export function createClientDialogue(parts: DialogueParts): ClientDialogue {
  const topics = new Set<string>();

  const answer = (frame: ServerFrame) => parts.send(JSON.stringify(frame));

  const answerTopics = (
    type: "subscribe" | "unsubscribe",
    content: { readonly status: "success" | "failure"; readonly topics: readonly string[] },
  ) => answer({ topic: TOPICS[type], content } as ServerFrame);

  const changeTopics = (type: "subscribe" | "unsubscribe", names: readonly string[] | undefined) => {
    if (!names) {
      answerTopics(type, { status: "failure", topics: [] });
      return;
    }
    for (const name of names) {
      if (type === "subscribe") topics.add(name);
      else topics.delete(name);
    }
    answerTopics(type, { status: "success", topics: names });
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
        answer({
          message: "Forbidden",
          connectionId: parts.connectionId,
          requestId: parts.ids.uuid(),
        });
        return;
      case "nothing":
    }
  };

  return {
    topics,
    receive(text) {
      const request: ClientRequest = text === undefined ? { type: "unroutable" } : readClientFrame(text);
      const reception = parts.judge(request.type);
      if (reception === "act") act(request);
      else if (reception === "refuse" && request.type === "subscribe")
        answerTopics("subscribe", { status: "failure", topics: request.topics ?? [] });
    },
  };
}
