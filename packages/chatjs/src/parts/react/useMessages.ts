import { useCallback, useMemo } from "react";
import type { SessionTranscript } from "../history/transcriptPages.js";
import type { Outbox, OutboxEntry } from "../outbox/outboxTypes.js";
import { shownMessages } from "./shownMessages.js";
import type { ShownMessage } from "./shownMessages.js";
import { chatStrings } from "./strings.js";
import type { ChatStrings } from "./strings.js";
import { useSnapshot } from "./useSnapshot.js";
import { useTranscript } from "./useTranscript.js";
import type { UsedTranscript } from "./useTranscript.js";

/** What the hook needs of a session: the part `history`. With `outbox`, what is on its way is shown too. */
export interface MessagesSession {
  getChatDetails(): { readonly participantId: string };
  readonly transcript: SessionTranscript;
  readonly outbox?: Pick<Outbox, "entries" | "onChange" | "retry" | "discard"> | undefined;
}

/** What `useMessages` gives. */
export interface UsedMessages extends Pick<UsedTranscript, "hasOlder" | "isLoading" | "loadOlder"> {
  /** In order, what is on its way last; the same array until something changes. */
  readonly messages: readonly ShownMessage[];
  /**
   * Sends one of the outbox again that has failed, or waits.
   * @throws IllegalArgumentError for one that is not in the outbox, or is sent
   */
  retry(message: ShownMessage): void;
  /** Forgets one of the outbox. One that is being sent may arrive nevertheless. */
  discard(message: ShownMessage): void;
}

const NONE: { readonly entries: readonly OutboxEntry[] } = { entries: [] };

/**
 * A chat as rows to show: the transcript, with what became of each message, and below it what the outbox has.
 * @param strings the page's own words in the place of the English ones, for who comes and goes
 * @example
 * ```tsx
 * const { messages, retry } = useMessages(session);
 * const rows = messages.map((message) => (
 *   <li key={message.key} className={message.side}>
 *     {message.text} {message.status === "failed" && <button onClick={() => retry(message)}>Try again</button>}
 *   </li>
 * ));
 * ```
 */
export function useMessages(
  session: MessagesSession | undefined,
  strings?: Readonly<Partial<ChatStrings>>,
): UsedMessages {
  const { items, hasOlder, isLoading, loadOlder } = useTranscript(session);
  const outbox = session?.outbox;
  const { entries } = useSnapshot(outbox, (source) => ({ entries: source.entries }), NONE);
  const ownId = session?.getChatDetails().participantId ?? "";
  const { joined, left, ended } = { ...chatStrings, ...strings };
  const messages = useMemo(
    () => shownMessages({ items, entries, ownId, strings: { ...chatStrings, joined, left, ended } }),
    [items, entries, ownId, joined, left, ended],
  );
  const retry = useCallback(({ key }: ShownMessage) => void outbox?.retry(key), [outbox]);
  const discard = useCallback(({ key }: ShownMessage) => void outbox?.discard(key), [outbox]);
  return { messages, hasOlder, isLoading, loadOlder, retry, discard };
}
