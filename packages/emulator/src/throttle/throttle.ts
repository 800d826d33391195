import type { OperationName } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";

/** How many requests of an operation are let through. */
export interface Rate {
  /** Requests a second that are let through in the long run. */
  readonly perSecond: number;
  /** Requests that are let through at once after a pause. */
  readonly burst: number;
}

export type ThrottledOperation = OperationName | "StartChatContact";

/** Off, the rates that are published, or rates by operation: one that is not named is not limited. */
export type Throttling = "off" | "published" | Readonly<Partial<Record<ThrottledOperation, Rate>>>;

const rate = (perSecond: number, burst: number): Rate => ({ perSecond, burst });

/**
 * What Amazon Connect lets through of an instance, and StartChatContact of an account. Nothing is published for the last three operations.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
export const publishedRates: Readonly<Record<ThrottledOperation, Rate>> = {
  CreateParticipantConnection: rate(6, 9),
  DisconnectParticipant: rate(3, 5),
  GetTranscript: rate(8, 12),
  SendMessage: rate(10, 15),
  SendEvent: rate(10, 15),
  StartAttachmentUpload: rate(2, 5),
  CompleteAttachmentUpload: rate(2, 5),
  GetAttachment: rate(8, 12),
  StartChatContact: rate(5, 8),
  DescribeView: rate(5, 8),
  GetAuthenticationUrl: rate(5, 8),
  CancelParticipantAuthentication: rate(5, 8),
};

export const THROTTLED_OPERATIONS = Object.keys(publishedRates) as readonly ThrottledOperation[];

/** Lets requests through, or not: one token bucket an operation, for all chats together. */
export interface Throttle {
  /** Takes a request into account; whether it is let through. */
  admits(operation: ThrottledOperation): boolean;
  /** Begins anew, with full buckets. */
  set(throttling: Throttling): void;
}

const ratesOf = (throttling: Throttling): Readonly<Partial<Record<ThrottledOperation, Rate>>> => {
  if (throttling === "off") return {};
  return throttling === "published" ? publishedRates : throttling;
};

export function createThrottle(clock: Clock, throttling: Throttling): Throttle {
  let rates = ratesOf(throttling);
  const buckets = new Map<ThrottledOperation, { readonly left: number; readonly atMs: number }>();
  return {
    admits(operation) {
      const limit = rates[operation];
      if (!limit) return true;
      const nowMs = clock.nowMs();
      const { left, atMs } = buckets.get(operation) ?? { left: limit.burst, atMs: nowMs };
      const refilled = Math.min(limit.burst, left + (Math.max(0, nowMs - atMs) / 1_000) * limit.perSecond);
      const isAdmitted = refilled >= 1;
      buckets.set(operation, { left: isAdmitted ? refilled - 1 : refilled, atMs: nowMs });
      return isAdmitted;
    },
    set(next) {
      rates = ratesOf(next);
      buckets.clear();
    },
  };
}
