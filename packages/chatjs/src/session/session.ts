import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { Call } from "../credentials/credentials.js";
import { createDelivery } from "../delivery/delivery.js";
import type { PublishOutcome } from "../metrics/streamsMetrics.js";
import type { Platform } from "../platform/platform.js";
import { messageIdOf } from "../transcript/receiptItems.js";
import { createStreamedMessages } from "../transcript/streamedMessages.js";
import type { Participant } from "./chatDetails.js";
import type { WebSocketStatus } from "./callTypes.js";
import type {
  AgentChatSession,
  ChatController,
  ChatSessionMethods,
  NetworkLinkStatus,
} from "./chatSessionTypes.js";
import type { ChatSubscriptions } from "./eventTypes.js";
import type { ChatDetails } from "./sessionArgs.js";
import { connectFailed, connectSucceeded, whyBroken } from "./connectOutcome.js";
import { EVENTS } from "./eventNames.js";
import type { EventName } from "./eventNames.js";
import { endedWhileAway, isForeign, isNameless, route } from "./incoming.js";
import type { Route } from "./incoming.js";
import { assertObject } from "./requests.js";
import { createSessionCalls, metadataOf } from "./sessionCalls.js";
import type { LiveSettings } from "./callKit.js";
import type { SessionParts } from "./sessionParts.js";
import { createSessionEvents } from "./sessionEvents.js";
import type { EventLog } from "./sessionEvents.js";
import { createSessionLink } from "./sessionLink.js";
import type { SessionLinkOptions } from "./sessionLink.js";
import type { SessionMetrics } from "./sessionMetrics.js";

export interface SessionOptions extends SessionParts {
  readonly participant: Participant;
  readonly platform: Platform;
  readonly call: Call;
  readonly metrics: SessionMetrics;
  /** Tells Streams, where there is somebody to tell. */
  readonly publish?: PublishOutcome | undefined;
  readonly log: EventLog;
  readonly websocketManager?: ChatWebSocketManager | undefined;
  readonly open: SessionLinkOptions["open"];
  /** As they are now. */
  readonly settings: LiveSettings;
}

/** All that a session can do, with every part; entry points give out what is theirs. */
export interface WholeSession
  extends
    Omit<ChatController, keyof ChatDetails | keyof ChatSessionMethods>,
    Pick<AgentChatSession, "cleanUp"> {
  readonly common: ChatSessionMethods;
}

const LINK_STATUS: Readonly<Record<WebSocketStatus, NetworkLinkStatus>> = {
  NeverStarted: "NeverEstablished",
  Starting: "Establishing",
  Connected: "Established",
  ConnectionLost: "Broken",
  Ended: "Broken",
};

/** Streams may hear of the end of a contact sooner than its chat does. */
const LAST_WORDS_MS = 10_000;

/** What the session reads by itself for onTranscriptUpdated. */
const NEWEST = { maxResults: 100, peek: true };

/** Composes a session: the only place where credentials, connection, delivery and events meet. */
export function createSession(options: SessionOptions): WholeSession {
  const { participant, platform, log, metrics } = options;
  const { sessionType, getConnectionToken, participantId } = participant;
  let isEnding = false;
  let hasEnded = false;
  let connectMetadata: unknown = null;

  const getChatDetails = (): ChatDetails => ({
    initialContactId: participant.initialContactId,
    contactId: participant.contactId,
    participantId,
    participantToken: participant.participantToken,
    connectionDetails: link.details(),
  });
  const events = createSessionEvents(platform, log);
  const emit = (name: EventName, data: unknown, more: object = {}, after?: () => void) =>
    events.emit(name, { data, chatDetails: getChatDetails(), ...more }, after);

  const letGo = () => {
    link.release("Ended");
    delivery.stop();
    receipts?.stop();
  };
  const perform = (item: ChatItem, { event, next }: Route): void => {
    if (event) {
      emit(event, item);
      transcript?.received(item);
    }
    if (!next) return;
    isEnding = true;
    letGo();
    if (next === "detach") return;
    transcript?.stop();
    emit("CHAT_ENDED", null, {}, () => {
      hasEnded = true;
      events.removeAll();
    });
  };

  const receipts = options.receipts?.(platform, participantId, options.settings);
  const transcript = options.transcript?.({
    ...participant,
    ...options,
    readHistory: () => calls.getTranscript(NEWEST),
    announce(snapshot, after) {
      const event = () => {
        const data = snapshot();
        return data && { data, chatDetails: getChatDetails() };
      };
      events.emit("TRANSCRIPT_UPDATED", event, after);
    },
  });
  const streamed = createStreamedMessages();
  const early = options.early?.();
  const endWhileAway = () => {
    delivery.endUnheard();
    // The end may have been what waited.
    if (!isEnding) perform(endedWhileAway, { event: "INCOMING_MESSAGE", next: "end" });
  };

  const delivery = createDelivery({
    platform,
    read: (input) =>
      link.authorized((token) => options.call("GetTranscript", input, { token }), endWhileAway),
    handOver(item, isStored) {
      receipts?.note([item]);
      for (const each of streamed.take(item, isStored)) perform(each, route(each, participant, isStored));
      early?.take(item.Id).forEach(delivery.received);
    },
    established(recovered) {
      emit(
        "CONNECTION_ESTABLISHED",
        {},
        { ...connectSucceeded(link.status()), metadata: connectMetadata, recovered },
      );
      transcript?.established();
    },
    gap: (gap) => emit("TRANSCRIPT_GAP", gap),
  });

  const link = createSessionLink({
    ...options,
    getConnectionToken: metrics.getConnectionToken(getConnectionToken),
    listener: {
      subscribed() {
        metrics.count("ConnectionGained");
        return delivery.subscribed();
      },
      resubscribed: delivery.resubscribed,
      lost() {
        metrics.count("ConnectionLost");
        delivery.lost();
        emit("CONNECTION_LOST", {});
      },
      reconnecting: (details) => emit("RECONNECTING", details),
      broken(reason) {
        metrics.count("Ended");
        delivery.lost();
        emit("CONNECTION_BROKEN", { reason: whyBroken(reason) });
      },
      endedWhileAway() {
        metrics.count("Ended");
        endWhileAway();
      },
      received(item) {
        metrics.count("IncomingMessage");
        // Where chats share a socket, a receipt that names none is of the chat that knows its message.
        if (early && isNameless(item) && !delivery.knows(messageIdOf(item))) early.keep(item);
        else if (!isForeign(item, participant)) delivery.received(item);
      },
      heartbeat(succeeded) {
        metrics.count(`DeepHeartbeat${succeeded ? "Success" : "Failure"}`);
        emit(succeeded ? "DEEP_HEARTBEAT_SUCCESS" : "DEEP_HEARTBEAT_FAILURE", {});
      },
    },
  });

  const connect: ChatSessionMethods["connect"] = (args = {}) => {
    assertObject("connect", args);
    const metadata = metadataOf(args);
    if (isEnding)
      return Promise.reject(connectFailed(new Error("the chat has ended. Start a new one"), metadata));
    connectMetadata = metadata;
    return link.connect().then(
      (status) => {
        if (status !== "Connected") delivery.late();
        return { ...connectSucceeded(status), metadata: metadata as never };
      },
      (cause: unknown) => {
        log.error("could not connect", cause);
        options.publish?.("ConnectSessionError", 0);
        throw connectFailed(cause, metadata);
      },
    );
  };

  const { disconnectParticipant, ...calls } = createSessionCalls({
    ...options,
    link,
    receipts,
    hasEnded: () => hasEnded,
    answered: delivery.dated,
    sent: (message, sending) => transcript?.sent(message, sending) ?? sending,
    read(page, input, args) {
      delivery.shown(page.Transcript, args.peek);
      receipts?.note(page.Transcript);
      transcript?.read(
        { ...page, Transcript: page.Transcript.flatMap((item) => streamed.take(item, true)) },
        input,
      );
      for (const { Id } of page.Transcript) early?.take(Id).forEach(delivery.received);
    },
  });
  const subscribe: ChatController["subscribe"] = (name, handler, subscribeOptions) => {
    const unsubscribe = events.subscribe(name, handler, subscribeOptions);
    if (name === "TRANSCRIPT_UPDATED") transcript?.enable(link.status() === "Connected");
    return unsubscribe;
  };
  const subscriptions = Object.fromEntries(
    EVENTS.map(({ method, name }) => [method, subscribe.bind(undefined, name)]),
  ) as unknown as ChatSubscriptions;

  return {
    common: { connect, ...calls, getChatDetails, ...subscriptions },
    sessionType,
    disconnectParticipant,
    subscribe,
    breakConnection() {
      link.release("ConnectionLost");
      delivery.lost(true);
      return Promise.resolve();
    },
    getConnectionStatus: () => LINK_STATUS[link.status()],
    cleanUpOnParticipantDisconnect: events.removeAll,
    // CP-97
    cleanUp: () =>
      void platform.setTimer(() => {
        letGo();
        events.removeAll();
      }, LAST_WORDS_MS),
  };
}
