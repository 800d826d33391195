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

/** A token with its owner, whose contact is known. */
export interface TokenRecord {
  readonly token: string;
  readonly kind: TokenKind;
  readonly participantId: string;
  /** Without one it lives as long as its participant. */
  readonly expiresAtMs?: number | undefined;
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
  records(contactId: string): readonly TokenRecord[];
  restore(contactId: string, records: readonly TokenRecord[]): void;
}

const prefixes: Readonly<Record<TokenKind, string>> = { participantToken: "pt.", connectionToken: "ct." };

interface Entry extends IssuedToken {
  readonly kind: TokenKind;
  readonly ref: ParticipantRef;
}

const recordOf = ({ token, kind, ref: { participantId }, expiresAtMs }: Entry): TokenRecord => ({
  token,
  kind,
  participantId,
  ...(expiresAtMs !== Infinity && { expiresAtMs }),
});

/** An empty book, which tells of what is new in it; connection tokens live for `tokenLifetimeMs`. */
export function createTokenBook(given: {
  readonly ids: Ids;
  readonly clock: Clock;
  readonly tokenLifetimeMs: number;
  readonly note: (contactId: string, record: TokenRecord) => void;
}): TokenBook {
  const entries = new Map<string, Entry>();
  const tokensOf = new Map<string, string[]>();

  const add = (entry: Entry) => {
    const { contactId } = entry.ref;
    entries.set(entry.token, entry);
    const tokens = tokensOf.get(contactId) ?? [];
    tokens.push(entry.token);
    tokensOf.set(contactId, tokens);
  };
  const note = (entry: Entry) => given.note(entry.ref.contactId, recordOf(entry));
  const entriesOf = (contactId: string) =>
    (tokensOf.get(contactId) ?? []).flatMap((token) => entries.get(token) ?? []);

  return {
    issue(kind, ref) {
      const token = given.ids.token(prefixes[kind]);
      const expiresAtMs =
        kind === "participantToken" ? Infinity : given.clock.nowMs() + given.tokenLifetimeMs;
      const entry: Entry = { kind, ref, token, expiresAtMs };
      add(entry);
      note(entry);
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
      const expiring = (contactId === undefined ? [...entries.values()] : entriesOf(contactId)).filter(
        (entry) =>
          entry.kind === kind &&
          entry.expiresAtMs > nowMs &&
          (participantId === undefined || entry.ref.participantId === participantId),
      );
      for (const entry of expiring) {
        const expired: Entry = { ...entry, expiresAtMs: nowMs };
        entries.set(entry.token, expired);
        note(expired);
      }
      return expiring.length;
    },
    forget(contactId) {
      for (const token of tokensOf.get(contactId) ?? []) entries.delete(token);
      tokensOf.delete(contactId);
    },
    records: (contactId) => entriesOf(contactId).map(recordOf),
    restore(contactId, records) {
      for (const { token, kind, participantId, expiresAtMs = Infinity } of records)
        add({ token, kind, ref: { contactId, participantId }, expiresAtMs });
    },
  };
}
