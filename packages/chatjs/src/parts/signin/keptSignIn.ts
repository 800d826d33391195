import { readObject } from "../../lib/readObject.js";
import type { SignInStorage } from "./signInPlatform.js";

/** What a page keeps while the customer is on the sign-in page. It holds no token. */
export interface KeptSignIn {
  /** The chat that it is of. */
  readonly contactId: string;
  readonly sessionId: string;
  /** The `state` of the URL, which comes back; empty where it has none. */
  readonly oauthState: string;
  /** When the page was left, in milliseconds since the epoch. */
  readonly leftAtMs: number;
}

const KEY = "amazon-connect-chatjs.signIn";

const keptIn = (storage: SignInStorage | undefined): KeptSignIn | undefined => {
  const { contactId, sessionId, oauthState, leftAtMs } = readObject(storage?.getItem(KEY)) ?? {};
  return typeof contactId === "string" &&
    typeof sessionId === "string" &&
    typeof oauthState === "string" &&
    Number.isFinite(leftAtMs)
    ? { contactId, sessionId, oauthState, leftAtMs: leftAtMs as number }
    : undefined;
};

/** @returns whether it is kept; a storage that is full or forbidden keeps nothing */
export function keepSignIn(storage: SignInStorage | undefined, kept: KeptSignIn): boolean {
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
    return keptIn(storage)?.sessionId === kept.sessionId;
  } catch {
    return false;
  }
}

/** What is kept of a chat; undefined where there is nothing, or what is no such thing. */
export function readKeptSignIn(
  storage: SignInStorage | undefined,
  contactId: string,
): KeptSignIn | undefined {
  try {
    const kept = keptIn(storage);
    return kept?.contactId === contactId ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetSignIn(storage: SignInStorage | undefined): void {
  try {
    storage?.removeItem(KEY);
  } catch {
    // A storage that is forbidden keeps nothing either.
  }
}

/** What the identity provider says in the address that the customer comes back to. */
export type SignInReturn =
  | { readonly name: "code"; readonly oauthState: string }
  | { readonly name: "error"; readonly oauthState: string; readonly error: string };

/** Longer ones are not of the identity provider's list. */
const MAX_ERROR = 200;

/** Reads the address of the page; undefined where nobody comes back from signing in. */
export function readSignInReturn(address: string): SignInReturn | undefined {
  let query: URLSearchParams;
  try {
    query = new URL(address).searchParams;
  } catch {
    return undefined;
  }
  const [error, code] = [query.get("error"), query.get("code")];
  const oauthState = query.get("state") ?? "";
  if (error) return { name: "error", oauthState, error: error.slice(0, MAX_ERROR) };
  return code ? { name: "code", oauthState } : undefined;
}
