import type { AgentChatSession, CustomerChatSession } from "amazon-connect-chatjs";
import type { ConversationState } from "./conversationState.js";
import { failureReason, failureStatus } from "./failure.js";

export interface FollowConnectionOptions {
  readonly session: AgentChatSession | CustomerChatSession;
  readonly state: () => ConversationState;
  readonly update: (change: Partial<ConversationState>) => void;
  /** Nothing follows. */
  readonly onEnded: () => void;
}

export interface ConnectionFollower {
  /** Connects, the first time or after it broke. */
  connect(): Promise<void>;
  /** Says for some seconds that messages came late. */
  announce(late: ConversationState["late"]): void;
}

/** Long enough to be read. */
const LATE_NOTE_MS = 10_000;

const BROKEN_REASONS = {
  NOT_AUTHORIZED: "this page has no right to the chat",
  REFUSED: "the service no longer accepts the connection",
  FAILED: "no connection can be had",
} as const;

/** Keeps a chat's state in step with what its session tells of the connection. */
export function followConnection(options: FollowConnectionOptions): ConnectionFollower {
  const { session, state } = options;
  let noteTimer: ReturnType<typeof setTimeout> | undefined;

  /** An end is final: what the connection does afterwards concerns nobody. */
  const update = (change: Partial<ConversationState>) => {
    if (state().connection !== "ended") options.update({ reason: undefined, retry: undefined, ...change });
  };
  const announce = (late: ConversationState["late"]) => {
    clearTimeout(noteTimer);
    options.update({ late });
    if (late) noteTimer = setTimeout(() => options.update({ late: undefined }), LATE_NOTE_MS);
  };

  session.onConnectionEstablished(({ recovered }) => {
    update({ connection: "connected" });
    if (recovered > 0) announce({ how: "recovered", count: recovered });
  });
  session.onConnectionLost(() => {
    update({ connection: "reconnecting" });
    announce(undefined);
  });
  session.onReconnecting(({ data }) => {
    const { connection } = state();
    const retry = { attempt: data.attempt, atMs: data.retryAtMs };
    if (connection === "connecting" || connection === "reconnecting") update({ connection, retry });
  });
  session.onConnectionBroken(({ data }) =>
    update({ connection: "broken", reason: BROKEN_REASONS[data.reason] }),
  );
  session.onTranscriptGap(({ data }) => {
    const sinceMs = data.since === null ? undefined : Date.parse(data.since);
    options.update({ missing: { sinceMs, status: "known" } });
  });
  session.onEnded(options.onEnded);

  return {
    announce,
    async connect() {
      update({ connection: "connecting" });
      try {
        await session.connect();
        // Somebody else, such as Streams, had connected it before: there is no event any more.
        if (session.controller.getConnectionStatus() === "Established") update({ connection: "connected" });
      } catch (error) {
        if (failureStatus(error) === 403) options.onEnded();
        else update({ connection: "broken", reason: failureReason(error) });
      }
    },
  };
}
