import { retryAfterMsOf, statusCodeOf } from "../errors.js";
import type { ChatError, ChatErrorCode } from "../errors.js";
import { jitterMs } from "../lib/jitter.js";
import type { Platform } from "../platform/platform.js";

/** How long is to be waited before the next try. */
export interface Pause {
  /** Infinity: until it is woken. */
  readonly delayMs: number;
  /** Asked for by the service: nothing cuts it short. */
  readonly isFirm: boolean;
}

/** What is known of something that is sent when a try has failed. */
export interface Tries {
  /** Tries that failed in a row, from 0. */
  readonly failed: number;
  /** How long the service has been refusing it, and nothing else, in milliseconds. */
  readonly refusedForMs: number;
  /** Uploads that failed though the service itself answered. */
  readonly failedUploads: number;
}

/** How often something was tried in vain; kept with it. */
export interface TryCount {
  /** Tries that failed in a row. */
  failed: number;
  failedUploads: number;
  /** Since when the service refuses it, and does nothing else. */
  deniedAtMs?: number | undefined;
}

export const UNTIL_WOKEN: Pause = { delayMs: Infinity, isFirm: false };
const BACKOFF = { baseMs: 1_000, capMs: 30_000 };
const LEAST_MS = 500;
/** A token is renewed once a minute at most: what is still refused then is refused for good. */
const REFUSED_FOR_GOOD_MS = 120_000;
/** So often, the network cannot be what is wrong: the storage or its CORS rules do not want the file. */
const MAX_FAILED_UPLOADS = 5;

/** Without an answer, or with one that is not the service's. */
const PASSING: readonly unknown[] = [
  "NETWORK_ERROR",
  "TIMEOUT",
  "THROTTLED",
  "INVALID_RESPONSE",
] satisfies ChatErrorCode[];

/** The types of errors that no answer has; no further try changes them. */
export const FILE_LOST = "FileLostError";
export const MAYBE_SENT = "MaybeSentError";

/** Whether an answer means that the participant may not, or not with this token. */
export const isDenied = (error: unknown): boolean => [401, 403].includes(statusCodeOf(error) ?? 0);

function mayPass(error: unknown, { refusedForMs, failedUploads }: Tries): boolean {
  const { code, type } = (error ?? {}) as Partial<ChatError>;
  if (type === FILE_LOST || type === MAYBE_SENT || failedUploads >= MAX_FAILED_UPLOADS) return false;
  // The URL of the upload has expired: the next one is fresh.
  if (isDenied(error)) return code === "STORAGE_ERROR" || refusedForMs < REFUSED_FOR_GOOD_MS;
  const statusCode = statusCodeOf(error) ?? 0;
  return statusCode >= 500 || statusCode === 408 || PASSING.includes(code);
}

/** What comes after a try that has failed: a pause, or undefined when there is to be no other try. */
export function pauseAfter(error: unknown, tries: Tries, random: number): Pause | undefined {
  if (!mayPass(error, tries)) return undefined;
  const askedMs = retryAfterMsOf(error);
  return {
    delayMs: Math.max(LEAST_MS + jitterMs(tries.failed, random, BACKOFF), askedMs),
    isFirm: askedMs > 0 || (error as ChatError).code === "THROTTLED",
  };
}

/** Counts a try that has failed, when there is to be another one after the pause that it answers with. */
export function countFailure(
  count: TryCount,
  error: unknown,
  { nowMs, random }: Pick<Platform, "nowMs" | "random">,
): Pause | undefined {
  const atMs = nowMs();
  // A clock that was set back must not make it wait longer.
  const deniedAtMs = isDenied(error) ? Math.min(count.deniedAtMs ?? atMs, atMs) : undefined;
  const pause = pauseAfter(error, { ...count, refusedForMs: atMs - (deniedAtMs ?? atMs) }, random());
  if (pause) {
    count.failed += 1;
    count.deniedAtMs = deniedAtMs;
  }
  return pause;
}
