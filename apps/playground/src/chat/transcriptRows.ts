import type { Upload } from "../attachments/uploads.js";
import { replyText } from "../interactive/reply.js";
import { signInOutcome } from "../signIn/signInSteps.js";
import type { SignInOutcome } from "../signIn/signInSteps.js";
import type { ConversationState } from "./conversationState.js";
import { itemContent } from "./itemContent.js";
import { displayNameOf } from "./participant.js";
import type { Viewer } from "./participant.js";
import type { DayRow, MessageRow, NoticeRow, SegmentRow, SignInRow, TranscriptRow } from "./rows.js";
import { isPast, segmentsOf } from "./segments.js";
import type { OutgoingMessage, TranscriptEntry } from "./transcript.js";

/** A longer silence begins a new group. */
export const GROUP_GAP_MS = 5 * 60_000;

const dayOf = (atMs: number) => new Date(atMs).toDateString();

const sideOf = (isOwn: boolean, role: string): MessageRow["side"] => {
  if (isOwn) return "own";
  return role === "CUSTOMER" || role === "AGENT" ? "other" : "system";
};

type Ungrouped = SegmentRow | NoticeRow | SignInRow | Omit<MessageRow, "startsGroup" | "endsGroup">;

/** What a chat's window shows of its state. */
export type RowSource = Pick<ConversationState, "connection" | "transcript" | "uploads" | "answered">;

const RECEIPTS: Readonly<Partial<Record<string, MessageRow["status"]>>> = {
  DELIVERED: "delivered",
  READ: "read",
};

function storedRow({ key, id, atMs, item }: TranscriptEntry, source: RowSource, viewer: Viewer): Ungrouped[] {
  const shown = itemContent(item, viewer);
  if (!shown) return [];
  const role = item.ParticipantRole ?? "SYSTEM";
  if (shown.as === "notice") return [{ kind: "notice", key, id, role, atMs, text: shown.text }];
  if (shown.as === "signIn")
    return [{ kind: "signIn", key, atMs, sessionId: shown.sessionId, outcome: outcomeAfter(atMs, source) }];
  // What was sent a moment ago, and has not come back, names nobody. In an earlier chat one was somebody else.
  const isOwn =
    item.ParticipantId === undefined || isPast(item)
      ? role === viewer.role
      : item.ParticipantId === viewer.participantId;
  return [
    {
      kind: "message",
      key,
      id,
      side: sideOf(isOwn, role),
      role,
      name: isOwn && item.DisplayName === undefined ? viewer.displayName : displayNameOf(item),
      content: shown.content,
      atMs,
      status: RECEIPTS[item.MessageMetadata?.Status ?? ""] ?? "sent",
      isGrowing: item.MessageMetadata?.MessageCompleted === false,
      question: questionState(id, source),
    },
  ];
}

function questionState(id: string, { answered, connection }: RowSource): MessageRow["question"] {
  if (answered.has(id)) return "answered";
  return connection === "ended" ? "closed" : "open";
}

const outcomeAfter = (atMs: number, { transcript, connection }: RowSource): SignInOutcome | undefined =>
  transcript.entries
    .filter((entry) => entry.atMs >= atMs)
    .map(({ item }) => signInOutcome(item.ContentType))
    .find((outcome) => outcome !== undefined) ?? (connection === "ended" ? "expired" : undefined);

const ownRow = (viewer: Viewer) => ({
  kind: "message" as const,
  side: "own" as const,
  role: viewer.role,
  name: viewer.displayName,
  isGrowing: false,
  question: "closed" as const,
});

const outgoingRow = (message: OutgoingMessage, viewer: Viewer): Ungrouped => {
  const { clientToken, contentType, text, queuedAtMs, status, reason } = message;
  const words = replyText({ ContentType: contentType, Content: text }) ?? text;
  const content = { as: "text", text: words } as const;
  return { ...ownRow(viewer), key: clientToken, content, atMs: queuedAtMs, status, reason };
};

const uploadRow = (upload: Upload, viewer: Viewer): Ungrouped => ({
  ...ownRow(viewer),
  key: upload.key,
  content: { as: "upload", upload },
  atMs: upload.startedAtMs,
  status: upload.status === "failed" ? "failed" : "sending",
  reason: upload.reason,
});

/** A receipt holds for all messages before: few go out for many. */
function withReceipts(rows: readonly Ungrouped[]): readonly Ungrouped[] {
  let best: MessageRow["status"] | undefined;
  return [...rows]
    .reverse()
    .map((row) => {
      if (row.kind !== "message" || row.side !== "own" || row.status === "failed" || row.status === "sending")
        return row;
      if (row.status === "read" || (row.status === "delivered" && best !== "read")) best = row.status;
      return { ...row, status: best ?? row.status };
    })
    .reverse();
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
export function transcriptRows(source: RowSource, viewer: Viewer, nowMs: number): TranscriptRow[] {
  const { transcript, uploads } = source;
  const segments = segmentsOf(transcript.entries);
  const stored = transcript.entries.flatMap((entry): Ungrouped[] => {
    const segment = segments.get(entry.key);
    return [...(segment ? [segment] : []), ...storedRow(entry, source, viewer)];
  });
  const onTheWay = [
    ...transcript.outgoing.map((message) => outgoingRow(message, viewer)),
    ...uploads.map((upload) => uploadRow(upload, viewer)),
  ].sort((one, other) => one.atMs - other.atMs);
  const rows = [...withReceipts(stored), ...onTheWay];
  const namesDays = rows.some(({ atMs }) => dayOf(atMs) !== dayOf(nowMs));
  return rows.flatMap((row, index): TranscriptRow[] => {
    const previous = rows[index - 1];
    const isNewDay = namesDays && (!previous || dayOf(previous.atMs) !== dayOf(row.atMs));
    const day: DayRow[] = isNewDay ? [{ kind: "day", key: `day ${row.key}`, atMs: row.atMs }] : [];
    if (row.kind !== "message") return [...day, row];
    const startsGroup = !belongTogether(previous, row);
    const endsGroup = !belongTogether(row, rows[index + 1]);
    return [...day, { ...row, startsGroup, endsGroup }];
  });
}
