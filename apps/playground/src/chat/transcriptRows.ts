import { itemText } from "./itemText.js";
import { displayNameOf } from "./participant.js";
import type { Viewer } from "./participant.js";
import type { OutgoingMessage, Transcript, TranscriptEntry } from "./transcript.js";

/** Begins a day. */
export interface DayRow {
  readonly kind: "day";
  readonly key: string;
  readonly atMs: number;
}
/** Somebody came or went. */
export interface NoticeRow {
  readonly kind: "notice";
  readonly key: string;
  readonly id: string;
  readonly role: string;
  readonly atMs: number;
  readonly text: string;
}
export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  /** Absent until the service has stored the message. */
  readonly id?: string;
  readonly side: "own" | "other" | "system";
  readonly role: string;
  readonly name: string;
  readonly text: string;
  readonly atMs: number;
  readonly status: "sent" | "sending" | "failed";
  readonly reason?: string;
  /** First of several by the same sender within a few minutes. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}
export type TranscriptRow = DayRow | NoticeRow | MessageRow;

/** A longer silence begins a new group. */
export const GROUP_GAP_MS = 5 * 60_000;

const dayOf = (atMs: number) => new Date(atMs).toDateString();

const sideOf = (isOwn: boolean, role: string): MessageRow["side"] => {
  if (isOwn) return "own";
  return role === "CUSTOMER" || role === "AGENT" ? "other" : "system";
};

type Ungrouped = NoticeRow | Omit<MessageRow, "startsGroup" | "endsGroup">;

function storedRow({ key, id, atMs, item }: TranscriptEntry, viewer: Viewer): Ungrouped[] {
  const shown = itemText(item, viewer.participantId);
  if (!shown) return [];
  const role = item.ParticipantRole ?? "SYSTEM";
  if (shown.as === "notice") return [{ kind: "notice", key, id, role, atMs, text: shown.text }];
  const side = sideOf(item.ParticipantId === viewer.participantId, role);
  const name = displayNameOf(item);
  return [{ kind: "message", key, id, side, role, name, text: shown.text, atMs, status: "sent" }];
}

function outgoingRow(message: OutgoingMessage, viewer: Viewer): Ungrouped {
  const { clientToken, text, queuedAtMs, status, reason } = message;
  return {
    kind: "message",
    key: clientToken,
    side: "own",
    role: viewer.role,
    name: viewer.displayName,
    text,
    atMs: queuedAtMs,
    status,
    ...(reason === undefined ? {} : { reason }),
  };
}

function belongTogether(one: Ungrouped | undefined, other: Ungrouped | undefined): boolean {
  return (
    one?.kind === "message" &&
    other?.kind === "message" &&
    one.side === other.side &&
    one.name === other.name &&
    dayOf(one.atMs) === dayOf(other.atMs) &&
    Math.abs(other.atMs - one.atMs) < GROUP_GAP_MS
  );
}

/** The rows of a chat's window, top to bottom. Days are named only where the chat is not all of today. */
export function transcriptRows(transcript: Transcript, viewer: Viewer, nowMs: number): TranscriptRow[] {
  const rows = [
    ...transcript.entries.flatMap((entry) => storedRow(entry, viewer)),
    ...transcript.outgoing.map((message) => outgoingRow(message, viewer)),
  ];
  const namesDays = rows.some(({ atMs }) => dayOf(atMs) !== dayOf(nowMs));
  return rows.flatMap((row, index): TranscriptRow[] => {
    const previous = rows[index - 1];
    const isNewDay = namesDays && (!previous || dayOf(previous.atMs) !== dayOf(row.atMs));
    const day: DayRow[] = isNewDay ? [{ kind: "day", key: `day ${dayOf(row.atMs)}`, atMs: row.atMs }] : [];
    if (row.kind === "notice") return [...day, row];
    const startsGroup = !belongTogether(previous, row);
    const endsGroup = !belongTogether(row, rows[index + 1]);
    return [...day, { ...row, startsGroup, endsGroup }];
  });
}
