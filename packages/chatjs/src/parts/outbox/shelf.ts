import { readKept, writeKept } from "./kept.js";
import type { KeptEntry } from "./kept.js";
import type { OutboxStorage, OutboxStorageSource } from "./outboxTypes.js";

/** The entries of one participant in the page's storage. */
export interface Shelf {
  /** Hands over what is there: at once where the storage answers at once. Then, or when that failed, resolves. */
  load(use: (entries: readonly KeptEntry[]) => void): Promise<unknown>;
  /** Writes what is to be kept now: before it returns, where the storage does so. Resolves with whether it is written. */
  save(): Promise<boolean>;
}

export interface ShelfOptions {
  readonly storage: OutboxStorageSource | undefined;
  readonly key: string;
  /** What is to be kept, in order. */
  kept(): readonly KeptEntry[];
  /** Whether this page has, or had, an entry. Others in the storage are those of another tab. */
  isMine(id: string): boolean;
  /** Whether this page sends nothing any more: it takes out what it has sent, and puts nothing in that another may have. */
  isStopped(): boolean;
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";

/** Goes on with a value at once, and with that of a promise when it comes. */
const after = <Value, Result>(
  value: Value | PromiseLike<Value>,
  use: (value: Value) => Result | PromiseLike<Result>,
): Result | PromiseLike<Result> => (isPromise(value) ? value.then(use) : use(value));

export function createShelf({ storage, key, kept, isMine, isStopped }: ShelfOptions): Shelf {
  /** What the storage is busy with; one at a time. */
  let busy: Promise<boolean> | undefined;
  /** Writes what has changed meanwhile. */
  let following: Promise<boolean> | undefined;

  /** Does something with the storage, whatever becomes of it. */
  const use = (act: (storage: OutboxStorage) => unknown): Promise<boolean> => {
    if (!storage) return Promise.resolve(false);
    try {
      const result = act(typeof storage === "function" ? storage() : storage);
      if (!isPromise(result)) return Promise.resolve(true);
      const mine: Promise<boolean> = Promise.resolve(result)
        .then(
          () => true,
          () => false,
        )
        .finally(() => {
          if (busy === mine) busy = undefined;
        });
      busy = mine;
      return mine;
    } catch {
      // Full, or forbidden: what is in memory is sent nevertheless.
      return Promise.resolve(false);
    }
  };
  const save = (): Promise<boolean> => {
    if (busy)
      return (following ??= busy.then(() => {
        following = undefined;
        return save();
      }));
    return use((store) =>
      after(store.getItem(key), (text) => {
        const mine = kept();
        const isLeft = ({ id }: KeptEntry) => isStopped() && mine.some((each) => each.id === id);
        const others = readKept(text).filter((entry) => !isMine(entry.id) || isLeft(entry));
        const entries = isStopped() ? others : [...others, ...mine];
        if (entries.length) return store.setItem(key, writeKept(entries));
        return text && store.removeItem(key);
      }),
    );
  };
  return {
    load: (take) => use((store) => after(store.getItem(key), (text) => take(readKept(text)))),
    save,
  };
}
