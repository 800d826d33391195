import type { ChatError } from "../errors.js";
import { jitterMs } from "../lib/jitter.js";
import type { Platform } from "../platform/platform.js";

const BASE_MS = 100;
const THROTTLED_BASE_MS = 500;
const MAX_DELAY_MS = 20_000;

/** Did the service ask for fewer requests? */
export const isThrottled = (status: number, type?: string): boolean =>
  status === 429 || type === "ThrottlingException";

/**
 * How long to wait after a failed attempt, counted from 1: full jitter over a window that doubles, at least as long as the service
 * asked for, at most 20 s; undefined where the same request would fail again.
 */
export function retryDelayMs(
  { statusCode = 0, type, retryAfterMs = 0 }: Pick<ChatError, "statusCode" | "type" | "retryAfterMs">,
  attempt: number,
  platform: Pick<Platform, "random">,
): number | undefined {
  const throttled = isThrottled(statusCode, type);
  if (!throttled && statusCode < 500) return undefined;
  const baseMs = throttled ? THROTTLED_BASE_MS : BASE_MS;
  const waitMs = jitterMs(attempt - 1, platform.random(), { baseMs, capMs: MAX_DELAY_MS });
  return Math.min(Math.max(waitMs, retryAfterMs), MAX_DELAY_MS);
}
