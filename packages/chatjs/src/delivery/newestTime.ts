import { parseTimeMs } from "../platform/time.js";

/** Times that wait to be read. */
const MAX_UNREAD = 100;

/** The newest of many times, which are read many at once: to read them one by one, between tasks, costs several times as much. */
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
