/** What an entry counts beside its text, in bytes. */
const ENTRY_BYTES = 64;

/** The latest entries, as many as there is room for. */
export interface Ring<Entry> {
  add(entry: Entry): void;
  /** Oldest first. */
  entries(): readonly Entry[];
  /** How many had to go. */
  dropped(): number;
}

/** @param maxBytes for their texts and themselves; one that is larger alone goes with the next */
export function createRing<Entry extends object>(maxEntries: number, maxBytes: number): Ring<Entry> {
  let kept: Entry[] = [];
  /** Where the oldest stands: what is before it is gone, and cut off now and then. */
  let first = 0;
  let bytes = 0;
  let gone = 0;

  const sizeOf = (entry: Entry) =>
    ENTRY_BYTES + ("text" in entry && typeof entry.text === "string" ? entry.text.length : 0);
  const drop = () => {
    const oldest = kept[first];
    if (oldest) bytes -= sizeOf(oldest);
    first += 1;
    gone += 1;
  };
  return {
    add(entry) {
      kept.push(entry);
      bytes += sizeOf(entry);
      while (kept.length - first > 1 && (kept.length - first > maxEntries || bytes > maxBytes)) drop();
      if (first > kept.length / 2) {
        kept = kept.slice(first);
        first = 0;
      }
    },
    entries: () => kept.slice(first),
    dropped: () => gone,
  };
}
