/**
 * Hooks for React 18 and 19; see [the guide](../../../docs/guides/react.md).
 * @module amazon-connect-chatjs/react
 */
export { useAnnouncer } from "./parts/react/useAnnouncer.js";
export type { AnnouncedSession } from "./parts/react/useAnnouncer.js";
export { useChatSession } from "./parts/react/useChatSession.js";
export type { UseChatSessionOptions, UsedChatSession } from "./parts/react/useChatSession.js";
export { useChatWindow } from "./parts/react/useChatWindow.js";
export type { ChatWindowSession, UsedChatWindow } from "./parts/react/useChatWindow.js";
export { useComposer } from "./parts/react/useComposer.js";
export type {
  ComposerFieldProps,
  ComposerSession,
  UseComposerOptions,
  UsedComposer,
} from "./parts/react/useComposer.js";
export { useConnection } from "./parts/react/useConnection.js";
export { useCountdown } from "./parts/react/useCountdown.js";
export { useMessages } from "./parts/react/useMessages.js";
export type { MessagesSession, UsedMessages } from "./parts/react/useMessages.js";
export type { ShownMessage, ShownStatus } from "./parts/react/shownMessages.js";
export { useReadReceipts } from "./parts/react/useReadReceipts.js";
export { useTranscript } from "./parts/react/useTranscript.js";
export type { UsedTranscript } from "./parts/react/useTranscript.js";
export { useTyping } from "./parts/react/useTyping.js";
export type { TypingSession, UsedTyping } from "./parts/react/useTyping.js";
export { chatStrings } from "./parts/react/strings.js";
export type { ChatStrings } from "./parts/react/strings.js";
export type { ChatLifeState, HookedSession } from "./parts/react/chatLife.js";
