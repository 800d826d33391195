import type { Clock } from "../clock.js";
import { toIsoTime } from "../isoTime.js";
import { createListeners } from "../listeners.js";
import { showableBody } from "./maskTokens.js";
import type { TrafficBodies, TrafficDetail, TrafficEntry } from "./trafficEntry.js";

/** How many entries can still be asked for. */
const keptEntries = 1_000;

/** An entry without what is added to each. */
export type Sighting = TrafficEntry extends infer Entry
  ? Entry extends TrafficEntry
    ? Omit<Entry, "trafficId" | "at"> & { readonly atMs?: number }
    : never
  : never;

/** What passes between clients and the service, for those who watch; nothing is kept while nobody does. */
export interface Traffic {
  /** Ask before you gather what to tell. */
  readonly isWatched: boolean;
  /** Tells the watchers. Bodies may come later, and then only for who asks. */
  tell(sighting: Sighting, bodies: TrafficBodies | Promise<TrafficBodies>): void;
  watch(listener: (entry: TrafficEntry) => void): () => void;
  /** One of the latest entries; undefined for an older one, or once nobody has watched. */
  find(trafficId: number): TrafficDetail | undefined;
}

const showable = (bodies: TrafficBodies): TrafficBodies =>
  Object.fromEntries(
    Object.entries(bodies).flatMap(([name, text]: [string, string | undefined]) =>
      text === undefined || text === "" ? [] : [[name, showableBody(text)]],
    ),
  );

export function createTraffic(clock: Clock): Traffic {
  const listeners = createListeners<TrafficEntry>();
  const kept = new Map<number, TrafficDetail>();
  let lastId = 0;

  const keep = (detail: TrafficDetail) => {
    kept.set(detail.entry.trafficId, detail);
    for (const oldest of kept.keys()) {
      if (kept.size <= keptEntries) break;
      kept.delete(oldest);
    }
  };

  return {
    get isWatched() {
      return !listeners.isEmpty;
    },
    tell({ atMs = clock.nowMs(), ...facts }, bodies) {
      const entry = { trafficId: ++lastId, at: toIsoTime(atMs), ...facts } as TrafficEntry;
      if (bodies instanceof Promise) {
        keep({ entry, bodies: {} });
        const keepLate = (late: TrafficBodies) => {
          if (kept.has(entry.trafficId)) kept.set(entry.trafficId, { entry, bodies: showable(late) });
        };
        bodies.then(keepLate, () => undefined);
      } else keep({ entry, bodies: showable(bodies) });
      listeners.notify(entry);
    },
    watch(listener) {
      const stop = listeners.add(listener);
      return () => {
        stop();
        if (listeners.isEmpty) kept.clear();
      };
    },
    find: (trafficId) => kept.get(trafficId),
  };
}
