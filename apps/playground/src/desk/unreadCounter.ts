import type { ConversationState } from "../chat/conversationState.js";
import { unreadCount } from "./unread.js";

export interface UnreadCounter {
  /** Takes a chat's new state. */
  see(state: ConversationState): void;
  markRead(): void;
}
export interface UnreadCounterOptions {
  readonly ownParticipantId: string;
  /** Whether the agent looks at this chat now. */
  readonly isWatched: () => boolean;
  readonly onCount: (count: number) => void;
}

/** Counts the messages that came while the agent looked elsewhere. What a chat held when it was opened is not new. */
export function createUnreadCounter(options: UnreadCounterOptions): UnreadCounter {
  let state: ConversationState | undefined;
  let seenUntilMs: number | undefined;
  let shown = 0;

  const show = () => {
    if (!state || seenUntilMs === undefined) return;
    const count = unreadCount(state.transcript, options.ownParticipantId, seenUntilMs);
    if (count === shown) return;
    shown = count;
    options.onCount(count);
  };
  const markRead = () => {
    seenUntilMs = state?.transcript.entries.at(-1)?.atMs ?? seenUntilMs;
    show();
  };

  return {
    markRead,
    see(next) {
      state = next;
      const isOpening = seenUntilMs === undefined && next.earlier !== "unknown" && next.earlier !== "loading";
      if (isOpening || options.isWatched()) markRead();
      else show();
    },
  };
}
