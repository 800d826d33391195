import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";

/** A storage of texts: `sessionStorage`, `localStorage`, or one that answers later, such as React Native's AsyncStorage. */
export interface ChatStorage {
  /** The text under a key, null or undefined where there is none. */
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Writes a text under a key. */
  setItem(key: string, value: string): unknown;
  /** Removes what is under a key. */
  removeItem(key: string): unknown;
}

/** A storage, or a function that gives it: where a browser refuses storage, `sessionStorage` itself throws. */
export type ChatStorageSource = ChatStorage | (() => ChatStorage);

/** Where and for how long a chat is kept. */
export interface KeepOptions {
  /** Under which name; one for each chat that a page may have at a time. @defaultValue `"amazon-connect-chatjs/chat"` */
  readonly key?: string | undefined;
  /** How long after the page was last in the chat it may be resumed, in milliseconds. @defaultValue `3600000`, an hour */
  readonly ttlMs?: number | undefined;
}

const DEFAULT_KEY = "amazon-connect-chatjs/chat";
const DEFAULT_TTL_MS = 3_600_000;

/** One place of a storage. No method throws or rejects: a chat works without its storage. */
export interface Place {
  readonly ttlMs: number;
  read(): Promise<unknown>;
  /** At once where the storage writes at once: the page may be leaving. */
  write(text: string): Promise<unknown>;
  remove(): Promise<unknown>;
}

/** @throws IllegalArgumentError for what is no storage, no name or no time */
export function placeIn(
  source: ChatStorageSource,
  { key = DEFAULT_KEY, ttlMs = DEFAULT_TTL_MS }: KeepOptions = {},
): Place {
  const problem =
    typeof source !== "function" && !isObject(source)
      ? "storage must be one, such as sessionStorage, or a function that gives one"
      : typeof key !== "string" || !key
        ? "key must be a text"
        : !(ttlMs > 0)
          ? "ttlMs must be a number of milliseconds above 0"
          : undefined;
  if (problem) throw new IllegalArgumentError(`unable to keep a chat; ${problem}`);
  const attempt = async (use: (storage: ChatStorage) => unknown): Promise<unknown> => {
    try {
      return await use(typeof source === "function" ? source() : source);
    } catch {
      // It is full, or switched off.
      return undefined;
    }
  };
  return {
    ttlMs: Math.min(ttlMs, Number.MAX_SAFE_INTEGER),
    read: () => attempt((storage) => storage.getItem(key)),
    write: (text) => attempt((storage) => storage.setItem(key, text)),
    remove: () => attempt((storage) => storage.removeItem(key)),
  };
}
