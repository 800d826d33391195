import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatJS } from "../../packages/chatjs/src/chatSession.js";
import { ChatError } from "../../packages/chatjs/src/errors.js";
import type { ChatController } from "../../packages/chatjs/src/session/chatSessionTypes.js";
import type { ChatSubscriptions } from "../../packages/chatjs/src/session/eventTypes.js";
import type { SessionType } from "../../packages/chatjs/src/session/sessionArgs.js";
import { CHAT } from "../../packages/chatjs/test/fakeService.js";
import type { Operation } from "./answerInputs.js";
import { SECRET } from "./frameInputs.js";
import type { ScriptedWorld } from "./scriptedWorld.js";
import { secretsIn } from "./secretsIn.js";

/** A session whose every event, result and error is looked at. */
export interface WatchedSession {
  readonly session: ChatController;
  /** The chat is over, or over for this agent. */
  hasEnded(): boolean;
  /** Closes what is the page's: the manager of an agent. */
  leavePage(): void;
  /** Events of a name so far. */
  count(name: string): number;
  /** How often a message of this Id was handed over. */
  countMessage(id: string): number;
  /** Calls, and watches what comes of it. Answers undefined while nothing has. */
  call(operation: Operation): () => "resolved" | "rejected" | undefined;
  /** Calls that are not settled. */
  pending(): readonly string[];
}

export const PAGE_MISTAKE = new Error("a mistake of the page");

const CALLS: Readonly<Record<Operation, (session: ChatController) => Promise<unknown>>> = {
  connection: (session) => session.connect({ metadata: "mine" }),
  message: (session) => session.sendMessage({ message: "hello", contentType: "text/plain" }),
  event: (session) =>
    session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.participant.active" }),
  transcript: (session) => session.getTranscript({}),
  disconnect: (session) => session.disconnectParticipant(),
  // The session asks for it when it connects.
  token: (session) => session.connect(),
};

const CONNECTS: readonly Operation[] = ["connection", "token"];

const TRANSFER = eventContentType("transfer.succeeded");

const isPlain = (value: unknown): boolean =>
  typeof value !== "object" || value === null || Object.getPrototypeOf(value) === Object.prototype;

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch (error) {
    // Nested deeper than the engine can follow.
    return error instanceof RangeError;
  }
}

export interface WatchOptions {
  readonly chatJS: ChatJS;
  readonly world: ScriptedWorld;
  readonly type: SessionType;
  readonly handlersThrow: boolean;
  readonly breach: (what: string) => void;
}

function createSession({ chatJS, world, type }: WatchOptions) {
  if (type === "CUSTOMER")
    return {
      session: chatJS.ChatSession.create({ chatDetails: CHAT, type }),
      leavePage: () => undefined,
    };
  const websocketManager = chatJS.WebSocketManager.create();
  const transport = { webSocketTransport: { url: `wss://service.example/socket?signature=${SECRET}` } };
  void websocketManager.init(() => Promise.resolve(transport));
  const chatDetails = { ...CHAT, getConnectionToken: () => world.getConnectionToken() };
  return {
    session: chatJS.ChatSession.create({ chatDetails, websocketManager }),
    leavePage: () => websocketManager.closeWebSocket(),
  };
}

export function watchSession(options: WatchOptions): WatchedSession {
  const { handlersThrow, breach } = options;
  const {
    session: { controller: session },
    leavePage,
  } = createSession(options);
  const counts = new Map<string, number>();
  const messages = new Map<unknown, number>();
  let hasMovedOn = false;
  const pending = new Set<{ readonly operation: Operation }>();
  const addTo = <Key>(map: Map<Key, number>, key: Key) => map.set(key, (map.get(key) ?? 0) + 1);

  const checkError = (operation: Operation, error: unknown) => {
    if (!(error instanceof ChatError)) breach(`${operation} rejected with no ChatError: ${String(error)}`);
    else if ((error.code === "CONNECT_FAILED") !== CONNECTS.includes(operation))
      breach(`${operation} rejected with ${error.code}`);
    for (const place of secretsIn(error)) breach(`the error of ${operation} has a secret in ${place}`);
  };
  const subscriptions = Object.entries(session).filter(([method]) => /^on[A-Z]/.test(method));
  for (const [, subscribe] of subscriptions as unknown as readonly [
    string,
    ChatSubscriptions["onMessage"],
  ][]) {
    if (handlersThrow)
      subscribe(() => {
        throw PAGE_MISTAKE;
      });
    subscribe((event, name) => {
      addTo(counts, name);
      if (name === "INCOMING_MESSAGE") addTo(messages, event.data.Id);
      if (options.type === "AGENT" && name !== "CHAT_ENDED" && event.data.ContentType === TRANSFER)
        hasMovedOn = true;
      if (!isPlain(event) || !isPlain(event.data)) breach(`${name} is no plain object`);
      if (!isCloneable(event.data)) breach(`${name} cannot be cloned`);
    });
  }

  const watched: WatchedSession = {
    session,
    leavePage,
    hasEnded: () => hasMovedOn || watched.count("CHAT_ENDED") > 0,
    count: (name) => counts.get(name) ?? 0,
    countMessage: (id) => messages.get(id) ?? 0,
    call(operation) {
      // A page does not connect to a chat that it has handed on.
      if (hasMovedOn && CONNECTS.includes(operation)) return () => "rejected";
      const entry = { operation };
      let outcome: "resolved" | "rejected" | undefined;
      pending.add(entry);
      CALLS[operation](session).then(
        (result) => {
          outcome = "resolved";
          pending.delete(entry);
          const { data } = result as { readonly data?: unknown };
          if (!isPlain(result) || !isPlain(data)) breach(`the result of ${operation} is no plain object`);
        },
        (error: unknown) => {
          outcome = "rejected";
          pending.delete(entry);
          checkError(operation, error);
        },
      );
      return () => outcome;
    },
    pending: () => [...pending].map(({ operation }) => operation),
  };
  return watched;
}
