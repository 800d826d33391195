import type { Clock } from "../clock.js";
import type { TrafficEntry } from "../traffic/trafficEntry.js";
import type { EventStream } from "./eventStreams.js";

const batchMs = 100;
/** More of one batch is counted instead. */
const longestBatch = 500;
/** Batches a reader may leave unread before it misses some. */
const backlogLimit = 20;

/** Gathers traffic, so that a burst makes few events. A reader that does not keep up misses some, and is told how many. */
export interface TrafficBatches {
  add(entry: TrafficEntry): void;
  close(): void;
}

export function createTrafficBatches(stream: EventStream, clock: Clock): TrafficBatches {
  let entries: TrafficEntry[] = [];
  let missed = 0;
  let cancelTimer: (() => void) | undefined;

  const flush = () => {
    cancelTimer = undefined;
    if (stream.unread > backlogLimit) {
      missed += entries.length;
      entries = [];
      return;
    }
    const batch = { entries, missed };
    [entries, missed] = [[], 0];
    stream.send("traffic", batch);
  };

  return {
    add(entry) {
      entries.push(entry);
      // The latest ones are those that somebody looks at.
      if (entries.length > longestBatch) {
        entries.shift();
        missed++;
      }
      cancelTimer ??= clock.setTimer(batchMs, flush);
    },
    close: () => cancelTimer?.(),
  };
}
