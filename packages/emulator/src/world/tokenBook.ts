import type { TokenKind } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { ParticipantRef } from "./contact.js";

export interface IssuedToken {
  readonly token: string;
  /** Infinity for a token that lives as long as its participant. */
  readonly expiresAtMs: number;
}

/** What a bearer token turns out to be. */
export type TokenVerdict =
  | { readonly is: "unknown" }
  | { readonly is: "refused" }
  | { readonly is: "good"; readonly ref: ParticipantRef };

/** Which tokens to let expire. */
export interface TokenExpiry {
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  /** @defaultValue "connectionToken" */
  readonly kind?: TokenKind | undefined;
}

/** All tokens handed out. */
export interface TokenBook {
  issue(kind: TokenKind, ref: ParticipantRef): IssuedToken;
  judge(kind: TokenKind, token: string): TokenVerdict;
  /** Whose token it is, good or not; undefined for one that was never issued. */
  ownerOf(token: string): ParticipantRef | undefined;
  /** Lets tokens expire now that are still good; returns how many. */
  expire(expiry: TokenExpiry): number;
  /** Forgets the tokens of a contact. */
  forget(contactId: string): void;
}

const prefixes: Readonly<Record<TokenKind, string>> = { participantToken: "pt.", connectionToken: "ct." };

/** An empty book; connection tokens live for `tokenLifetimeMs`. */
export function createTokenBook(given: {
  readonly ids: Ids;
  readonly clock: Clock;
  readonly tokenLifetimeMs: number;
}): TokenBook {
  interface Entry extends IssuedToken {
    readonly kind: TokenKind;
    readonly ref: ParticipantRef;
  }
  const entries = new Map<string, Entry>();
  const tokensOf = new Map<string, string[]>();
  return {
    issue(kind, ref) {
      const token = given.ids.token(prefixes[kind]);
      const expiresAtMs =
        kind === "participantToken" ? Infinity : given.clock.nowMs() + given.tokenLifetimeMs;
      entries.set(token, { kind, ref, token, expiresAtMs });
      const tokens = tokensOf.get(ref.contactId) ?? [];
      tokens.push(token);
      tokensOf.set(ref.contactId, tokens);
      return { token, expiresAtMs };
    },
    judge(kind, token) {
      const entry = entries.get(token);
      if (!entry) return { is: "unknown" };
      if (entry.kind !== kind || entry.expiresAtMs <= given.clock.nowMs()) return { is: "refused" };
      return { is: "good", ref: entry.ref };
    },
    ownerOf: (token) => entries.get(token)?.ref,
    expire({ contactId, participantId, kind = "connectionToken" }) {
      const nowMs = given.clock.nowMs();
      const tokens = contactId === undefined ? entries.keys() : (tokensOf.get(contactId) ?? []);
      const expiring = [...tokens]
        .flatMap((token) => entries.get(token) ?? [])
        .filter(
          (entry) =>
            entry.kind === kind &&
            entry.expiresAtMs > nowMs &&
            (participantId === undefined || entry.ref.participantId === participantId),
        );
      for (const entry of expiring) entries.set(entry.token, { ...entry, expiresAtMs: nowMs });
      return expiring.length;
    },
    forget(contactId) {
      for (const token of tokensOf.get(contactId) ?? []) entries.delete(token);
      tokensOf.delete(contactId);
    },
  };
}
