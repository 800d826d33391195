import { eventContentType, isPiece } from "@amazon-connect-chat/protocol";
import type { ChatItem, Receipt } from "@amazon-connect-chat/protocol";
import { isObject } from "../../lib/isObject.js";
import { listOf } from "../../lib/listOf.js";
import { parseTimeMs } from "../../platform/time.js";

/** What polls have seen so far: of each item, by its `keyOf`, its receipts as JSON. */
export type SeenItems = ReadonlyMap<string, string>;

/** What a page of the transcript tells. */
export interface PageNews {
  readonly seen: SeenItems;
  /** What was not there before, as the socket would have brought it: items in order, then receipts. */
  readonly news: readonly ChatItem[];
  /** The page continues what was seen. If it does not, more was said between two polls than a page holds. */
  readonly isContinuous: boolean;
}

const receiptsOf = ({ MessageMetadata }: ChatItem): readonly Receipt[] =>
  listOf(MessageMetadata?.Receipts).filter(isObject);

/** An attachment whose status changes is told once more. */
const keyOf = (id: string, { Attachments }: ChatItem): string =>
  JSON.stringify([id, ...listOf(Attachments).map((attachment) => attachment?.Status)]);

/** A receipt as it comes through the socket. */
const asReceiptItem = ({ Id, ContactId }: ChatItem, receipt: Receipt): ChatItem => ({
  Id: Id ?? "",
  Type: "MESSAGEMETADATA",
  ContentType: eventContentType("message.metadata"),
  AbsoluteTime: receipt.ReadTimestamp ?? receipt.DeliveredTimestamp ?? "",
  MessageMetadata: { MessageId: Id ?? "", Receipts: [receipt] },
  ...(ContactId && { ContactId }),
});

/**
 * Compares a page with what was seen.
 * @param page oldest first; what is no item, or comes from an earlier chat, is skipped
 * @param sinceMs what is older is history
 */
export function readPage(seen: SeenItems, page: readonly unknown[], sinceMs: number): PageNews {
  const next = new Map<string, string>();
  const items: ChatItem[] = [];
  const newReceipts: ChatItem[] = [];
  let isContinuous = seen.size === 0;
  for (const entry of page) {
    if (!isObject(entry)) continue;
    const item: ChatItem = entry;
    const { Id } = item;
    if (typeof Id !== "string" || !Id || item.RelatedContactId) continue;
    // Of a text that is being written there are no pieces here: it is there once it is whole.
    if (isPiece(item)) continue;
    const key = keyOf(Id, item);
    const before = seen.get(key);
    const receipts = receiptsOf(item);
    next.set(key, JSON.stringify(receipts));
    if (before !== undefined) isContinuous = true;
    const isHistory = parseTimeMs(item.AbsoluteTime) < sinceMs;
    if (before === undefined && !isHistory) items.push(item);
    if (before === next.get(key) || (before === undefined && isHistory)) continue;
    const told = new Set(before === undefined ? [] : (JSON.parse(before) as Receipt[]).map(asText));
    newReceipts.push(
      ...receipts.filter((each) => !told.has(asText(each))).map((each) => asReceiptItem(item, each)),
    );
  }
  return {
    // A page may have less than the one before; what was seen stays so.
    seen: new Map([...seen, ...next]),
    news: [...items, ...newReceipts],
    isContinuous: isContinuous || next.size === 0,
  };
}

const asText = (value: unknown) => JSON.stringify(value);

export const POLL_TIMES = {
  /** How long a session waits for a socket. */
  afterMs: 8_000,
  baseMs: 2_000,
  /** Between polls of a chat in which nobody says anything. */
  idleMs: 10_000,
  /** Between polls that fail. */
  failedMs: 30_000,
  /** No poll follows another one sooner, whoever is in a hurry. */
  leastMs: 1_000,
} as const;
/** So many failures in a row, and polling is no connection either. */
export const MAX_FAILURES = 3;

/** How long to wait before the next poll, by how the last ones went. */
export function pauseMs(polls: { readonly quiet: number; readonly failures: number }): number {
  const { quiet, failures } = polls;
  const { baseMs, idleMs, failedMs } = POLL_TIMES;
  return failures > 0
    ? Math.min(failedMs, baseMs * 2 ** failures)
    : Math.min(idleMs, baseMs * 2 ** Math.max(0, quiet - 3));
}
