import { eventContentType } from "amazon-connect-chatjs";
import type {
  AgentChatSession,
  ChatItem,
  ChatTranscriptUpdatedEvent,
  CustomerChatSession,
} from "amazon-connect-chatjs";
import { settleUploads } from "../attachments/uploads.js";
import { INITIAL_CONVERSATION } from "./conversationState.js";
import type { ConversationState, EarlierMessages } from "./conversationState.js";
import { followConnection } from "./followConnection.js";
import { readMissingItems } from "./missingItems.js";
import { createOutbox } from "./outbox.js";
import type { Outbox } from "./outbox.js";
import { displayNameOf } from "./participant.js";
import type { Viewer } from "./participant.js";
import { createReceiptSender } from "./receipts.js";
import type { RowActions } from "./rowActions.js";
import { hasItem, takeSnapshot } from "./transcript.js";
import { nextExpiryMs, startedTyping, stillTyping, stoppedTyping } from "./typists.js";

export interface ConversationOptions {
  readonly session: AgentChatSession | CustomerChatSession;
  readonly viewer: Viewer;
  /** Whether the person looks at this chat now: then what comes is read. */
  readonly isWatched: () => boolean;
}

/** One chat of a page: a session, and what has come of it so far. */
export interface Conversation extends RowActions, Pick<Outbox, "attach"> {
  /** Calls the listener with the state as it is now, and with each that follows. */
  subscribe(listener: (state: ConversationState) => void): void;
  /** Connects, the first time or after it broke. */
  connect(): void;
  send(text: string): void;
  /** The person types. May be called for each key: the library sends one event in ten seconds. */
  typing(): void;
  /** The person may have begun to look at the chat. */
  look(): void;
  loadEarlier(): void;
  /** Looks in the transcript for the messages that may be missing. */
  loadMissing(): void;
  /** The person has read the note, or does not care. */
  dismiss(note: "late" | "missing"): void;
  /** The chat is over for this participant, though the session may not have said so. */
  end(): void;
}

const EARLIER_PAGE_SIZE = 30;

/** A token that is null comes before the first page was read; an empty one, or none, is of the first page of the chat. */
function earlierThan(token: string | null | undefined): EarlierMessages {
  if (token === null) return "unknown";
  return token ? "more" : "none";
}

export function createConversation({ session, viewer, isWatched }: ConversationOptions): Conversation {
  const listeners: ((state: ConversationState) => void)[] = [];
  let state = INITIAL_CONVERSATION;
  let earlierToken: string | null | undefined;
  let wantsPast = false;
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
  const receipts = createReceiptSender({ session, ownParticipantId: viewer.participantId, isWatched });
  const outbox = createOutbox({ session, state: () => state, update });

  const end = () => {
    updateTypists(new Map());
    update({ connection: "ended", reason: undefined, retry: undefined });
  };

  const takeUpdate = ({ data }: ChatTranscriptUpdatedEvent) => {
    const { previousTranscriptNextToken: token } = data;
    update({ transcript: takeSnapshot(state.transcript, data.transcript, viewer.participantId) });
    // The same token again: a page is still being read, or could not be.
    if (state.earlier === "unknown" || token !== earlierToken) update({ earlier: earlierThan(token) });
    earlierToken = token;
    receipts.see(state.transcript);
    if (wantsPast && token) {
      wantsPast = false;
      void loadEarlier();
    }
  };
  const receive = (item: ChatItem) => {
    const isOwn = item.ParticipantId === viewer.participantId;
    updateTypists(stoppedTyping(state.typists, item.ParticipantId));
    if (isOwn) update({ uploads: settleUploads(state.uploads, item) });
    // A customer hears of the end from the service; an agent may leave a chat that goes on, or hand it on. After that the session
    // lets go; the next agent's may read of the transfer, and goes on.
    const isHandedOn =
      item.ContentType === eventContentType("transfer.succeeded") &&
      session.controller.getConnectionStatus() === "Broken";
    const hasLeft = isOwn && item.ContentType === eventContentType("participant.left");
    if (viewer.role === "AGENT" && (hasLeft || isHandedOn)) end();
  };

  const loadEarlier = async () => {
    if (state.earlier === "loading" || !earlierToken) return;
    update({ earlier: "loading" });
    try {
      // What it reads comes with the next onTranscriptUpdated, and so does the token of the page before.
      await session.getTranscript({ maxResults: EARLIER_PAGE_SIZE, nextToken: earlierToken });
    } catch {
      update({ earlier: "failed" });
    }
  };
  /** Since the past can be read, the newest page leads on to it; the token comes with the next onTranscriptUpdated. */
  const readPast = async () => {
    wantsPast = true;
    // Whoever scrolls up, or loads the page anew, has another chance.
    await session.getTranscript({ maxResults: EARLIER_PAGE_SIZE }).catch(() => undefined);
  };
  const loadMissing = async () => {
    const { missing, transcript } = state;
    if (!missing || missing.status === "loading") return;
    const loading = { ...missing, status: "loading" } as const;
    /** The note may have been dismissed meanwhile, or be of another gap. */
    const settle = (next: ConversationState["missing"]) => {
      if (state.missing === loading) update({ missing: next });
    };
    update({ missing: loading });
    try {
      const items = await readMissingItems(session, missing.sinceMs);
      const found = items.filter((item) => item.Type !== "EVENT" && !hasItem(transcript, item.Id));
      settle(undefined);
      connection.announce({ how: "loaded", count: found.length });
    } catch {
      settle({ ...missing, status: "failed" });
    }
  };

  const connection = followConnection({ session, state: () => state, update, onEnded: end });

  // What was said before, or during an outage, comes with these too.
  session.onTranscriptUpdated(takeUpdate);
  session.onChatRehydrated(() => void readPast());
  session.onMessage(({ data }) => receive(data));
  session.onTyping(({ data }) => {
    const { ParticipantId: participantId } = data;
    const hasEnded = state.connection === "ended";
    if (hasEnded || participantId === undefined || participantId === viewer.participantId) return;
    updateTypists(startedTyping(state.typists, { participantId, name: displayNameOf(data) }, Date.now()));
  });

  return {
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
    connect: () => void connection.connect(),
    send: (text) => outbox.send("text/plain", text),
    retry: outbox.retry,
    attach: outbox.attach,
    cancelUpload: outbox.cancelUpload,
    answer(messageId, { contentType, message }) {
      if (state.answered.has(messageId)) return;
      update({ answered: new Set([...state.answered, messageId]) });
      outbox.send(contentType, message);
    },
    download: (attachmentId) => session.downloadAttachment({ attachmentId }),
    async describeView(viewToken) {
      const { data } = await session.describeView({ viewToken });
      return data.View ?? {};
    },
    async authenticationUrl(sessionId) {
      const redirectUri = `${location.origin}/signed-in`;
      const { data } = await session.getAuthenticationUrl({ sessionId, redirectUri });
      return data.AuthenticationUrl ?? "";
    },
    declineSignIn: (sessionId) => session.cancelParticipantAuthentication({ sessionId }),
    typing() {
      // A lost typing event is no loss worth telling.
      session.sendEvent({ contentType: eventContentType("typing") }).catch(() => undefined);
    },
    look: receipts.look,
    loadEarlier: () => void loadEarlier(),
    loadMissing: () => void loadMissing(),
    dismiss(note) {
      if (note === "late") connection.announce(undefined);
      else update({ missing: undefined });
    },
    end,
  };
}
