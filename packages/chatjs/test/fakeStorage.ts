import type { OutboxStorage } from "../src/parts/outbox/outboxTypes.js";

/** A Web Storage that may be full. */
export interface FakeStorage extends OutboxStorage {
  readonly items: Map<string, string>;
  isFull: boolean;
}

export function createFakeStorage(): FakeStorage {
  const items = new Map<string, string>();
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
export const asAsync = (storage: OutboxStorage): OutboxStorage => ({
  getItem: async (key) => Promise.resolve(storage.getItem(key)),
  setItem: async (key, value) => Promise.resolve(storage.setItem(key, value)),
  removeItem: async (key) => Promise.resolve(storage.removeItem(key)),
});
