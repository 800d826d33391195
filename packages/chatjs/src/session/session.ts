import { EVENT_CONTENT_TYPES } from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { WebSocketManager } from "../connection/webSocketManager.js";
import { createCredentials } from "../credentials/credentials.js";
import type { Call } from "../credentials/credentials.js";
import { createDelivery } from "../delivery/delivery.js";
import { ChatError, IllegalArgumentError, NoActiveConnectionError } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { createTypingThrottle } from "../receipts/typingThrottle.js";
import type { Participant } from "./chatDetails.js";
import type {
  AgentChatSession,
  ChatController,
  ChatDetails,
  ChatSessionMethods,
  ChatSubscriptions,
  CustomerChatSession,
  NetworkLinkStatus,
  WebSocketStatus,
} from "./chatSessionTypes.js";
import { EVENT_NAMES } from "./eventNames.js";
import type { EventName, SubscribeMethod } from "./eventNames.js";
import { endedWhileAway, route } from "./incoming.js";
import type { IncomingAction } from "./incoming.js";
import { eventInput, messageInput, transcriptInput } from "./requests.js";
import { createSessionEvents } from "./sessionEvents.js";
import type { SubscribeOptions } from "./sessionEvents.js";
import { createSessionLink } from "./sessionLink.js";

export interface SessionLog {
  debug(...args: unknown[]): unknown;
  info(...args: unknown[]): unknown;
  warn(...args: unknown[]): unknown;
  error(...args: unknown[]): unknown;
}

export interface SessionOptions {
  readonly participant: Participant;
  readonly platform: Platform;
  readonly call: Call;
  readonly log: SessionLog;
  readonly websocketManager?: ChatWebSocketManager | undefined;
  createManager(): WebSocketManager;
}

type Session = CustomerChatSession | AgentChatSession;

const LINK_STATUS: Readonly<Record<WebSocketStatus, NetworkLinkStatus>> = {
  NeverStarted: "NeverEstablished",
  Starting: "Establishing",
  Connected: "Established",
  ConnectionLost: "Broken",
  Ended: "Broken",
};

/** Composes a session: the only place where credentials, connection, delivery and events meet. */
export function createSession(options: SessionOptions): Session {
  const { participant, platform, log, websocketManager } = options;
  const { contactId, initialContactId, participantId, participantToken, sessionType } = participant;
  let hasEnded = false;
  let connectMetadata: unknown = null;

  const chatDetails = (): ChatDetails => ({
    initialContactId,
    contactId,
    participantId,
    participantToken,
    connectionDetails: link.details(),
  });

  const events = createSessionEvents({
    platform,
    handlerFailed(eventName, error) {
      if (log.error(`a handler of ${eventName} threw`, error) === undefined) platform.reportError(error);
    },
    overflowed: () => log.warn("dropped the oldest message; no handler was registered with onMessage so far"),
  });
  const emit = (name: EventName, data: unknown, after?: () => void) =>
    events.emit(name, { data: data ?? null, chatDetails: chatDetails() }, after);

  const perform = (item: ChatItem, actions: readonly IncomingAction[]): void => {
    for (const action of actions) {
      switch (action.do) {
        case "emit":
          emit(action.event, item);
          break;
        case "detach":
          link.release("Ended");
          break;
        case "end":
          link.release("Ended");
          emit("CHAT_ENDED", null, () => {
            hasEnded = true;
            events.removeAll();
          });
      }
    }
  };

  const connectOutcome = (websocketStatus: WebSocketStatus) =>
    ({ _debug: { websocketStatus }, connectSuccess: true, connectCalled: true }) as const;
  const delivery = createDelivery({
    handOver: (item) => perform(item, route(item, participant)),
    established: () =>
      events.emit("CONNECTION_ESTABLISHED", {
        data: {},
        chatDetails: chatDetails(),
        ...connectOutcome(link.status()),
        metadata: connectMetadata,
      }),
  });

  const link = createSessionLink({
    platform,
    log,
    websocketManager,
    createManager: options.createManager,
    createCredentials: () =>
      createCredentials({
        platform,
        call: options.call,
        warn: (line, error) => log.warn(line, error),
        participantToken,
        getConnectionToken: participant.getConnectionToken,
        isAgent: sessionType === "AGENT",
      }),
    listener: {
      subscribed: () => delivery.subscriptionConfirmed(),
      lost: () => emit("CONNECTION_LOST", {}),
      broken: () => emit("CONNECTION_BROKEN", {}),
      endedWhileAway: () =>
        perform(endedWhileAway, [{ do: "emit", event: "INCOMING_MESSAGE" }, { do: "end" }]),
      received: (item) => delivery.received(item),
      heartbeat: (succeeded) => emit(succeeded ? "DEEP_HEARTBEAT_SUCCESS" : "DEEP_HEARTBEAT_FAILURE", {}),
    },
  });

  /** Calls an operation, or rejects when there is nothing to call it with. Arguments are read, and may throw, after that. */
  const request = <Name extends OperationName>(
    method: string,
    name: Name,
    input: () => OperationInput<Name>,
    send: (perform: () => Promise<OperationOutput<Name>>) => Promise<OperationOutput<Name>> = (perform) =>
      perform(),
  ): Promise<OperationOutput<Name>> => {
    const token = link.details()?.connectionToken;
    if (hasEnded || token === undefined) {
      const why = hasEnded ? "when participant is disconnected" : "before calling connect()";
      log.error(`Cannot call ${method} ${why}`);
      return Promise.reject(new NoActiveConnectionError(method));
    }
    const body = input();
    return send(() => options.call(name, body, { token }));
  };
  /** Adds the caller's metadata to what comes of a call, in a copy of the caller's own. */
  const withMetadata = (pending: Promise<object>, args: unknown): Promise<never> => {
    const metadata = (args as { readonly metadata?: unknown } | null | undefined)?.metadata || null;
    return pending.then(
      (data) => ({ data: { ...data }, metadata }),
      (error: unknown) => {
        throw error instanceof NoActiveConnectionError || !(error instanceof ChatError)
          ? error
          : Object.assign(copyError(error), { metadata });
      },
    ) as Promise<never>;
  };

  const throttleTyping = createTypingThrottle<OperationOutput<"SendEvent">>(platform);

  const methods = {
    connect(args: { readonly metadata?: unknown } = {}) {
      if (typeof args !== "object" || args === null)
        throw new IllegalArgumentError("unable to connect; the argument of connect must be an object", args);
      const metadata = args.metadata || null;
      const failed = (cause: unknown) => {
        log.error("could not connect", cause);
        const reason = "Failed to fetch connectionDetails with createParticipantConnection";
        return Object.assign(
          new ChatError("CONNECT_FAILED", `unable to connect; ${reasonOf(cause)}`, { cause }),
          {
            _debug:
              cause instanceof ChatError && cause.code !== "ILLEGAL_ARGUMENT"
                ? { reason, _debug: cause }
                : cause,
            connectSuccess: false,
            connectCalled: true,
            metadata,
          },
        );
      };
      if (hasEnded) return Promise.reject(failed(new Error("the chat has ended. Start a new one")));
      connectMetadata = metadata;
      return link.connect().then(
        (status) => ({ ...connectOutcome(status), metadata }),
        (cause: unknown) => {
          throw failed(cause);
        },
      );
    },
    sendMessage: (args) =>
      withMetadata(
        request("sendMessage", "SendMessage", () => messageInput(args)),
        args,
      ),
    sendEvent: (args) =>
      withMetadata(
        request(
          "sendEvent",
          "SendEvent",
          () => eventInput(args),
          args?.contentType === EVENT_CONTENT_TYPES.typing ? throttleTyping : undefined,
        ),
        args,
      ),
    getTranscript: (args = {}) =>
      withMetadata(
        request("getTranscript", "GetTranscript", () => transcriptInput(args)),
        args,
      ),
    getChatDetails: chatDetails,
  } satisfies Omit<ChatSessionMethods, SubscribeMethod>;

  const subscriptions = Object.fromEntries(
    Object.entries(EVENT_NAMES).map(([method, name]) => [
      method,
      (handler: never, subscribeOptions?: SubscribeOptions) =>
        events.subscribe(name, handler, subscribeOptions),
    ]),
  ) as unknown as ChatSubscriptions;

  const common = { ...methods, ...subscriptions };
  const customerMethods = {
    disconnectParticipant: async () => ({
      data: (await request("disconnectParticipant", "DisconnectParticipant", () => ({}))) as never,
    }),
  };
  const agentMethods = { cleanUpOnParticipantDisconnect: () => events.removeAll() };
  const controller: ChatController = {
    ...common,
    ...customerMethods,
    ...agentMethods,
    initialContactId,
    contactId,
    participantId,
    participantToken,
    sessionType,
    get connectionDetails() {
      return link.details();
    },
    subscribe: (name, handler, subscribeOptions) => events.subscribe(name, handler, subscribeOptions),
    breakConnection() {
      link.release("ConnectionLost");
      return Promise.resolve();
    },
    getConnectionStatus: () => LINK_STATUS[link.status()],
  };
  return sessionType === "CUSTOMER"
    ? { controller, ...common, ...customerMethods }
    : { controller, ...common, ...agentMethods };
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Calls that share one outcome must not share one error: each carries its own metadata. */
const copyError = (error: ChatError): ChatError =>
  Object.assign(new ChatError(error.code, error.message, error), { stack: error.stack });
