const BASE_MS = 100;
const THROTTLED_BASE_MS = 500;
const MAX_DELAY_MS = 20_000;

/** May the same request succeed later? */
export const shouldRetry = (status: number): boolean => status === 429 || status >= 500;

/**
 * How long to wait after the given attempt, counted from 1: full jitter over a window that doubles, at least as long as the
 * service asked for, at most 20 s.
 */
export function delayMs(
  attempt: number,
  random: number,
  {
    isThrottled,
    retryAfterMs = 0,
  }: { readonly isThrottled: boolean; readonly retryAfterMs?: number | undefined },
): number {
  const windowMs = (isThrottled ? THROTTLED_BASE_MS : BASE_MS) * 2 ** (attempt - 1);
  return Math.min(
    MAX_DELAY_MS,
    Math.max(retryAfterMs, Math.floor(random * Math.min(windowMs, MAX_DELAY_MS))),
  );
}
