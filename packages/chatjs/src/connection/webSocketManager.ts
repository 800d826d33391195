import { TOPICS } from "@amazon-connect-chat/protocol";
import { createEmitter } from "../lib/emitter.js";
import type { Emitter, Unsubscribe } from "../lib/emitter.js";
import type { Platform } from "../platform/platform.js";
import { IllegalArgumentError, ValueError } from "../errors.js";
import { createConnectionDriver } from "./connectionDriver.js";
import type { ConnectionDriver } from "./connectionDriver.js";
import type { Announcement } from "./connectionStates.js";
import type { Envelope } from "./frames.js";
import type { IsNetworkOnline } from "./networkWatch.js";
import type { GetTransport } from "./transport.js";

type Callback = (payload?: unknown) => unknown;

/** A manager of one WebSocket connection for any number of chats, with the members of Streams' manager. */
export interface WebSocketManager {
  /** Opens the connection, and keeps it open. Once only. Resolves once the first attempt got its URL or failed to. */
  init(getTransport: GetTransport): Promise<{ readonly webSocketConnectionFailed: boolean } | undefined>;
  onInitFailure(callback: Callback): Unsubscribe;
  onConnectionOpen(callback: Callback): Unsubscribe;
  onConnectionClose(callback: Callback): Unsubscribe;
  /** The connection is open and its topics are subscribed. Calls back at once when that is so already. */
  onConnectionGain(callback: Callback): Unsubscribe;
  /** No connection is left. Calls back at once when that is so already. */
  onConnectionLost(callback: Callback): Unsubscribe;
  onSubscriptionUpdate(callback: Callback): Unsubscribe;
  onSubscriptionFailure(callback: Callback): Unsubscribe;
  onMessage(topic: string, callback: (envelope: Envelope) => unknown): Unsubscribe;
  onAllMessage(callback: (envelope: Envelope) => unknown): Unsubscribe;
  onDeepHeartbeatSuccess(callback: Callback): Unsubscribe;
  onDeepHeartbeatFailure(callback: Callback): Unsubscribe;
  onTopicFailure(callback: Callback): Unsubscribe;
  subscribeTopics(topics: readonly string[]): void;
  closeWebSocket(): void;
  terminateWebSocketManager(reason?: unknown): void;
}

export interface WebSocketManagerOptions {
  readonly platform: Platform;
  readonly isNetworkOnline: () => IsNetworkOnline | undefined;
  readonly log: (line: string, details?: object) => void;
}

type EventName =
  | "initFailure"
  | "open"
  | "close"
  | "gain"
  | "lost"
  | "subscriptionUpdate"
  | "subscriptionFailure"
  | "pingSuccess"
  | "pingFailure"
  | "topicFailure";

/** Creates a manager; `init` starts it. */
export function createWebSocketManager(options: WebSocketManagerOptions): WebSocketManager {
  const { platform, log } = options;
  const reportError = (error: unknown) => log("a callback of the WebSocket manager threw", { error });
  const emitters = new Map<string, Emitter<unknown>>();
  const emitterOf = (name: EventName | `message:${string}` | "allMessages") => {
    const emitter = emitters.get(name) ?? createEmitter<unknown>(reportError);
    emitters.set(name, emitter);
    return emitter;
  };
  const on =
    (name: EventName | `message:${string}` | "allMessages") =>
    (callback: (payload: never) => unknown): Unsubscribe => {
      if (typeof callback !== "function")
        throw new ValueError("unable to register a callback; it must be a function");
      return emitterOf(name).on(callback as Callback);
    };
  /** As `on`, and at once when it is so already. */
  const onAndNow =
    (name: EventName, isSo: () => boolean) =>
    (callback: Callback): Unsubscribe => {
      const unsubscribe = on(name)(callback);
      if (isSo()) callback();
      return unsubscribe;
    };

  const topics = new Set<string>();
  let driver: ConnectionDriver | undefined;
  let up = false;
  let lostAtMs: number | null = null;
  let attemptStartedAtMs: number | null = null;
  let retryCount = 0;
  let settleInit: ((failed: boolean) => void) | undefined;

  const announce = (announcement: Announcement) => {
    switch (announcement.what) {
      case "message": {
        const { envelope } = announcement;
        emitterOf("allMessages").emit(envelope);
        emitterOf(`message:${envelope.topic}`).emit(envelope);
        return;
      }
      case "gain":
        up = true;
        lostAtMs = null;
        emitterOf("gain").emit(undefined);
        return;
      case "lost":
        up = false;
        lostAtMs = platform.nowMs();
        emitterOf("lost").emit({ closeTimestamp: lostAtMs, ...announcement.closing });
        return;
      case "initFailure":
        up = false;
        settleInit?.(true);
        emitterOf("initFailure").emit({
          connectWebSocketRetryCount: retryCount,
          connectionAttemptStartTime: attemptStartedAtMs,
          reason: announcement.reason,
        });
        return;
      case "pingSuccess":
        emitterOf("pingSuccess").emit({ timestamp: platform.nowMs() });
        return;
      case "pingFailure":
      case "topicFailure":
        emitterOf(announcement.what).emit({ timestamp: platform.nowMs(), ...announcement.details });
        return;
      case "subscriptionUpdate":
      case "subscriptionFailure":
        emitterOf(announcement.what).emit(announcement.frame);
    }
  };

  const start = (getTransport: GetTransport) =>
    createConnectionDriver({
      platform,
      log,
      isNetworkOnline: options.isNetworkOnline,
      announce,
      async getTransport() {
        attemptStartedAtMs ??= platform.nowMs();
        try {
          const transport = await getTransport();
          settleInit?.(false);
          return transport;
        } catch (error) {
          settleInit?.(true);
          retryCount++;
          throw error;
        }
      },
      socketOpened({ openedAtMs }) {
        emitterOf("open").emit({
          connectWebSocketRetryCount: retryCount,
          connectionAttemptStartTime: attemptStartedAtMs,
          noOpenConnectionsTimestamp: lostAtMs,
          connectionEstablishedTime: openedAtMs,
          timeToConnect: openedAtMs - (attemptStartedAtMs ?? openedAtMs),
          timeWithoutConnection: lostAtMs === null ? null : openedAtMs - lostAtMs,
        });
        retryCount = 0;
        attemptStartedAtMs = null;
      },
      socketClosed({ openedAtMs, ...closing }) {
        const closeTimestamp = platform.nowMs();
        const connectionDuration = openedAtMs === undefined ? 0 : closeTimestamp - openedAtMs;
        emitterOf("close").emit({
          openTimestamp: openedAtMs,
          closeTimestamp,
          connectionDuration,
          ...closing,
        });
      },
    });

  return {
    init(getTransport) {
      if (typeof getTransport !== "function")
        throw new ValueError(
          "unable to start the WebSocket manager; init takes a function that resolves with a transport",
        );
      if (driver) {
        log("ignored a second init; a manager is started once");
        return Promise.resolve(undefined);
      }
      driver = start(getTransport);
      driver.dispatch({ type: "topicsAdded", topics: [...topics] });
      return new Promise((resolve) => {
        settleInit = (webSocketConnectionFailed) => resolve({ webSocketConnectionFailed });
        driver?.dispatch({ type: "start" });
      });
    },
    onInitFailure: onAndNow("initFailure", () => driver?.state().name === "failed"),
    onConnectionOpen: on("open"),
    onConnectionClose: on("close"),
    onConnectionGain: onAndNow("gain", () => up),
    onConnectionLost: onAndNow("lost", () => lostAtMs !== null && driver?.state().name !== "closed"),
    onSubscriptionUpdate: on("subscriptionUpdate"),
    onSubscriptionFailure: on("subscriptionFailure"),
    onMessage(topic, callback) {
      if (typeof topic !== "string" || !topic)
        throw new IllegalArgumentError(
          "unable to register a callback; the topic must be a non-empty string",
          topic,
        );
      return on(`message:${topic}`)(callback);
    },
    onAllMessage: on("allMessages"),
    onDeepHeartbeatSuccess: on("pingSuccess"),
    onDeepHeartbeatFailure: on("pingFailure"),
    onTopicFailure: on("topicFailure"),
    subscribeTopics(list) {
      const given: readonly unknown[] = Array.isArray(list) ? list : [undefined];
      if (!given.every((topic) => typeof topic === "string" && topic))
        throw new IllegalArgumentError(
          `unable to subscribe; topics must be an array of strings such as ["${TOPICS.chat}"]`,
          list,
        );
      for (const topic of list) topics.add(topic);
      driver?.dispatch({ type: "topicsAdded", topics: list });
    },
    closeWebSocket() {
      up = false;
      driver?.dispatch({ type: "stop" });
    },
    terminateWebSocketManager: (reason) => driver?.dispatch({ type: "terminate", reason }),
  };
}
