import { createListeners } from "./listeners.js";

/** The latest of something, and who wants to know of the next. */
export interface KeptLog<Entry> {
  add(entry: Entry): void;
  /** Oldest first. */
  records(): readonly Entry[];
  /** Calls back with each entry once it is there; returns what stops it. */
  watch(listener: (entry: Entry) => void): () => void;
}

/** @param limit - how many entries are kept; the oldest make room */
export function createKeptLog<Entry>(limit: number): KeptLog<Entry> {
  const entries: Entry[] = [];
  const listeners = createListeners<Entry>();
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      listeners.notify(entry);
    },
    records: () => [...entries],
    watch: (listener) => listeners.add(listener),
  };
}
