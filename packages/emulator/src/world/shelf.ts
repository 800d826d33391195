/** Things of one chat by their key, in the order in which they came. */
export interface Shelf<Entry> {
  get(key: string): Entry | undefined;
  set(key: string, entry: Entry): void;
  values(): readonly Entry[];
  entries(): readonly (readonly [string, Entry])[];
}

/** A shelf that holds `entries` already, and tells of what is put on it from now on. */
export function createShelf<Entry>(given: {
  readonly entries: readonly (readonly [string, Entry])[];
  readonly onSet: (key: string, entry: Entry) => void;
}): Shelf<Entry> {
  const entries = new Map(given.entries);
  return {
    get: (key) => entries.get(key),
    set(key, entry) {
      entries.set(key, entry);
      given.onSet(key, entry);
    },
    values: () => [...entries.values()],
    entries: () => [...entries],
  };
}
