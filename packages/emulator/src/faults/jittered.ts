/** `ms` and a share of `jitterMs`, in whole milliseconds; `fraction` is uniform from 0 up to but not 1. */
export const jittered = (
  { ms, jitterMs = 0 }: { readonly ms: number; readonly jitterMs?: number | undefined },
  fraction: number,
): number => ms + Math.floor(fraction * (jitterMs + 1));
