import { IllegalArgumentError, ValueError } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { ANNOUNCEMENTS } from "./connectionStates.js";
import type { Announcement } from "./connectionStates.js";
import { createConnectionDriver } from "./connectionDriver.js";
import type { Envelope } from "./frames.js";
import type { IsNetworkOnline } from "./networkWatch.js";
import { isAllowedUrl } from "./transport.js";
import type { GetTransport } from "./transport.js";

/** Takes a callback off. Answers true the first time, as Streams' manager does. */
export type Unsubscribe = () => boolean;

type Callback = (payload?: unknown) => unknown;

/** A manager of one WebSocket connection for any number of chats, with the members of Streams' manager. */
export interface WebSocketManager {
  /** Opens the connection, and keeps it open. Once only. Resolves once the first attempt got its URL or failed to. */
  init(getTransport: GetTransport): Promise<{ readonly webSocketConnectionFailed: boolean } | undefined>;
  /** The connection failed for good. Calls back at once when that is so already. */
  onInitFailure(callback: Callback): Unsubscribe;
  onConnectionOpen(callback: Callback): Unsubscribe;
  onConnectionClose(callback: Callback): Unsubscribe;
  /** The connection is open and its topics are subscribed. Calls back at once when that is so already. */
  onConnectionGain(callback: Callback): Unsubscribe;
  /** No connection is left. Calls back at once when that is so already. */
  onConnectionLost(callback: Callback): Unsubscribe;
  /** Calls back with `{attempt, retryAtMs}` when the next attempt to connect is due: attempts so far, milliseconds since the epoch. */
  onReconnecting(callback: Callback): Unsubscribe;
  onSubscriptionUpdate(callback: Callback): Unsubscribe;
  onSubscriptionFailure(callback: Callback): Unsubscribe;
  onMessage(topic: string, callback: (envelope: Envelope) => unknown): Unsubscribe;
  onAllMessage(callback: (envelope: Envelope) => unknown): Unsubscribe;
  onDeepHeartbeatSuccess(callback: Callback): Unsubscribe;
  onDeepHeartbeatFailure(callback: Callback): Unsubscribe;
  onTopicFailure(callback: Callback): Unsubscribe;
  subscribeTopics(topics: readonly string[]): void;
  /** Tries to connect at once while it waits for the next attempt, as somebody needs the connection; every five seconds at most. */
  reconnectNow(): void;
  /** Closes the connection for good. */
  closeWebSocket(): void;
  /** As `closeWebSocket`, and tells onInitFailure. */
  terminateWebSocketManager(reason?: unknown): void;
}

export interface WebSocketManagerOptions {
  readonly platform: Platform;
  readonly isNetworkOnline: () => IsNetworkOnline | undefined;
  readonly log: (line: string, details?: object) => void;
}

/** Creates a manager; `init` starts it. */
export function createWebSocketManager(options: WebSocketManagerOptions): WebSocketManager {
  const { log } = options;
  /** By what they are told; lists that are replaced: what comes while something is told is not told that. */
  const registered: Record<string, readonly Callback[]> = {};
  const tell = (what: string, payload: unknown) => {
    for (const callback of registered[what] ?? [])
      try {
        callback(payload);
      } catch (error) {
        log("a callback of the WebSocket manager threw", { error });
      }
  };

  const { start, dispatch, machine, reconnectNow } = createConnectionDriver({
    ...options,
    emit(what, payload) {
      tell(what, payload);
      if (what === "AllMessage") tell(`on ${(payload as Envelope).topic}`, payload);
    },
  });
  const on =
    (name: string) =>
    (callback: (payload: never) => unknown): Unsubscribe => {
      if (typeof callback !== "function")
        throw new ValueError("unable to register a callback; it must be a function");
      // The same function may be registered twice.
      const registration = (payload?: unknown) => (callback as Callback)(payload);
      registered[name] = [...(registered[name] ?? []), registration];
      if (machine().announced === name) registration();
      return () => {
        const before = registered[name] ?? [];
        const after = (registered[name] = before.filter((one) => one !== registration));
        return after.length < before.length;
      };
    };
  const callbacks = Object.fromEntries(
    ANNOUNCEMENTS.map((name) => [`on${name}`, on(name)]),
  ) as unknown as Pick<WebSocketManager, `on${Announcement}`>;

  return {
    init(getTransport) {
      if (typeof getTransport !== "function")
        throw new ValueError("unable to start; init takes a function that resolves with a transport");
      if (machine().state.name !== "idle") return Promise.resolve(undefined);
      return new Promise((resolve) => {
        // What it rejects with names no URL either.
        const settle = (answer?: Partial<Awaited<ReturnType<GetTransport>>>) =>
          resolve({ webSocketConnectionFailed: !isAllowedUrl(answer?.webSocketTransport?.url) });
        start(() => {
          // The page's function may throw as well as reject.
          const pending = Promise.resolve().then(getTransport);
          pending.then(settle, settle);
          return pending;
        });
      });
    },
    ...callbacks,
    onMessage: (topic, callback) => on(`on ${topic}`)(callback),
    subscribeTopics(topics) {
      const given: readonly unknown[] = Array.isArray(topics) ? topics : [undefined];
      if (!given.every((topic) => typeof topic === "string" && topic))
        throw new IllegalArgumentError("unable to subscribe; topics must be an array of strings", topics);
      dispatch({ type: "topicsAdded", topics });
    },
    reconnectNow,
    closeWebSocket: () => dispatch({ type: "stop" }),
    terminateWebSocketManager: (reason) => dispatch({ type: "terminate", reason }),
  };
}
