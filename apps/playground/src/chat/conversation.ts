import { eventContentType } from "amazon-connect-chatjs";
import type { ChatItem, ChatSessionMethods } from "amazon-connect-chatjs";
import { INITIAL_CONVERSATION } from "./conversationState.js";
import type { ConnectionState, ConversationState } from "./conversationState.js";
import { failureReason, failureStatus } from "./failure.js";
import { createHistoryPager } from "./historyPager.js";
import { displayNameOf } from "./participant.js";
import type { Viewer } from "./participant.js";
import { confirmSent, hasItem, markFailed, mergeItems, queueMessage, receiveItem } from "./transcript.js";
import type { OutgoingMessage } from "./transcript.js";
import { nextExpiryMs, startedTyping, stillTyping, stoppedTyping } from "./typists.js";

export interface ConversationOptions {
  readonly session: ChatSessionMethods;
  readonly viewer: Viewer;
}

/** One chat of a page: a session, and what has come of it so far. */
export interface Conversation {
  /** Calls the listener with the state as it is now, and with each that follows. */
  subscribe(listener: (state: ConversationState) => void): void;
  /** Connects, the first time or after it broke. */
  connect(): void;
  send(text: string): void;
  /** Sends a failed message again. */
  retry(clientToken: string): void;
  /** The person types. May be called for each key: the library sends one event in ten seconds. */
  typing(): void;
  loadEarlier(): void;
  /** The chat is over for this participant, though the session may not have said so. */
  end(): void;
}

export function createConversation({ session, viewer }: ConversationOptions): Conversation {
  const listeners: ((state: ConversationState) => void)[] = [];
  const pager = createHistoryPager(session);
  let state = INITIAL_CONVERSATION;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const update = (change: Partial<ConversationState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };
  /** An end is final: what the connection does afterwards concerns nobody. */
  const updateConnection = (connection: ConnectionState, reason?: string) => {
    if (state.connection === "ended") return;
    update({ connection, reason });
  };
  const updateTypists = (typists: ConversationState["typists"]) => {
    clearTimeout(typingTimer);
    const nowMs = Date.now();
    const current = stillTyping(typists, nowMs);
    const expiresAtMs = nextExpiryMs(current);
    if (expiresAtMs !== undefined)
      typingTimer = setTimeout(() => updateTypists(state.typists), expiresAtMs - nowMs);
    update({ typists: current });
  };

  const end = () => {
    updateTypists(new Map());
    updateConnection("ended");
  };

  const receive = (item: ChatItem) => {
    const isOwn = item.ParticipantId === viewer.participantId;
    update({ transcript: receiveItem(state.transcript, item, viewer.participantId) });
    updateTypists(stoppedTyping(state.typists, item.ParticipantId));
    // A customer hears of the end from the service; an agent may leave a chat that goes on.
    if (isOwn && viewer.role === "AGENT" && item.ContentType === eventContentType("participant.left")) end();
  };

  const loadEarlier = async () => {
    if (state.earlier === "loading") return;
    update({ earlier: "loading" });
    try {
      const page = await pager.older(state.transcript.entries[0]?.id);
      update({
        transcript: mergeItems(state.transcript, page.items),
        earlier: page.hasOlder ? "more" : "none",
      });
    } catch {
      update({ earlier: "failed" });
    }
  };
  const catchUp = async () => {
    if (state.earlier === "unknown") return loadEarlier();
    try {
      const known = state.transcript;
      for (const item of await pager.missed((id) => hasItem(known, id))) receive(item);
    } catch {
      update({ earlier: "failed" });
    }
  };

  const connect = async () => {
    updateConnection("connecting");
    try {
      await session.connect();
    } catch (error) {
      if (failureStatus(error) === 403) end();
      else updateConnection("broken", failureReason(error));
    }
  };

  const transmit = async ({ clientToken, text, queuedAtMs }: Omit<OutgoingMessage, "status">) => {
    update({ transcript: queueMessage(state.transcript, { clientToken, text, queuedAtMs }) });
    const contentType = "text/plain";
    try {
      const { data } = await session.sendMessage({ message: text, contentType, clientToken });
      const item: ChatItem = {
        ...(data.Id === undefined ? {} : { Id: data.Id }),
        ...(data.AbsoluteTime === undefined ? {} : { AbsoluteTime: data.AbsoluteTime }),
        Type: "MESSAGE",
        ContentType: contentType,
        Content: text,
        ParticipantId: viewer.participantId,
        ParticipantRole: viewer.role,
        DisplayName: viewer.displayName,
      };
      update({ transcript: confirmSent(state.transcript, clientToken, item) });
    } catch (error) {
      update({ transcript: markFailed(state.transcript, clientToken, failureReason(error)) });
    }
  };

  session.onMessage(({ data }) => receive(data));
  session.onTyping(({ data }) => {
    const { ParticipantId: participantId } = data;
    if (participantId === undefined || participantId === viewer.participantId) return;
    updateTypists(startedTyping(state.typists, { participantId, name: displayNameOf(data) }, Date.now()));
  });
  session.onConnectionEstablished(() => {
    updateConnection("connected");
    void catchUp();
  });
  session.onConnectionLost(() => updateConnection("reconnecting"));
  session.onConnectionBroken(() =>
    updateConnection("broken", "the service no longer accepts the connection"),
  );
  session.onEnded(end);

  return {
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
    connect: () => void connect(),
    send: (text) => void transmit({ clientToken: crypto.randomUUID(), text, queuedAtMs: Date.now() }),
    retry(clientToken) {
      const failed = state.transcript.outgoing.find((message) => message.clientToken === clientToken);
      if (failed?.status === "failed") void transmit({ ...failed, queuedAtMs: Date.now() });
    },
    typing() {
      // A lost typing event is no loss worth telling.
      session.sendEvent({ contentType: eventContentType("typing") }).catch(() => undefined);
    },
    loadEarlier: () => void loadEarlier(),
    end,
  };
}
