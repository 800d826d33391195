import { eventTypeOf } from "@amazon-connect-chat/protocol";
import { parseTimeMs } from "../../platform/time.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import { isUnsent, textOf } from "../history/transcriptText.js";
import type { OutboxEntry } from "../outbox/outboxTypes.js";
import { filledIn } from "./strings.js";
import type { ChatStrings } from "./strings.js";

/**
 * What becomes of a message:
 * - `waiting`: in the outbox, for those before it, for a connection, or for the next try
 * - `sending`: its request is under way
 * - `failed`: it was not sent
 * - `sent`: the service has it; so it is with those of others
 * - `delivered`, `read`: another participant got it or a later one, or has read it
 */
export type ShownStatus = "waiting" | "sending" | "failed" | "sent" | "delivered" | "read";

/** A row of a chat's window: what somebody said or sent, or what happened. */
export interface ShownMessage {
  /** The same from the outbox to the transcript: for React's `key`. */
  readonly key: string;
  /** `event`: somebody came or went, or the chat ended; `text` says so. */
  readonly kind: "message" | "event";
  /** Whose it is: one's own, another person's, or that of bots, flows and the service. */
  readonly side: "own" | "other" | "system";
  /** Who it was; the role where the service names nobody, and empty while it is on its way. */
  readonly name: string;
  /** What people read of it; of attachments the names. */
  readonly text: string;
  /** In milliseconds since the epoch; undefined where nobody knows. */
  readonly timeMs: number | undefined;
  readonly status: ShownStatus;
  /** Undefined until the transcript has it. */
  readonly item: TranscriptItem | undefined;
  /** Of the outbox, while the transcript does not have it. */
  readonly entry: OutboxEntry | undefined;
}

export interface MessageSource {
  readonly items: readonly TranscriptItem[];
  readonly entries: readonly OutboxEntry[];
  /** Id of one's own participant. */
  readonly ownId: string;
  readonly strings: ChatStrings;
}

/** Maps, as the service may name things as members of every object. */
const EVENTS: ReadonlyMap<string, "joined" | "left" | "ended"> = /* @__PURE__ */ new Map([
  ["participant.joined", "joined"],
  ["participant.left", "left"],
  ["chat.ended", "ended"],
]);
const STATUSES: ReadonlyMap<string | undefined, ShownStatus> = /* @__PURE__ */ new Map([
  ["SENDING", "sending"],
  ["FAILED", "failed"],
  ["DELIVERED", "delivered"],
  ["READ", "read"],
]);
const PEOPLE: readonly unknown[] = ["CUSTOMER", "AGENT", "SUPERVISOR"];

const isNamedBy = ({ Id, Attachments }: TranscriptItem, resultId: string): boolean =>
  Id === resultId || Boolean(Attachments?.some(({ AttachmentId }) => AttachmentId === resultId));

/** What the transcript does not show yet. */
function onTheWay({ items, entries, ownId }: MessageSource): readonly OutboxEntry[] {
  const resultOf = (entry: OutboxEntry) => (entry.state === "sent" ? entry.resultId : undefined);
  const latest = [...items].reverse().find((item) => item.ParticipantId === ownId && item.Type === "MESSAGE");
  // A message may come before the answer to its request, or in its place.
  const overtaking =
    latest && !entries.some((entry) => resultOf(entry) === latest.Id) ? latest.Content : undefined;
  return entries.filter((entry) => {
    if (entry.kind === "event") return false;
    if (entry.state === "failed") return true;
    if (entry.state !== "sent")
      return entry.attempts === 0 || entry.kind !== "message" || entry.message !== overtaking;
    const { resultId } = entry;
    return resultId !== undefined && !items.some((item) => isNamedBy(item, resultId));
  });
}

/** Pure: the rows of a chat's window; what is on its way comes last. */
export function shownMessages(source: MessageSource): readonly ShownMessage[] {
  const { items, entries, ownId, strings } = source;
  const ownRole = items.find(({ ParticipantId }) => ParticipantId === ownId)?.ParticipantRole;
  const keys = new Map(
    entries.map((entry) => [entry.state === "sent" ? (entry.resultId ?? "") : "", entry.id] as const),
  );

  const texts = new Set(entries.map((entry) => entry.kind === "message" && entry.message));
  /** A transcript may show each try of the outbox, too: they have no participant. */
  const isTry = (item: TranscriptItem) =>
    !item.ParticipantId && isUnsent(item) && texts.has(item.Content ?? "");

  const shownItem = (item: TranscriptItem): ShownMessage | undefined => {
    const { Id = "", ParticipantId = ownId, ParticipantRole, AbsoluteTime, MessageMetadata } = item;
    // There is one customer, who was somebody else in an earlier chat.
    const isOwn = ParticipantId === ownId || (ownRole === "CUSTOMER" && ParticipantRole === ownRole);
    const event = item.Type === "EVENT" ? EVENTS.get(eventTypeOf(item.ContentType)) : undefined;
    const name = item.DisplayName || ParticipantRole || "";
    const text = event ? filledIn(strings[event], { name }) : textOf(item);
    if (!text || isTry(item)) return undefined;
    return {
      key: keys.get(Id) ?? Id,
      kind: event ? "event" : "message",
      side: isOwn ? "own" : PEOPLE.includes(ParticipantRole) ? "other" : "system",
      name,
      text,
      timeMs: parseTimeMs(AbsoluteTime) || undefined,
      status: STATUSES.get(MessageMetadata?.Status) ?? "sent",
      item,
      entry: undefined,
    };
  };
  const shownEntry = (entry: OutboxEntry): ShownMessage => ({
    key: entry.id,
    kind: "message",
    side: "own",
    name: "",
    text: entry.kind === "message" ? entry.message : entry.kind === "attachment" ? entry.name : "",
    timeMs: parseTimeMs(entry.createdAt) || undefined,
    status: entry.state,
    item: undefined,
    entry,
  });

  // A receipt holds for all messages before: few go out for many.
  let best: ShownStatus = "sent";
  const withReceipts = items
    .flatMap((item) => shownItem(item) ?? [])
    .reverse()
    .map((row) => {
      if (row.side !== "own" || row.kind === "event") return row;
      if (row.status === "read" || (row.status === "delivered" && best === "sent")) best = row.status;
      return row.status === "sent" || row.status === "delivered" ? { ...row, status: best } : row;
    })
    .reverse();
  return [...withReceipts, ...onTheWay(source).map(shownEntry)];
}
