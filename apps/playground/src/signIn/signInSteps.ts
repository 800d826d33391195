import { eventContentType } from "amazon-connect-chatjs";
import { fieldsOf, parseJson, textOf } from "@amazon-connect-chat/page/jsonFields.js";

/** What came of a customer's being asked to sign in. */
export type SignInOutcome = "succeeded" | "failed" | "timeout" | "expired" | "cancelled";

const OUTCOMES: readonly SignInOutcome[] = ["succeeded", "failed", "timeout", "expired", "cancelled"];

/** The outcome that an event tells of; undefined for all others. */
export const signInOutcome = (contentType: string | undefined): SignInOutcome | undefined =>
  OUTCOMES.find((outcome) => contentType === eventContentType(`authentication.${outcome}`));

/** The session to sign in to, of the event that asks for it; undefined for all others. */
export function signInSession(item: {
  readonly ContentType?: string | undefined;
  readonly Content?: string | undefined;
}): string | undefined {
  if (item.ContentType !== eventContentType("authentication.initiated")) return undefined;
  return textOf(fieldsOf(parseJson(item.Content ?? "")).SessionId) || undefined;
}

export const OUTCOME_WORDS: Readonly<Record<SignInOutcome, string>> = {
  succeeded: "You are signed in.",
  failed: "Signing in did not work.",
  timeout: "The time to sign in is over.",
  expired: "This request to sign in is too old.",
  cancelled: "You went on without signing in.",
};
