const BASE_MS = 100;
const THROTTLED_BASE_MS = 500;
const MAX_DELAY_MS = 20_000;

/** Did the service ask for fewer requests? */
export const isThrottled = (status: number, type?: string): boolean =>
  status === 429 || type === "ThrottlingException";

/** May the same request succeed later? */
export const shouldRetry = (status: number, type?: string): boolean =>
  isThrottled(status, type) || status >= 500;

/**
 * How long to wait after an attempt, counted from 1: full jitter over a window that doubles, at least as long as the service
 * asked for, at most 20 s. `random` is uniform in [0, 1).
 */
export function delayMs(
  attempt: number,
  random: number,
  asked: { readonly throttled?: boolean | undefined; readonly retryAfterMs?: number | undefined } = {},
): number {
  const windowMs = (asked.throttled ? THROTTLED_BASE_MS : BASE_MS) * 2 ** (attempt - 1);
  const jitterMs = Math.floor(random * Math.min(windowMs, MAX_DELAY_MS));
  return Math.min(Math.max(jitterMs, asked.retryAfterMs ?? 0), MAX_DELAY_MS);
}
