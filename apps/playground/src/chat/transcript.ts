import type { ChatItem } from "amazon-connect-chatjs";

/** An item that the service has stored. */
export interface TranscriptEntry {
  /** Stays the same when a sent message turns from outgoing to stored. */
  readonly key: string;
  readonly id: string;
  readonly atMs: number;
  readonly item: ChatItem;
}

/** A message of one's own that the service has not confirmed. */
export interface OutgoingMessage {
  /** The same for each attempt, so that the service stores the message once. */
  readonly clientToken: string;
  readonly text: string;
  readonly queuedAtMs: number;
  readonly status: "sending" | "failed";
  /** Why it failed, in words. */
  readonly reason?: string;
}

/** What a chat's window shows: each stored item once, by time; then what is on its way. */
export interface Transcript {
  readonly entries: readonly TranscriptEntry[];
  readonly outgoing: readonly OutgoingMessage[];
}

export const EMPTY_TRANSCRIPT: Transcript = { entries: [], outgoing: [] };

function toEntry(item: ChatItem): TranscriptEntry | undefined {
  const atMs = Date.parse(item.AbsoluteTime ?? "");
  return item.Id && !Number.isNaN(atMs) ? { key: item.Id, id: item.Id, atMs, item } : undefined;
}

/** Whether an item with this Id is there. */
export const hasItem = (transcript: Transcript, id: string | undefined): boolean =>
  transcript.entries.some((entry) => entry.id === id);

/**
 * Adds items, each Id once, ordered by time and then by arrival; a known Id takes the newer content.
 * Items without an Id or a time are left out.
 */
export function mergeItems(transcript: Transcript, items: readonly ChatItem[]): Transcript {
  const byId = new Map(transcript.entries.map((entry) => [entry.id, entry]));
  for (const item of items) {
    const entry = toEntry(item);
    if (!entry) continue;
    const known = byId.get(entry.id);
    byId.set(entry.id, known ? { ...known, item: { ...known.item, ...item } } : entry);
  }
  return { ...transcript, entries: [...byId.values()].sort((one, other) => one.atMs - other.atMs) };
}

/**
 * Adds an item that has just arrived. When it is the echo of an outgoing message, it takes that message's place:
 * the echo may overtake the answer to the request.
 */
export function receiveItem(transcript: Transcript, item: ChatItem, ownParticipantId: string): Transcript {
  if (hasItem(transcript, item.Id)) return mergeItems(transcript, [item]);
  const echoed =
    item.ParticipantId === ownParticipantId && item.Type === "MESSAGE"
      ? transcript.outgoing.find(({ text }) => text === item.Content)
      : undefined;
  const merged = mergeItems(transcript, [item]);
  return echoed ? settle(merged, echoed.clientToken, item.Id) : merged;
}

/** Puts a message at the end, on its way. */
export function queueMessage(
  transcript: Transcript,
  message: Omit<OutgoingMessage, "status" | "reason">,
): Transcript {
  const others = transcript.outgoing.filter(({ clientToken }) => clientToken !== message.clientToken);
  return { ...transcript, outgoing: [...others, { ...message, status: "sending" }] };
}

/** The service has stored the message as this item. */
export function confirmSent(transcript: Transcript, clientToken: string, item: ChatItem): Transcript {
  return settle(
    hasItem(transcript, item.Id) ? transcript : mergeItems(transcript, [item]),
    clientToken,
    item.Id,
  );
}

/** The message could not be sent. Nothing changes when its echo has come meanwhile. */
export function markFailed(transcript: Transcript, clientToken: string, reason: string): Transcript {
  return {
    ...transcript,
    outgoing: transcript.outgoing.map((message) =>
      message.clientToken === clientToken ? { ...message, status: "failed", reason } : message,
    ),
  };
}

function settle(transcript: Transcript, clientToken: string, id: string | undefined): Transcript {
  const outgoing = transcript.outgoing.filter((message) => message.clientToken !== clientToken);
  if (outgoing.length === transcript.outgoing.length) return transcript;
  const entries = transcript.entries.map((entry) =>
    entry.id === id ? { ...entry, key: clientToken } : entry,
  );
  return { entries, outgoing };
}
