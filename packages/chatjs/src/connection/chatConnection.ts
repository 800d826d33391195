import { TOPICS } from "@amazon-connect-chat/protocol";
import { IllegalArgumentError } from "../errors.js";
import type { CancelTimer, Platform } from "../platform/platform.js";
import { isAbout } from "./frames.js";
import type { Envelope } from "./frames.js";

type Register = (callback: (payload?: unknown) => unknown) => unknown;

/**
 * What a chat session needs of a WebSocket manager: five methods. `connect.core.getWebSocketManager()` of
 * amazon-connect-streams has them, and so has `WebSocketManager.create()` of this library.
 */
export interface ChatWebSocketManager {
  subscribeTopics(topics: readonly string[]): unknown;
  onMessage(topic: string, callback: (envelope: Envelope) => unknown): unknown;
  onConnectionGain: Register;
  onConnectionLost: Register;
  onInitFailure: Register;
  onSubscriptionUpdate?: Register | undefined;
  onSubscriptionFailure?: Register | undefined;
  onReconnecting?: Register | undefined;
  onDeepHeartbeatSuccess?: Register | undefined;
  onDeepHeartbeatFailure?: Register | undefined;
}

const REQUIRED = [
  "subscribeTopics",
  "onMessage",
  "onConnectionGain",
  "onConnectionLost",
  "onInitFailure",
] as const;

/** What a session hears of its connection. */
export interface ConnectionListener {
  /** @returns true where it reads by itself what was said since the page last heard or read something */
  subscribed(): unknown;
  /** Subscribed anew while it was up, on another socket perhaps. */
  resubscribed(): void;
  lost(): void;
  reconnecting(details: object): void;
  failed(reason: unknown): void;
  received(envelope: Envelope): void;
  heartbeat(succeeded: boolean): void;
}

interface Hub {
  readonly listeners: Set<ConnectionListener>;
  /** Undefined until the manager has said. */
  up: boolean | undefined;
  readonly release: () => void;
}

/** One subscription a manager, however many chats share it. */
const hubs = new WeakMap<ChatWebSocketManager, Hub>();

/** Throws when a manager lacks a method that a session needs. */
export function assertManager(manager: ChatWebSocketManager): void {
  const missing = REQUIRED.filter((method) => typeof manager[method] !== "function");
  if (missing.length)
    throw new IllegalArgumentError(
      `unable to use the websocketManager; it lacks ${missing.join(", ")}. Pass connect.core.getWebSocketManager()`,
      manager,
    );
}

/** Streams has tried for some seconds by then, and would not again until its next socket, which may be an hour away. */
const RESUBSCRIBE_MS = 30_000;

function createHub(
  manager: ChatWebSocketManager,
  first: ConnectionListener,
  platform: Pick<Platform, "setTimer">,
): Hub {
  const listeners = new Set([first]);
  const releases: unknown[] = [];
  let cancel: CancelTimer = () => undefined;
  const hub: Hub = {
    listeners,
    up: undefined,
    release() {
      cancel();
      // Some managers return nothing to unsubscribe with.
      releases.forEach((release) => typeof release === "function" && (release as () => unknown)());
    },
  };
  const tell = (what: (listener: ConnectionListener) => void) => [...listeners].forEach(what);
  const isOurs = manager.onReconnecting !== undefined;
  /** A manager of ours that is up says so at once, and then once more when the chat's topic is subscribed: that is what counts. */
  let isEarly = isOurs;
  const gain = () => {
    if (hub.up || isEarly) return;
    hub.up = true;
    tell((listener) => listener.subscribed());
  };
  const update = (frame: unknown) => {
    if (!isAbout(frame, [TOPICS.chat])) return;
    // Streams' manager says gain when the socket opens: what is said before the update that follows does not come.
    if (hub.up) tell((listener) => listener.resubscribed());
    else gain();
  };
  const lose = () => {
    hub.up = false;
    tell((listener) => listener.lost());
  };
  const subscribe = () => manager.subscribeTopics([TOPICS.chat]);
  subscribe();
  releases.push(
    manager.onMessage(TOPICS.chat, (envelope) => tell((listener) => listener.received(envelope))),
    manager.onConnectionGain(gain),
    manager.onConnectionLost(lose),
    manager.onInitFailure((details) => {
      hub.up = false;
      tell((listener) => listener.failed((details as { readonly reason?: unknown } | undefined)?.reason));
    }),
  );
  const optional = (
    register:
      | "onDeepHeartbeatSuccess"
      | "onDeepHeartbeatFailure"
      | "onSubscriptionUpdate"
      | "onSubscriptionFailure"
      | "onReconnecting",
    callback: (payload?: unknown) => void,
  ) => {
    try {
      releases.push(manager[register]?.(callback));
    } catch {
      // Managers of older Streams have the method and throw inside it: the chat works without.
    }
  };
  isEarly = false;
  optional("onSubscriptionUpdate", update);
  optional("onSubscriptionFailure", (frame) => {
    if (isOurs || !isAbout(frame, [TOPICS.chat])) return;
    lose();
    cancel();
    cancel = platform.setTimer(subscribe, RESUBSCRIBE_MS);
  });
  optional("onReconnecting", (details) => tell((listener) => listener.reconnecting(details ?? {})));
  optional("onDeepHeartbeatSuccess", () => tell((listener) => listener.heartbeat(true)));
  optional("onDeepHeartbeatFailure", () => tell((listener) => listener.heartbeat(false)));
  // Last: one whose methods threw is asked anew by the next chat.
  hubs.set(manager, hub);
  return hub;
}

/** Subscribes a session to a manager. Tells it at once what the manager is known to be. Returns the way to leave. */
export function attachToManager(
  manager: ChatWebSocketManager,
  listener: ConnectionListener,
  platform: Pick<Platform, "setTimer">,
): () => void {
  const known = hubs.get(manager);
  const hub = known ?? createHub(manager, listener, platform);
  if (known) {
    known.listeners.add(listener);
    if (known.up) listener.subscribed();
    else if (known.up === false) listener.lost();
  }
  return () => {
    if (!hub.listeners.delete(listener) || hub.listeners.size) return;
    hubs.delete(manager);
    hub.release();
  };
}
