import type { TranscriptItem } from "amazon-connect-chatjs";

/** An item that the service has stored. */
export interface TranscriptEntry {
  /** Stays the same when a sent message turns from outgoing to stored. */
  readonly key: string;
  readonly id: string;
  readonly atMs: number;
  readonly item: TranscriptItem;
}

/** A message of one's own that the service has not confirmed. */
export interface OutgoingMessage {
  /** The same for each attempt, so that the service stores the message once. */
  readonly clientToken: string;
  readonly contentType: string;
  readonly text: string;
  readonly queuedAtMs: number;
  readonly status: "sending" | "failed";
  /** Why it failed, in words. */
  readonly reason?: string | undefined;
  /** The service has stored it as this item, which the library will show in a moment. */
  readonly id?: string | undefined;
}

/**
 * What a chat's window shows: each stored item once, by time; then what is on its way. The former is the library's snapshot.
 * The latter is kept here, though a snapshot has it too: who sends a failed message again needs its client token and its reason.
 */
export interface Transcript {
  readonly entries: readonly TranscriptEntry[];
  readonly outgoing: readonly OutgoingMessage[];
}

export const EMPTY_TRANSCRIPT: Transcript = { entries: [], outgoing: [] };

const UNCONFIRMED: readonly unknown[] = ["SENDING", "FAILED"];

function toEntry(item: TranscriptItem): TranscriptEntry[] {
  const { Id: id, AbsoluteTime = "", MessageMetadata } = item;
  const atMs = Date.parse(AbsoluteTime);
  const isShown = id && !Number.isNaN(atMs) && !UNCONFIRMED.includes(MessageMetadata?.Status);
  return isShown ? [{ key: id, id, atMs, item }] : [];
}

/** Whether an item with this Id is there. */
export const hasItem = (transcript: Transcript, id: string | undefined): boolean =>
  transcript.entries.some((entry) => entry.id === id);

/**
 * Takes a snapshot of the library. A new item at its end that says what an outgoing message says takes that message's place: it
 * may overtake the answer to the request.
 */
export function takeSnapshot(
  transcript: Transcript,
  items: readonly TranscriptItem[],
  ownParticipantId: string,
): Transcript {
  const keys = new Map(transcript.entries.map(({ id, key }) => [id, key]));
  const newestMs = transcript.entries.at(-1)?.atMs ?? -Infinity;
  let { outgoing } = transcript;
  const entries = items.flatMap(toEntry).map((entry) => {
    const { id, atMs, item } = entry;
    const known = keys.get(id);
    if (known !== undefined) return { ...entry, key: known };
    const isEcho = item.Type === "MESSAGE" && item.ParticipantId === ownParticipantId && atMs >= newestMs;
    const arrived =
      outgoing.find((message) => message.id === id) ??
      outgoing.find((message) => isEcho && message.id === undefined && message.text === item.Content);
    outgoing = outgoing.filter((message) => message !== arrived);
    return arrived ? { ...entry, key: arrived.clientToken } : entry;
  });
  return { entries, outgoing };
}

/** Puts a message at the end, on its way. */
export function queueMessage(
  transcript: Transcript,
  message: Omit<OutgoingMessage, "status" | "reason" | "id">,
): Transcript {
  const others = transcript.outgoing.filter(({ clientToken }) => clientToken !== message.clientToken);
  return { ...transcript, outgoing: [...others, { ...message, status: "sending" }] };
}

function changeOutgoing(
  transcript: Transcript,
  clientToken: string,
  change: Partial<OutgoingMessage>,
): Transcript {
  const outgoing = transcript.outgoing.map((message) =>
    message.clientToken === clientToken ? { ...message, ...change } : message,
  );
  return { ...transcript, outgoing };
}

/** The service has stored the message as this item. */
export function confirmSent(transcript: Transcript, clientToken: string, id: string | undefined): Transcript {
  if (!hasItem(transcript, id)) return changeOutgoing(transcript, clientToken, { id });
  return {
    entries: transcript.entries.map((entry) =>
      // One that came first may have been taken for another message of the same words.
      entry.id === id && entry.key === id ? { ...entry, key: clientToken } : entry,
    ),
    outgoing: transcript.outgoing.filter((message) => message.clientToken !== clientToken),
  };
}

/** The message could not be sent. Nothing changes when it has come meanwhile. */
export const markFailed = (transcript: Transcript, clientToken: string, reason: string): Transcript =>
  changeOutgoing(transcript, clientToken, { status: "failed", reason });
