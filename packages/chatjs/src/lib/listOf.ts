/** A list from outside, whatever its type claims; empty where it is none. Its entries may be anything. */
export const listOf = <Entry>(value: readonly Entry[] | undefined): readonly (Entry | null)[] =>
  Array.isArray(value) ? (value as readonly Entry[]) : [];
