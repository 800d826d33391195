import type { ScanDirection } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";

/** What paging has to know of an item. */
interface Dated {
  readonly AbsoluteTime: string;
}

/** Where a scan begins: an item's place, a time, or the k-th item from the end. */
export type ScanStart =
  | { readonly at: "index"; readonly index: number }
  | { readonly at: "time"; readonly timeMs: number }
  | { readonly at: "mostRecent"; readonly count: number };

export interface Scan {
  readonly direction: ScanDirection;
  readonly start: ScanStart;
  /** At least 1. */
  readonly limit: number;
}

export interface Page<Entry> {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  /** Where the scan goes on; undefined at the end. */
  readonly nextIndex?: number | undefined;
}

/** The first index whose item is not older than `timeMs`. ISO times of one shape sort as text. */
function firstIndexFrom(items: readonly Dated[], timeMs: number): number {
  const time = toIsoTime(timeMs);
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.AbsoluteTime ?? "") < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const startIndex = (items: readonly Dated[], { start, direction }: Scan): number => {
  switch (start.at) {
    case "index":
      return start.index;
    case "time":
      return direction === "FORWARD"
        ? firstIndexFrom(items, start.timeMs)
        : firstIndexFrom(items, start.timeMs + 1) - 1;
    case "mostRecent":
      return Math.max(0, items.length - Math.max(1, start.count));
  }
};

/** The items of one page. The start itself is on it, in either direction. */
export function readPage<Entry extends Dated>(items: readonly Entry[], scan: Scan): Page<Entry> {
  const first = startIndex(items, scan);
  if (scan.direction === "FORWARD") {
    const end = first + scan.limit;
    return { entries: items.slice(first, end), nextIndex: end < items.length ? end : undefined };
  }
  const begin = Math.max(0, first + 1 - scan.limit);
  return { entries: items.slice(begin, first + 1), nextIndex: begin > 0 ? begin - 1 : undefined };
}
