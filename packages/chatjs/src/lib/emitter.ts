export type Unsubscribe = () => boolean;

/** A list of handlers of one event. Each registration counts once; `remove` answers true the first time. */
export interface Emitter<Payload> {
  on(handler: (payload: Payload) => unknown): Unsubscribe;
  emit(payload: Payload): void;
  clear(): void;
  readonly size: number;
}

/** Calls handlers in order of registration; one that throws does not stop the others. */
export function createEmitter<Payload>(onError: (error: unknown) => void): Emitter<Payload> {
  const handlers = new Set<{ readonly handler: (payload: Payload) => unknown }>();
  return {
    on(handler) {
      const registration = { handler };
      handlers.add(registration);
      return () => handlers.delete(registration);
    },
    emit(payload) {
      for (const { handler } of [...handlers]) {
        try {
          handler(payload);
        } catch (error) {
          onError(error);
        }
      }
    },
    clear: () => handlers.clear(),
    get size() {
      return handlers.size;
    },
  };
}
