import type { OutboxStorage } from "../src/parts/outbox/outboxTypes.js";
import type { ChatStorage } from "../src/parts/resume/chatStorage.js";
import type { SignInStorage } from "../src/parts/signin/signInPlatform.js";

/** A Web Storage that may be full. */
export interface FakeStorage extends SignInStorage {
  readonly items: Map<string, string>;
  isFull: boolean;
}

export function createFakeStorage(entries: Readonly<Record<string, string>> = {}): FakeStorage {
  const items = new Map(Object.entries(entries));
  const storage: FakeStorage = {
    items,
    isFull: false,
    getItem: (key) => items.get(key) ?? null,
    setItem(key, value) {
      if (storage.isFull) throw new DOMException("full", "QuotaExceededError");
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
  };
  return storage;
}

/** The same, answering with promises as React Native's AsyncStorage does. */
export const asAsync = (storage: OutboxStorage): ChatStorage => ({
  getItem: async (key) => Promise.resolve(storage.getItem(key)),
  setItem: async (key, value) => Promise.resolve(storage.setItem(key, value)),
  removeItem: async (key) => Promise.resolve(storage.removeItem(key)),
});
