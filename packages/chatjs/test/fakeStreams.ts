import type { ChatWebSocketManager } from "../src/connection/chatConnection.js";

type Callback = (payload?: unknown) => unknown;

/** What pages get of `connect.core.getWebSocketManager()`: it relays what another one does, replays nothing, and guards no callback. */
export interface FakeStreams {
  readonly manager: ChatWebSocketManager;
  /** What was asked for, in order, as `subscribe aws/chat` or `onConnectionGain`. */
  readonly calls: readonly string[];
  /** Callbacks that are registered. */
  readonly callbacks: number;
  /** Calls back those who registered, such as those of `onConnectionLost` or of `message aws/chat`. */
  tell(what: string, payload?: unknown): void;
  /** Hands an item to those who listen to chats. */
  hear(item: object): void;
  /** Hands on nothing any more, as after `connect.core.terminate()`. */
  terminate(): void;
}

export interface FakeStreamsOptions {
  /** Told of topics that chats subscribe. */
  readonly subscribed?: (topics: readonly string[]) => void;
  /** Whether it tells of attempts to reconnect, which Streams does not. */
  readonly reconnects?: boolean;
}

export function createFakeStreams({ subscribed, reconnects = false }: FakeStreamsOptions = {}): FakeStreams {
  const calls: string[] = [];
  const callbacks = new Map<string, Set<Callback>>();
  let isTerminated = false;
  const register = (what: string) => (callback: Callback) => {
    calls.push(what);
    const all = callbacks.get(what) ?? new Set();
    callbacks.set(what, all.add(callback));
    return () => all.delete(callback);
  };
  const tell: FakeStreams["tell"] = (what, payload) => {
    if (!isTerminated) for (const callback of callbacks.get(what) ?? []) callback(payload);
  };
  return {
    manager: {
      subscribeTopics(topics) {
        calls.push(`subscribe ${topics.join()}`);
        subscribed?.(topics);
      },
      onMessage: (topic, callback) => register(`message ${topic}`)(callback as Callback),
      onConnectionGain: register("onConnectionGain"),
      onConnectionLost: register("onConnectionLost"),
      onInitFailure: register("onInitFailure"),
      onSubscriptionUpdate: register("onSubscriptionUpdate"),
      ...(reconnects && { onReconnecting: register("onReconnecting") }),
      onDeepHeartbeatSuccess: register("onDeepHeartbeatSuccess"),
      onDeepHeartbeatFailure: register("onDeepHeartbeatFailure"),
    },
    calls,
    get callbacks() {
      return [...callbacks.values()].reduce((sum, all) => sum + all.size, 0);
    },
    tell,
    hear: (item) =>
      tell("message aws/chat", {
        topic: "aws/chat",
        contentType: "application/json",
        content: JSON.stringify(item),
      }),
    terminate: () => void (isTerminated = true),
  };
}
