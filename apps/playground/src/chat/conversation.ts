import { eventContentType } from "amazon-connect-chatjs";
import type { ChatItem, ChatSessionMethods } from "amazon-connect-chatjs";
import { INITIAL_CONVERSATION } from "./conversationState.js";
import type { ConversationState } from "./conversationState.js";
import { failureReason } from "./failure.js";
import { followConnection } from "./followConnection.js";
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
  /** Looks in the transcript for the messages that may be missing. */
  loadMissing(): void;
  /** The person has read the note, or does not care. */
  dismiss(note: "late" | "missing"): void;
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
    update({ connection: "ended", reason: undefined, retry: undefined });
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
  const loadMissing = async () => {
    const { missing } = state;
    if (!missing || missing.status === "loading") return;
    update({ missing: { ...missing, status: "loading" } });
    try {
      const items = await pager.since(missing.sinceMs);
      const found = items.filter((item) => item.Type !== "EVENT" && !hasItem(state.transcript, item.Id));
      update({ missing: undefined, transcript: mergeItems(state.transcript, items) });
      connection.announce({ how: "loaded", count: found.length });
    } catch {
      update({ missing: { ...missing, status: "failed" } });
    }
  };

  const connection = followConnection({
    session,
    state: () => state,
    update,
    onEstablished() {
      // What comes later comes from the library: after an outage it brings what was missed by itself.
      if (state.earlier === "unknown") void loadEarlier();
    },
    onEnded: end,
  });

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

  return {
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
    connect: () => void connection.connect(),
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
    loadMissing: () => void loadMissing(),
    dismiss(note) {
      if (note === "late") connection.announce(undefined);
      else update({ missing: undefined });
    },
    end,
  };
}
