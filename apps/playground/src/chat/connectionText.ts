import type {
  ConnectionState,
  ConversationState,
  LateMessages,
  MissingMessages,
} from "./conversationState.js";

const SENTENCES: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting…",
  connected: "Connected",
  reconnecting: "Connection lost",
  broken: "Not connected",
  ended: "This chat has ended",
};

const ATTEMPTS: Readonly<Partial<Record<ConnectionState, string>>> = {
  connecting: "Connecting",
  reconnecting: "Reconnecting",
};

/** How the connection is, in words. */
export interface ConnectionText {
  readonly shown: string;
  /** Stays the same while the seconds pass: it is read aloud at each change. */
  readonly spoken: string;
}

/** What to say of a connection at this moment. */
export function connectionText(
  { connection, reason, retry }: Pick<ConversationState, "connection" | "reason" | "retry">,
  nowMs: number,
): ConnectionText {
  const sentence = SENTENCES[connection];
  const attempted = ATTEMPTS[connection];
  if (attempted !== undefined && retry) {
    const seconds = Math.ceil((retry.atMs - nowMs) / 1_000);
    const shown = seconds > 0 ? `${attempted} in ${seconds} s (attempt ${retry.attempt})` : `${attempted}…`;
    return { shown, spoken: connection === "reconnecting" ? `${sentence}. ${attempted}.` : sentence };
  }
  const text = connection === "broken" && reason ? `${sentence}: ${reason}` : sentence;
  return { shown: text, spoken: text };
}

/** What to say of messages that came late. */
export function lateText({ how, count }: LateMessages): string {
  if (count === 0) return "No message was missing";
  return `${count} ${count === 1 ? "message" : "messages"} ${how}`;
}

/** What to say of messages that may be missing; `timeText` puts a time into words. */
export function missingText(
  { sinceMs, status }: MissingMessages,
  given: { readonly hasEnded: boolean; readonly timeText: (atMs: number) => string },
): string {
  const since = sinceMs === undefined ? "" : ` since ${given.timeText(sinceMs)}`;
  const gap = `Some messages may be missing${since}.`;
  if (given.hasEnded) return `${gap} The chat has ended, so they can no longer be loaded.`;
  return status === "failed" ? `${gap} They could not be loaded.` : gap;
}
