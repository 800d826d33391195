import type { SessionConnection } from "../connection/connection.js";
import type { ConnectionState } from "../connection/connectionState.js";
import type { ChatStrings } from "./strings.js";
import { useAnnouncer } from "./useAnnouncer.js";
import type { AnnouncedSession } from "./useAnnouncer.js";
import { useComposer } from "./useComposer.js";
import type { ComposerSession, UsedComposer } from "./useComposer.js";
import { useConnection } from "./useConnection.js";
import { useCountdown } from "./useCountdown.js";
import { useMessages } from "./useMessages.js";
import type { MessagesSession, UsedMessages } from "./useMessages.js";
import { useTyping } from "./useTyping.js";
import type { TypingSession, UsedTyping } from "./useTyping.js";

/** What the hook needs of a session: the parts `history`, `connection` and `participants`; an `outbox` is used. */
export interface ChatWindowSession extends AnnouncedSession, MessagesSession, TypingSession {
  readonly connection: SessionConnection;
  sendMessage: ComposerSession["sendMessage"];
  readonly outbox?: (MessagesSession["outbox"] & ComposerSession["outbox"]) | undefined;
}

/** What `useChatWindow` gives. */
export interface UsedChatWindow extends UsedComposer, UsedMessages, UsedTyping {
  /** How the connection is. */
  readonly connection: ConnectionState;
  /** Seconds to the next attempt to connect; 0 where none is planned. */
  readonly retrySeconds: number;
  /** What a screen reader says: show it in `role="status"`. */
  readonly announcement: string;
}

/**
 * All that a chat's window shows, for pages that have it in one component: what `useConnection`, `useCountdown`, `useMessages`,
 * `useTyping`, `useComposer` and `useAnnouncer` give. The component is rendered again for each of them, so take the single hooks
 * where that is too often.
 * @param strings the page's own words in the place of the English ones
 */
export function useChatWindow(
  session: ChatWindowSession | undefined,
  strings?: Readonly<Partial<ChatStrings>>,
): UsedChatWindow {
  const connection = useConnection(session);
  const retrySeconds = useCountdown(connection.name === "reconnecting" ? connection.retryAtMs : undefined);
  return {
    ...useMessages(session, strings),
    ...useTyping(session),
    ...useComposer(session),
    connection,
    retrySeconds,
    announcement: useAnnouncer(session, strings),
  };
}
