import { HEADERS } from "@amazon-connect-chat/protocol";
import { ChatError } from "../errors.js";
import { plainText } from "../lib/plainText.js";
import { readObject } from "../lib/readObject.js";
import { parseTimeMs } from "../platform/time.js";
import { isThrottled } from "./retry.js";

/** What came back, read to its end. */
export interface Answer {
  readonly status: number;
  header(name: string): string | null;
  readonly text: string;
}

export interface CallContext {
  readonly name: string;
  /** Requests made so far. */
  readonly attempts: number;
}

type Body = Readonly<Record<string, unknown>>;

const textOf = (...candidates: readonly unknown[]) =>
  candidates.find((candidate): candidate is string => typeof candidate === "string" && candidate !== "");

/**
 * The JSON object of an answer, empty for an empty body, and undefined where it is none. Null members and null entries of
 * lists are left out, as 5.0.0 does, and so is `__proto__`.
 */
export const parseBody = (text: string): Body | undefined =>
  text.trim()
    ? readObject(text, (key, member) => {
        if (member === null || key === "__proto__") return undefined;
        // The null entries are holes by now.
        return Array.isArray(member) ? member.flat(0) : member;
      })
    : {};

/** How long an answer asks to wait, in milliseconds; undefined where it does not say. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1_000 : parseTimeMs(header) - nowMs;
  return waitMs >= 0 ? waitMs : undefined;
}

/** The error of an answer that is no success, or whose body is not the JSON that was promised. */
export function failureOf(answer: Answer, { name, attempts }: CallContext, nowMs: number): ChatError {
  const { status } = answer;
  const body = parseBody(answer.text);
  const details = {
    statusCode: status,
    attempts,
    requestId: answer.header(HEADERS.requestId) ?? undefined,
    retryAfterMs: retryAfterMs(answer.header("retry-after"), nowMs),
  };
  if (!body)
    return new ChatError(
      "INVALID_RESPONSE",
      `unable to call ${name}; its answer (HTTP ${status}) is not JSON`,
      { ...details, type: "SyntaxError" },
    );
  const named = textOf(body["code"], answer.header(HEADERS.errorType), body["__type"]);
  const type = named?.replace(/[:,].*$/s, "").replace(/^.*#/s, "") || String(status);
  return new ChatError(
    isThrottled(status, type) ? "THROTTLED" : "SERVICE_ERROR",
    textOf(body["message"], body["Message"]) ?? "UnknownError",
    { ...details, type },
  );
}

/** The error of a request without an answer: `cause` is what `fetch` rejected with. */
export function networkFailureOf(cause: unknown, { name, attempts }: CallContext): ChatError {
  // That of a frame, or of a test's page, is no Error of this one.
  const told = (cause ?? {}) as Partial<Error>;
  const reason = plainText(told.message) || `unable to call ${name}; no answer came`;
  return new ChatError("NETWORK_ERROR", reason, { type: plainText(told.name) || "Error", attempts, cause });
}

/** The error of a call that ran out of time. */
export const timeoutOf = ({ name, attempts }: CallContext, timeoutMs: number): ChatError =>
  new ChatError("TIMEOUT", `unable to call ${name}; no answer within ${timeoutMs} ms`, {
    type: "TimeoutError",
    attempts,
  });
