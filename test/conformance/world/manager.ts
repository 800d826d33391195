/** A WebSocket manager with the methods that a session needs, and what was asked of it. */
export interface FakeManager {
  /** To hand to `create`. */
  readonly manager: Readonly<Record<string, unknown>>;
  /** What was called, in order. */
  readonly calls: readonly (readonly unknown[])[];
  /** Calls back those who registered, with a payload if there is one. */
  tell(method: string, payload?: unknown): void;
  /** Hands an item of the chat to those who listen to it. */
  tellItem(item: unknown): void;
}

/** Makes a manager that is up, and never says so: as that of Streams when a chat begins. */
export function createManager({ without = [] }: { readonly without?: readonly string[] } = {}): FakeManager {
  const calls: (readonly unknown[])[] = [];
  const callbacks: { readonly method: string; readonly callback: (payload: unknown) => void }[] = [];
  const register = (method: string, callback: (payload: unknown) => void) => {
    const entry = { method, callback };
    callbacks.push(entry);
    return () => {
      // As with that of Streams, a second time does nothing.
      if (callbacks.includes(entry)) callbacks.splice(callbacks.indexOf(entry), 1);
    };
  };
  const registering = (method: string) => [
    method,
    (callback: (payload: unknown) => void) => {
      calls.push([method]);
      return register(method, callback);
    },
  ];
  const manager: Readonly<Record<string, unknown>> = {
    subscribeTopics: (topics: readonly string[]) => void calls.push(["subscribeTopics", topics]),
    onMessage(topic: string, callback: (payload: unknown) => void) {
      calls.push(["onMessage", topic]);
      return register(topic, callback);
    },
    ...Object.fromEntries(
      [
        "onConnectionGain",
        "onConnectionLost",
        "onInitFailure",
        "onDeepHeartbeatSuccess",
        "onDeepHeartbeatFailure",
      ].map(registering),
    ),
    closeWebSocket: () => void calls.push(["closeWebSocket"]),
  };
  const tell = (method: string, payload?: unknown) => {
    for (const entry of [...callbacks]) if (entry.method === method) entry.callback(payload);
  };
  return {
    manager: Object.fromEntries(Object.entries(manager).filter(([name]) => !without.includes(name))),
    calls,
    tell,
    tellItem: (item) =>
      tell("aws/chat", {
        topic: "aws/chat",
        contentType: "application/json",
        content: JSON.stringify(item),
      }),
  };
}
