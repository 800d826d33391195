import { isObject } from "../../lib/isObject.js";
import { isToken } from "../../lib/isToken.js";
import { readObject } from "../../lib/readObject.js";

/**
 * What a page needs to get into the same chat after a reload: `chatDetails` of its next session. It can act for the customer: keep
 * it as a password, and log it nowhere.
 */
export interface KeptChat {
  /** Of this shape. */
  readonly version: 1;
  /** When it was made, in milliseconds since the epoch. */
  readonly keptAtMs: number;
  /** The contact. */
  readonly contactId: string;
  /** The first contact of the session. */
  readonly initialContactId: string;
  /** The customer in it. */
  readonly participantId: string;
  /** Good for CreateParticipantConnection, as long as the chat lives. */
  readonly participantToken: string;
}

/** As it lies in the storage. */
export interface StoredChat extends KeptChat {
  /** For how long it may be used. */
  readonly ttlMs: number;
}

const IDS = ["contactId", "initialContactId", "participantId"] as const;
const NUMBERS = ["keptAtMs", "ttlMs"] as const;

/** What `keepSession` has written; undefined for anything else: somebody else may write there too. */
export function readStoredChat(text: unknown): StoredChat | undefined {
  const found = typeof text === "string" ? readObject(text) : undefined;
  const isWhole =
    isObject(found) &&
    found["version"] === 1 &&
    IDS.every((name) => typeof found[name] === "string" && found[name]) &&
    isToken(found["participantToken"]) &&
    NUMBERS.every((name) => Number.isFinite(found[name]));
  return isWhole ? (found as unknown as StoredChat) : undefined;
}

/** Whether its time is over. A clock that was put back makes nothing live longer. */
export const isExpired = ({ keptAtMs, ttlMs }: StoredChat, nowMs: number): boolean =>
  Math.abs(nowMs - keptAtMs) >= ttlMs;
