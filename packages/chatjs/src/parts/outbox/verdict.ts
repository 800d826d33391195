import { retryAfterMsOf, statusCodeOf } from "../../errors.js";
import type { ChatErrorCode } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { jitterMs } from "../../lib/jitter.js";

/** How long a lane rests. */
export interface Pause {
  /** Infinity: until it is woken. */
  readonly delayMs: number;
  /** Asked for by the service: nothing cuts it short. */
  readonly isFirm: boolean;
}

/** What is known of an entry when a try has failed. */
export interface Tries {
  /** Tries that failed in a row, from 0. */
  readonly failed: number;
  /** How long the service has been refusing it, and nothing else, in milliseconds. */
  readonly refusedForMs: number;
  /** Uploads that failed though the service itself answered. */
  readonly failedUploads: number;
}

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

/** The types of errors that only the outbox knows; no further try changes them. */
export const FILE_LOST = "FileLostError";
export const MAYBE_SENT = "MaybeSentError";

/** Whether an answer means that the participant may not, or not with this token. */
export const isDenied = (error: unknown): boolean => [401, 403].includes(statusCodeOf(error) ?? 0);

function mayPass(error: unknown, { refusedForMs, failedUploads }: Tries): boolean {
  const { code, type } = isObject(error) ? error : {};
  if (type === FILE_LOST || type === MAYBE_SENT || failedUploads >= MAX_FAILED_UPLOADS) return false;
  // The URL of the upload has expired: the next one is fresh.
  if (isDenied(error)) return code === "STORAGE_ERROR" || refusedForMs < REFUSED_FOR_GOOD_MS;
  const statusCode = statusCodeOf(error) ?? 0;
  return statusCode >= 500 || statusCode === 408 || PASSING.includes(code);
}

/** What becomes of an entry whose try has failed: how long it waits, or undefined when there is to be no other try. */
export function verdictOf(error: unknown, tries: Tries, random: number): Pause | undefined {
  if (!mayPass(error, tries)) return undefined;
  const askedMs = retryAfterMsOf(error);
  return {
    delayMs: Math.max(LEAST_MS + jitterMs(tries.failed, random, BACKOFF), askedMs),
    isFirm: askedMs > 0 || (isObject(error) && error["code"] === "THROTTLED"),
  };
}
