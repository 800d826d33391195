import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { bucketPath, readSignedQuery, signedDate, writeSignedQuery } from "./signedQuery.js";
import type { BucketRefusal } from "./bucketError.js";

/** Something stored: its bytes, and the headers that it was uploaded with. */
export interface StoredFile {
  /** The contact that it belongs to. */
  readonly owner: string;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a presigned URL allows. */
export interface Grant {
  readonly method: "PUT" | "GET";
  readonly key: string;
  /** The contact that the file belongs to. */
  readonly owner: string;
  /** Headers that the request must have, with these values. */
  readonly headers: Readonly<Record<string, string>>;
}

export type GrantVerdict =
  | { readonly is: "good"; readonly grant: Grant }
  | { readonly is: "refused"; readonly refusal: BucketRefusal; readonly detail: string };

/** A file is new or different, or gone. */
export type FileChange =
  | { readonly is: "file"; readonly key: string; readonly file: StoredFile }
  | { readonly is: "noFile"; readonly key: string };

/** The stand-in for the bucket that attachments are in. */
export interface Bucket {
  /** A URL that allows one thing for `lifetimeMs`, rounded up to whole seconds from the last whole second on. */
  presign(
    grant: Grant,
    given: { readonly lifetimeMs: number; readonly origin: string },
  ): { readonly url: string; readonly expiresAtMs: number };
  judge(method: string, url: URL): GrantVerdict;
  /** The contact that a URL was handed out for. */
  ownerOf(url: URL): string | undefined;
  put(key: string, file: StoredFile): void;
  get(key: string): StoredFile | undefined;
  has(key: string): boolean;
  move(key: string, toKey: string): void;
  /** Drops what belongs to a contact. */
  forget(owner: string): void;
  /** What belongs to a contact. */
  filesOf(owner: string): readonly (readonly [key: string, file: StoredFile])[];
  /** Puts a file that was kept, and tells nobody. */
  restore(key: string, file: StoredFile): void;
}

const refused = (refusal: BucketRefusal, detail: string): GrantVerdict => ({
  is: "refused",
  refusal,
  detail,
});

/** An empty bucket. */
export function createBucket(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told of what becomes of files. @defaultValue nobody */
  readonly note?: ((change: FileChange) => void) | undefined;
}): Bucket {
  const { clock, ids, note = () => undefined } = given;
  const files = new Map<string, StoredFile>();
  const grants = new Map<string, { readonly grant: Grant; readonly expiresAtMs: number }>();

  const set = (key: string, file: StoredFile) => {
    files.set(key, file);
    note({ is: "file", key, file });
  };
  const drop = (key: string) => {
    files.delete(key);
    note({ is: "noFile", key });
  };

  const dropStale = (nowMs: number) => {
    for (const [signature, { expiresAtMs }] of grants) if (expiresAtMs <= nowMs) grants.delete(signature);
  };

  return {
    presign(grant, { lifetimeMs, origin }) {
      const nowMs = clock.nowMs();
      dropStale(nowMs);
      const signature = `${ids.uuid()}${ids.uuid()}`.replaceAll("-", "");
      const signedAtMs = Math.floor(nowMs / 1_000) * 1_000;
      const lifetimeSeconds = Math.ceil(lifetimeMs / 1_000);
      const expiresAtMs = signedAtMs + lifetimeSeconds * 1_000;
      grants.set(signature, { grant, expiresAtMs });
      const url = new URL(bucketPath + grant.key, origin);
      url.search = writeSignedQuery({
        signature,
        date: signedDate(signedAtMs),
        lifetimeSeconds,
        headerNames: Object.keys(grant.headers),
      });
      return { url: url.href, expiresAtMs };
    },
    judge(method, url) {
      const signed = readSignedQuery(url.searchParams);
      if (!signed) return refused("accessDenied", "the URL is not a presigned one");
      // As S3 does: what is too old is not looked at further.
      if (signed.expiresAtMs <= clock.nowMs()) return refused("expired", "the URL has expired");
      const issued = grants.get(signed.signature);
      const isUnchanged =
        issued?.expiresAtMs === signed.expiresAtMs && url.pathname === bucketPath + issued.grant.key;
      if (!issued || !isUnchanged)
        return refused("signatureDoesNotMatch", "the URL is not as it was handed out");
      if (issued.grant.method !== method)
        return refused("signatureDoesNotMatch", `the URL was signed for ${issued.grant.method}`);
      return { is: "good", grant: issued.grant };
    },
    ownerOf(url) {
      const signed = readSignedQuery(url.searchParams);
      return signed && grants.get(signed.signature)?.grant.owner;
    },
    put: set,
    get: (key) => files.get(key),
    has: (key) => files.has(key),
    move(key, toKey) {
      const file = files.get(key);
      if (!file) return;
      set(toKey, file);
      drop(key);
    },
    forget(owner) {
      for (const [key, file] of files) if (file.owner === owner) drop(key);
      for (const [signature, { grant }] of grants) if (grant.owner === owner) grants.delete(signature);
    },
    filesOf: (owner) => [...files].filter(([, file]) => file.owner === owner),
    restore: (key, file) => void files.set(key, file),
  };
}
