import { isPiece } from "@amazon-connect-chat/protocol";
import type {
  ChatItem,
  MessageMetadata,
  OperationInput,
  OperationOutput,
} from "@amazon-connect-chat/protocol";
import { plainText } from "../lib/plainText.js";
import type { Platform } from "../platform/platform.js";
import { parseTimeMs, toIsoTime } from "../platform/time.js";
import { messageIdOf, receiptStatus } from "./receiptItems.js";

/**
 * What has become of a message, from worse to better: a status never goes back.
 * - `SENDING`: its request is under way
 * - `FAILED`: its request has failed
 * - `SENT`: the service has it
 * - `DELIVERED`, `READ`: another participant got it, or has read it
 */
export const MESSAGE_STATUSES = ["SENDING", "FAILED", "SENT", "DELIVERED", "READ"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** An item as `onTranscriptUpdated` shows it. */
export interface TranscriptItem extends ChatItem {
  readonly MessageMetadata?: MessageMetadata & {
    /** Of messages that this session has sent, or for which there are receipts. */
    readonly Status?: MessageStatus;
  };
  /** The item as JSON; of those that came through the socket. */
  readonly serializedContent?: string;
}

/** A page with items, whatever else it has. */
export type TranscriptPage = OperationOutput<"GetTranscript"> & { readonly Transcript: readonly ChatItem[] };

/** The transcript as it is now. */
export interface TranscriptSnapshot {
  /** Sorted by time, then by arrival; what has no time is last. Items that have not changed are those of earlier snapshots. */
  readonly transcript: TranscriptItem[];
  /** Reads the page before the oldest that was read; null before there was any, empty or undefined when none is left. */
  readonly previousTranscriptNextToken: string | null | undefined;
}

/** A session's transcript, as far as it was heard, read or said. */
export interface TranscriptStore {
  received(item: ChatItem): void;
  /** Takes a page that the session has read. */
  read(page: TranscriptPage, input: OperationInput<"GetTranscript">): void;
  /** Shows a message while it is being sent, and what came of it. Settles as `sending` does. */
  sent(
    message: Pick<OperationInput<"SendMessage">, "Content" | "ContentType">,
    sending: Promise<OperationOutput<"SendMessage">>,
  ): Promise<OperationOutput<"SendMessage">>;
  snapshot(): TranscriptSnapshot;
}

export interface TranscriptStoreOptions {
  readonly platform: Pick<Platform, "nowMs" | "uuid">;
  readonly contactId: string;
  /** Whose session it is: own receipts tell nothing new. */
  readonly participantId: string;
  /** The role of messages that are being sent. */
  readonly sessionType: "AGENT" | "CUSTOMER";
  /** There is a new snapshot. */
  changed(): void;
  /** Told of an item that was skipped. */
  readonly log: { error(...args: unknown[]): unknown };
}

/** All that is known under an Id. Of a message that has receipts but did not come yet there is no item. */
interface Entry {
  /** Among items of the same time the earlier arrival comes first. */
  readonly arrival: number;
  /** The item's time, infinite without one; undefined until it is compared, which costs least for many at once. */
  atMs?: number | undefined;
  status?: MessageStatus | undefined;
  item?: TranscriptItem | undefined;
}

const atMs = (entry: Entry): number => (entry.atMs ??= parseTimeMs(entry.item?.AbsoluteTime) || Infinity);
/** The difference of two infinite times is no number: among those without a time arrival decides, too. */
const compare = (one: Entry, other: Entry): number => atMs(one) - atMs(other) || one.arrival - other.arrival;

const rankOf = (status: unknown): number => (MESSAGE_STATUSES as readonly unknown[]).indexOf(status);

/**
 * Taking an item costs the same however long the transcript is. Only a snapshot goes through all of it, and sorts it when
 * something came out of order.
 */
export function createTranscriptStore(options: TranscriptStoreOptions): TranscriptStore {
  const { platform, contactId, participantId, sessionType, changed } = options;
  const entries = new Map<string, Entry>();
  /** What the last snapshot showed, in order; undefined when it has to be sorted again. */
  let sorted: Entry[] | undefined = [];
  /** The items of `sorted`; undefined when one of them is another one. */
  let shown: TranscriptItem[] | undefined = [];
  /** What has got its item since the last snapshot. */
  let fresh: Entry[] = [];
  let arrivals = 0;
  let nextToken: string | null | undefined = null;

  const put = (id: string, given?: TranscriptItem, said?: MessageStatus, arrival = arrivals++) => {
    const entry: Entry = entries.get(id) ?? { arrival };
    entries.set(id, entry);
    const old = entry.item;
    if (rankOf(said) > rankOf(entry.status)) entry.status = said;
    // A page may have been read before the text was finished.
    const latest = old && given && isPiece(given) && !isPiece(old) ? old : (given ?? old);
    if (!latest) return;
    const { Type, MessageMetadata, AbsoluteTime } = latest;
    const item =
      entry.status && Type === "MESSAGE"
        ? { ...latest, MessageMetadata: { ...MessageMetadata, Status: entry.status } }
        : latest;
    if (old && JSON.stringify(item) === JSON.stringify(old)) return;
    entry.item = item;
    if (old) {
      shown = undefined;
      if (old.AbsoluteTime !== AbsoluteTime) sorted = entry.atMs = undefined;
    } else fresh.push(entry);
    changed();
  };

  /** @param arrival of an item of a page; what comes through the socket is the latest */
  const add = (item: ChatItem, arrival?: number) => {
    const { Id, Type, MessageMetadata } = item;
    const status = MessageMetadata && receiptStatus(item, participantId);
    try {
      if (Type === "MESSAGEMETADATA" || Type === "MESSAGE_METADATA") {
        if (status) put(messageIdOf(item), undefined, status);
      } else if (typeof Id === "string" && Id) {
        const serializedContent = JSON.stringify(item);
        // Much faster than a spread, and done for each item.
        put(Id, arrival ? item : Object.assign({}, item, { serializedContent }), status, arrival);
      }
    } catch (error) {
      // It is nested more deeply than JSON can be written.
      options.log.error("could not update the transcript", error);
    }
  };

  return {
    received: (item) => add(item),
    read({ Transcript, NextToken }, { ContactId = contactId, ScanDirection, SortOrder, StartPosition }) {
      // Of the same millisecond, too, a page is older than what is known.
      const newestFirst = SortOrder === "DESCENDING" ? Transcript : [...Transcript].reverse();
      newestFirst.forEach((item) => add(item, -++arrivals));
      // Another contact's pages, and those from the middle, do not continue what is shown.
      if (ScanDirection !== "BACKWARD" || ContactId !== contactId || JSON.stringify(StartPosition) !== "{}")
        return;
      if (nextToken !== NextToken) changed();
      nextToken = NextToken;
    },
    sent(message, sending) {
      const temporaryId = platform.uuid();
      const arrival = arrivals++;
      const draft = (Id: string, AbsoluteTime = ""): TranscriptItem => ({
        Id,
        ContentType: message.ContentType,
        Content: message.Content,
        Type: "MESSAGE",
        ParticipantRole: sessionType,
        AbsoluteTime,
        MessageMetadata: { MessageId: Id },
      });
      put(temporaryId, draft(temporaryId), "SENDING", arrival);
      return sending.then(
        (answer) => {
          const Id = plainText(answer.Id) || temporaryId;
          entries.delete(temporaryId);
          sorted = shown = undefined;
          // The message itself may have come before the answer.
          put(Id, entries.get(Id)?.item ?? draft(Id, answer.AbsoluteTime), "SENT", arrival);
          changed();
          return answer;
        },
        (error: unknown) => {
          put(temporaryId, draft(temporaryId, toIsoTime(platform.nowMs())), "FAILED");
          throw error;
        },
      );
    },
    snapshot() {
      for (const entry of fresh) {
        if (compare(sorted?.at(-1) ?? entry, entry) > 0) sorted = shown = undefined;
        sorted?.push(entry);
        shown?.push(entry.item as TranscriptItem);
      }
      fresh = [];
      sorted ??= [...entries.values()].filter(({ item }) => item).sort(compare);
      shown ??= sorted.map(({ item }) => item as TranscriptItem);
      return {
        // Handed out as a copy, which costs a twentieth of making it out of entries.
        transcript: shown.slice(),
        previousTranscriptNextToken: nextToken,
      };
    },
  };
}
