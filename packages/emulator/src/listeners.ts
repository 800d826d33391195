/** Who wants to know of something. */
export interface Listeners<Payload> {
  readonly isEmpty: boolean;
  /** Adds a listener; returns what removes it. */
  add(listener: (payload: Payload) => void): () => void;
  notify(payload: Payload): void;
}

/** Listeners called in the order they were added. */
export function createListeners<Payload>(): Listeners<Payload> {
  const listeners = new Set<(payload: Payload) => void>();
  return {
    get isEmpty() {
      return listeners.size === 0;
    },
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    notify(payload) {
      for (const listener of [...listeners]) listener(payload);
    },
  };
}
