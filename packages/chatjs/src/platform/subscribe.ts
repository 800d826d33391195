/** Calls back for the events of a target, where there is one; returns the way to stop. */
export function subscribe(
  target: Partial<EventTarget> | undefined,
  listeners: Readonly<Record<string, (event: never) => void>>,
): () => void {
  const all = Object.entries(listeners) as [string, (event: Event) => void][];
  for (const [type, listener] of all) target?.addEventListener?.(type, listener);
  return () => {
    for (const [type, listener] of all) target?.removeEventListener?.(type, listener);
  };
}
