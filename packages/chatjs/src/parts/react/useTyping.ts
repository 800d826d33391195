import { useCallback } from "react";
import type { ChatParticipant } from "../participants/participantList.js";
import type { SessionParticipants } from "../participants/participants.js";
import { notifyTyping } from "./notifyTyping.js";
import { useSnapshot } from "./useSnapshot.js";

/** What the hook needs of a session: the part `participants`. */
export interface TypingSession {
  readonly participants: SessionParticipants;
  sendEvent(args: { readonly contentType: string }): Promise<unknown>;
}

/** What `useTyping` gives. */
export interface UsedTyping {
  /** All but the session's own participant who type now. */
  readonly typing: readonly ChatParticipant[];
  /** Everybody who is or was in the chat. */
  readonly participants: readonly ChatParticipant[];
  /** Tells the others that somebody types here. At most one goes out in ten seconds; that it did not is nobody's concern. */
  notifyTyping(): void;
}

const NONE: { readonly list: readonly ChatParticipant[] } = { list: [] };

/** Who types, of a session with the part `participants`, and the way to say that one does. */
export function useTyping(session: TypingSession | undefined): UsedTyping {
  const { list } = useSnapshot(session?.participants, (source) => ({ list: source.list }), NONE);
  const notify = useCallback(() => notifyTyping(session), [session]);
  return {
    typing: list.filter(({ isTyping, isSelf }) => isTyping && !isSelf),
    participants: list,
    notifyTyping: notify,
  };
}
