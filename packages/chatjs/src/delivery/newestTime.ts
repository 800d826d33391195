import { parseTimeMs } from "../platform/time.js";

/** Times that wait to be read. */
const MAX_UNREAD = 100;

/** The newest of many times. To read one costs more than the rest of what is done for an item: they are read many at once. */
export function createNewestTime(): {
  /** @param time ISO-8601; anything else counts for nothing */
  add(time: unknown): void;
  /** Milliseconds since the epoch; -Infinity while there is none. */
  ms(): number;
} {
  let newestMs = -Infinity;
  let unread: unknown[] = [];
  const ms = () => {
    for (const time of unread) newestMs = Math.max(newestMs, parseTimeMs(time) || newestMs);
    unread = [];
    return newestMs;
  };
  return {
    ms,
    add(time) {
      if (unread.push(time) >= MAX_UNREAD) ms();
    },
  };
}
