import { isObject } from "./lib/isObject.js";

/**
 * Why a call failed.
 *
 * - `ILLEGAL_ARGUMENT`: an argument is missing or has the wrong type or value
 * - `NO_ACTIVE_CONNECTION`: the session is not connected yet, or the chat has ended
 * - `RECEIPT_IGNORED`: message receipts are switched off, or this one names no message; nothing was sent
 * - `CONNECT_FAILED`: `connect()` could not get a connection; `_debug` holds the cause
 * - `SERVICE_ERROR`: the service answered with an error; `type` is its name, `statusCode` its HTTP status
 * - `THROTTLED`: as above, for HTTP 429, after the last attempt
 * - `INVALID_RESPONSE`: the answer was not what the service documents, for example HTML from a proxy
 * - `NETWORK_ERROR`: no answer: offline, DNS, CORS or a dropped connection
 * - `TIMEOUT`: no answer in time
 * - `STORAGE_ERROR`: the storage of attachments refused an upload or a download; `type` is its name of the error, `statusCode`
 *   its HTTP status
 * - `ABORTED`: the call's `signal` was aborted; `name` is `AbortError`. What had been sent by then may still take effect
 * - `LOOP_TOO_SLOW`: more events waited for a loop than it may fall behind
 */
export type ChatErrorCode =
  | "ILLEGAL_ARGUMENT"
  | "NO_ACTIVE_CONNECTION"
  | "RECEIPT_IGNORED"
  | "CONNECT_FAILED"
  | "SERVICE_ERROR"
  | "THROTTLED"
  | "INVALID_RESPONSE"
  | "NETWORK_ERROR"
  | "TIMEOUT"
  | "STORAGE_ERROR"
  | "ABORTED"
  | "LOOP_TOO_SLOW";

/** What a `ChatError` may carry besides its message. */
export interface ChatErrorDetails {
  /** The service's name of the error, such as `AccessDeniedException`, or `TypeError` for a failed fetch. */
  readonly type?: string | undefined;
  /** HTTP status, where there was an answer. */
  readonly statusCode?: number | undefined;
  /** The service's id of the request, where the answer named one. */
  readonly requestId?: string | undefined;
  /** How long the service asked to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** How many requests were made. */
  readonly attempts?: number | undefined;
  /** Of `RECEIPT_IGNORED`: the message once more, under the name that it had in 5.0.0. */
  readonly errorMessage?: string | undefined;
  /** Of `RECEIPT_IGNORED`: the arguments of the call. */
  readonly data?: unknown;
  readonly cause?: unknown;
}

/**
 * The one error of the library. Tell errors apart by `code`, across bundles by `name` too.
 * @example
 * ```ts
 * session.sendMessage({ contentType: "text/plain", message: "Hello" }).catch((error) => {
 *   if (error instanceof ChatError && error.code === "THROTTLED") console.log("ask again in", error.retryAfterMs);
 * });
 * ```
 */
export class ChatError extends Error {
  override name = "ChatError";
  readonly code: ChatErrorCode;
  declare readonly type?: string;
  declare readonly statusCode?: number;
  declare readonly requestId?: string;
  declare readonly retryAfterMs?: number;
  declare readonly attempts?: number;
  declare readonly errorMessage?: string;
  declare readonly data?: unknown;
  /** What the caller passed as `metadata`, or null. Set on errors of calls that take metadata. */
  declare metadata?: unknown;
  /** On a failed `connect()`: what went wrong underneath. */
  declare _debug?: unknown;
  /** On a failed `connect()`: false. */
  declare connectSuccess?: boolean;
  /** On a failed `connect()`: true. */
  declare connectCalled?: boolean;

  constructor(code: ChatErrorCode, message: string, details: ChatErrorDetails = {}) {
    super(message, details);
    this.code = code;
    // A member like the others: pages log failures as JSON, and copy them. A field would not do: old V8, as in Node 20, forgets it.
    Object.defineProperty(this, "message", { enumerable: true });
    const members = this as unknown as Record<string, unknown>;
    for (const [name, fact] of Object.entries(details)) if (fact !== undefined) members[name] = fact;
  }
}

/** A call that came before `connect()` succeeded or after the chat ended. Reads as the bare string that 5.0.0 rejected with. */
export class NoActiveConnectionError extends ChatError {
  constructor(method: string) {
    super("NO_ACTIVE_CONNECTION", `Failed to call ${method}, No active connection`);
  }

  override toString(): string {
    return this.message;
  }
}

/** A call whose signal was aborted, under the name that browsers give theirs. */
export function abortedError(): ChatError {
  const name = "AbortError";
  const details = { name, type: name };
  return new ChatError("ABORTED", "unable to finish the call; its signal was aborted", details);
}

/** A bad argument. Thrown synchronously, before any request. */
export class IllegalArgumentError extends ChatError {
  override name = "IllegalArgument";
  /** The bad value, as it was passed. */
  declare readonly argument?: unknown;

  constructor(message: string, argument?: unknown) {
    super("ILLEGAL_ARGUMENT", message);
    if (argument !== undefined) this.argument = argument;
  }
}

/** A handler that is missing or not a function. */
export class ValueError extends ChatError {
  override name = "ValueError";

  constructor(message: string) {
    super("ILLEGAL_ARGUMENT", message);
  }
}

/** A number in an error or in what it wraps: 5.0.0 nests the cause in `_debug`. */
function find(reason: unknown, field: "statusCode" | "retryAfterMs", depth = 5): number | undefined {
  if (!depth || !isObject(reason)) return undefined;
  const value = reason[field];
  return typeof value === "number" ? value : find(reason["_debug"], field, depth - 1);
}

/** What of a foreign error may be logged: its text may quote what must not be. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** HTTP status behind a failure, where there was an answer. */
export const statusCodeOf = (reason: unknown): number | undefined => find(reason, "statusCode");

/** Nobody is kept waiting for longer, whatever the service asks for: its clock, or the page's, may be hours ahead. */
const MAX_RETRY_AFTER_MS = 600_000;

/** How long the service asked to wait, in milliseconds, ten minutes at most; 0 when it did not. */
export const retryAfterMsOf = (reason: unknown): number =>
  Math.min(find(reason, "retryAfterMs") ?? 0, MAX_RETRY_AFTER_MS);

/**
 * Whether asking again is pointless. Only an answer of the service can say so: without one, the network failed, and it comes
 * back. So does what a proxy keeps away.
 */
export const isRefusal = (reason: unknown): boolean =>
  [400, 401, 403, 404].includes(statusCodeOf(reason) ?? 0) &&
  (reason as Partial<ChatError>).code !== "INVALID_RESPONSE";
