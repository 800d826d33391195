import { eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem, OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";
import { statusCodeOf } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import { listOf } from "../lib/listOf.js";
import { parseTimeMs, toIsoTime } from "../platform/time.js";

export type ReadTranscript = (
  input: OperationInput<"GetTranscript">,
) => Promise<OperationOutput<"GetTranscript">>;

export interface MissedItemsOptions {
  readonly read: ReadTranscript;
  /** When the newest item that is known for sure was said; -Infinity when none is. */
  readonly sinceMs: number;
  /** Whether the item is older than what the page has read itself, before it heard any. */
  isHistory(item: ChatItem): boolean;
  /** Takes what may be missing, oldest first. Some of it may be known. */
  found(item: ChatItem): void;
  /** All up to this time has been found. */
  progressed(sinceMs: number): void;
  /** Whether there is no use in going on: what was found may have been the end. */
  isOver(): boolean;
}

type Page = OperationOutput<"GetTranscript">;

/** Items may arrive in another order than they were said in: one so much older than a known one may still be missing. */
export const OVERLAP_MS = 5_000;
const PAGE_SIZE = 100;
/** A chat does not have so many pages: who answers so is not the service. */
const MAX_PAGES = 200;

export const timeOf = (item: Partial<ChatItem>): number => parseTimeMs(item.AbsoluteTime);

const itemsOf = ({ Transcript, InitialContactId }: Page): readonly ChatItem[] =>
  listOf(Transcript)
    .filter(isObject)
    // On the socket each item names it; in a transcript the page does.
    .map((item) => ({ ...item, InitialContactId }));

/** The receipts of a message that are not older than `fromMs`, each as the item that announced it on the socket. */
function receiptsOf(item: ChatItem, fromMs: number): readonly ChatItem[] {
  const { Id, InitialContactId, ContactId } = item;
  return listOf(item.MessageMetadata?.Receipts).flatMap((receipt) => {
    const AbsoluteTime = receipt?.ReadTimestamp ?? receipt?.DeliveredTimestamp;
    return parseTimeMs(AbsoluteTime) >= fromMs
      ? [
          {
            AbsoluteTime,
            ContentType: eventContentType("message.metadata"),
            Id,
            Type: "MESSAGEMETADATA",
            MessageMetadata: { MessageId: Id, Receipts: [receipt] },
            InitialContactId,
            ContactId,
          } as ChatItem,
        ]
      : [];
  });
}

/**
 * Finds what a subscription has missed. One page of the newest items is enough for a gap of up to about a hundred, and has the
 * receipts of the latest messages; a longer gap is then read forward from its beginning, or, when the service will not, backward
 * to it.
 * @throws what `read` rejects with
 */
export async function findMissedItems(options: MissedItemsOptions): Promise<void> {
  const { read, sinceMs, found, isOver } = options;
  const fromMs = sinceMs - OVERLAP_MS;
  const isHistory = (item: ChatItem) =>
    timeOf(item) < fromMs || options.isHistory(item) || item.RelatedContactId !== undefined;
  const accept = (items: readonly ChatItem[]) => {
    for (const item of items) if (!isOver() && !isHistory(item)) found(item);
  };
  let pages = 0;
  const readPage = async (input: OperationInput<"GetTranscript">) => {
    if (++pages > MAX_PAGES) throw new RangeError("unable to read the transcript; it does not end");
    const page = await read({ MaxResults: PAGE_SIZE, SortOrder: "ASCENDING", StartPosition: {}, ...input });
    return { items: itemsOf(page), NextToken: page.NextToken || undefined };
  };
  const newest = await readPage({ ScanDirection: "BACKWARD" });

  const readForward = async () => {
    let page: Awaited<ReturnType<typeof readPage>> | undefined;
    do {
      page = await readPage({
        ScanDirection: "FORWARD",
        ...(page ? { NextToken: page.NextToken } : { StartPosition: { AbsoluteTime: toIsoTime(fromMs) } }),
      });
      accept(page.items);
      if (isOver()) return;
      options.progressed(Math.max(sinceMs, ...page.items.map(timeOf).filter((ms) => ms > sinceMs)));
    } while (page.NextToken);
  };
  const readBackward = async () => {
    const items = [...newest.items];
    for (let page = newest; page.NextToken && !page.items.some(isHistory) && !isOver();) {
      page = await readPage({ ScanDirection: "BACKWARD", NextToken: page.NextToken });
      items.unshift(...page.items);
    }
    accept(items);
  };

  const isLong = newest.NextToken && !newest.items.some(isHistory);
  if (isLong && fromMs > 0) {
    try {
      await readForward();
    } catch (error) {
      if (statusCodeOf(error) !== 400) throw error;
      await readBackward();
    }
  } else await readBackward();
  if (isOver()) return;
  for (const item of newest.items)
    if (fromMs > 0 || !isHistory(item)) receiptsOf(item, fromMs).forEach(found);
}
