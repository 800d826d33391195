import type { ChatItem } from "@amazon-connect-chat/protocol";
import { listOf } from "../../lib/listOf.js";
import { parseTimeMs } from "../../platform/time.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";

/** Which messages of others wait to be read. */
export interface Unread {
  readonly count: number;
  /** The `Id`s of their items, oldest first. */
  readonly messageIds: readonly string[];
}

/** A message in its place: by its time, and by its coming where times are the same. */
export interface Place {
  readonly messageId: string;
  readonly atMs: number;
  readonly nth: number;
}
interface Entry extends Place {
  /** Somebody else's, of this contact: it waits to be read. */
  readonly counts: boolean;
  /** The service takes receipts for messages of people only. */
  readonly takesReceipt: boolean;
}

/** Negative where the first comes before the other; what is not there comes before all. */
export const comparePlaces = (one: Place | undefined, other: Place | undefined): number =>
  one && other ? one.atMs - other.atMs || one.nth - other.nth : Number(!!one) - Number(!!other);

/** Knows how far its participant has read. Reading a message is reading all before it, and is never taken back. */
export interface ReadLedger {
  /** Takes items of the chat, in any order and as often as they come; receipts of the participant's own among them count. */
  note(items: readonly (ChatItem | null)[]): void;
  knows(messageId: string): boolean;
  isRead(messageId: string): boolean;
  /** Of these messages, or of all, the last that is known. */
  lastOf(messageIds?: readonly string[]): string | undefined;
  /** Everything up to this message has been read. @returns the last message by then that wants a receipt */
  read(messageId: string): Place | undefined;
  /** The last message that a receipt was seen of. */
  confirmed(): Place | undefined;
  /** The same object until it changes. */
  unread(): Unread;
}

const unreadOf = (messageIds: readonly string[]): Unread =>
  Object.freeze({ count: messageIds.length, messageIds: Object.freeze(messageIds) });

/** @param participantId whose reading it is */
export function createReadLedger(participantId: string): ReadLedger {
  /** In order. */
  const entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  let mark: Entry | undefined;
  let confirmed: Entry | undefined;
  let unread = unreadOf([]);

  const insert = (entry: Entry) => {
    let index = entries.length;
    while (index > 0 && comparePlaces(entries[index - 1], entry) > 0) index -= 1;
    entries.splice(index, 0, entry);
    byId.set(entry.messageId, entry);
  };
  const later = (one: Entry | undefined, other: Entry) => (comparePlaces(one, other) < 0 ? other : one);
  /** From the end to the first that is no more than `limit`. */
  const after = (limit: Place | undefined): readonly Entry[] => {
    let index = entries.length;
    while (index > 0 && comparePlaces(entries[index - 1], limit) > 0) index -= 1;
    return entries.slice(index);
  };
  const update = () => {
    const messageIds = after(mark).flatMap(({ counts, messageId }) => (counts ? messageId : []));
    // They go from the front alone: with the same first one, as many are the same.
    if (messageIds.length !== unread.count || messageIds[0] !== unread.messageIds[0])
      unread = unreadOf(messageIds);
  };

  return {
    note(items) {
      let isNews = false;
      for (const item of items) {
        const { Id, Type, ParticipantId, ParticipantRole, RelatedContactId, MessageMetadata } = (item ??
          {}) as TranscriptItem;
        if (typeof Id !== "string" || !Id || (Type !== "MESSAGE" && Type !== "ATTACHMENT")) continue;
        // What is being sent, or was not, has no Id of the service's and names nobody; once it is said it comes as all others.
        if (!ParticipantId && MessageMetadata?.Status) continue;
        if (!byId.has(Id)) {
          const counts = ParticipantId !== participantId && !RelatedContactId;
          const takesReceipt = counts && (ParticipantRole === "AGENT" || ParticipantRole === "CUSTOMER");
          // What has no time has just come.
          const atMs = parseTimeMs(item?.AbsoluteTime) || entries.at(-1)?.atMs || 0;
          isNews = true;
          insert({ messageId: Id, atMs, nth: byId.size, counts, takesReceipt });
        }
        const entry = byId.get(Id);
        for (const receipt of listOf(MessageMetadata?.Receipts))
          if (entry && receipt?.RecipientParticipantId === participantId && receipt.ReadTimestamp) {
            isNews = true;
            mark = later(mark, entry);
            confirmed = later(confirmed, entry);
          }
      }
      // Most items tell nothing new: then nothing is gone through, however many wait.
      if (isNews) update();
    },
    knows: (messageId) => byId.has(messageId),
    isRead: (messageId) => {
      const entry = byId.get(messageId);
      return !!entry && comparePlaces(entry, mark) <= 0;
    },
    lastOf: (messageIds) =>
      messageIds
        ? messageIds
            .flatMap((messageId) => byId.get(messageId) ?? [])
            .sort(comparePlaces)
            .at(-1)?.messageId
        : entries.at(-1)?.messageId,
    read(messageId) {
      const entry = byId.get(messageId);
      if (!entry) return undefined;
      mark = later(mark, entry);
      update();
      return after(confirmed)
        .filter((each) => each.takesReceipt && comparePlaces(each, entry) <= 0)
        .at(-1);
    },
    confirmed: () => confirmed,
    unread: () => unread,
  };
}
