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
  /**
   * At once where the storage writes at once: the page may be leaving. From the second time on, only over a text for which `isIt`
   * holds: another tab may have removed it.
   */
  write(text: string, isIt: (text: unknown) => boolean): Promise<unknown>;
  /** Removes the text for which `isIt` holds: at once where the storage answers at once, so that it cannot be another one by then. */
  removeIf(isIt: (text: unknown) => boolean): Promise<unknown>;
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
  /** What the storage is busy with: one thing at a time, as a write that takes long must not end after a removal. */
  let busy: Promise<unknown> | undefined;
  const attempt = (use: (storage: ChatStorage) => unknown): Promise<unknown> => {
    const run = async () => {
      try {
        return await use(typeof source === "function" ? source() : source);
      } catch {
        // It is full, or switched off.
        return undefined;
      }
    };
    const mine: Promise<unknown> = (busy ? busy.then(run) : run()).finally(() => {
      if (busy === mine) busy = undefined;
    });
    return (busy = mine);
  };
  /** At once where the storage answers at once. */
  const useIf = (storage: ChatStorage, isIt: (text: unknown) => boolean, use: () => unknown) => {
    const decide = (text: unknown) => isIt(text) && use();
    const text = storage.getItem(key);
    return isObject(text) ? Promise.resolve(text).then(decide) : decide(text);
  };
  let hasWritten = false;
  return {
    ttlMs: Math.min(ttlMs, Number.MAX_SAFE_INTEGER),
    read: () => attempt((storage) => storage.getItem(key)),
    write: (text, isIt) =>
      attempt(async (storage) => {
        const put = () => storage.setItem(key, text);
        await (hasWritten ? useIf(storage, isIt, put) : put());
        hasWritten = true;
      }),
    removeIf: (isIt) => attempt((storage) => useIf(storage, isIt, () => storage.removeItem(key))),
  };
}
