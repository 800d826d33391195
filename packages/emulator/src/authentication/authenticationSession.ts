import type { ParticipantRef } from "../world/contact.js";

/** How a session can end: the last part of the event's name that tells it. */
export const AUTHENTICATION_OUTCOMES = ["succeeded", "failed", "timeout", "expired", "cancelled"] as const;
export type AuthenticationOutcome = (typeof AUTHENTICATION_OUTCOMES)[number];

/** Begun, given a URL to sign in at, or over. */
export type AuthenticationPhase = "initiated" | "signingIn" | AuthenticationOutcome;

/** One pass through the flow's block that asks a customer to sign in. Never changed in place. */
export interface AuthenticationSession {
  readonly sessionId: string;
  /** The customer. */
  readonly ref: ParticipantRef;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly phase: AuthenticationPhase;
  /** How the flow goes on. */
  readonly onFinish?: ((outcome: AuthenticationOutcome) => void) | undefined;
  /** The name in the profile of a customer who has signed in. */
  readonly profileName?: string | undefined;
  /** What the sign-in page is called with, and what comes back from it. */
  readonly signIn?:
    | { readonly redirectUri: string; readonly state: string; readonly code: string }
    | undefined;
}

/** While it is open the flow waits. */
export const isOpen = ({ phase }: AuthenticationSession): boolean =>
  phase === "initiated" || phase === "signingIn";
