import { useCallback, useRef, useSyncExternalStore } from "react";

/** What can be observed, as the parts of sessions are. */
export interface Observable {
  onChange(handler: () => unknown): () => unknown;
}

const isSame = (one: object, other: object): boolean =>
  Object.entries(one).every(([key, value]) => Object.is(value, (other as Record<string, unknown>)[key]));

/**
 * What `read` finds, as one object that stays the same until a member of it changes.
 * @param none where there is nothing to observe, and on a server; always with the same members
 */
export function useSnapshot<Source extends Observable, Snapshot extends object>(
  source: Source | undefined,
  read: (source: Source) => Snapshot,
  none: Snapshot,
): Snapshot {
  const last = useRef(none);
  const subscribe = useCallback(
    (changed: () => void) => {
      const off = source?.onChange(() => changed());
      return () => void off?.();
    },
    [source],
  );
  const getSnapshot = () => {
    const next = source ? read(source) : none;
    if (!isSame(next, last.current)) last.current = next;
    return last.current;
  };
  return useSyncExternalStore(subscribe, getSnapshot, () => none);
}
