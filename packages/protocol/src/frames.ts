/** Topics of the socket. `aws/chat` carries items; the others control the connection. */
export const TOPICS = {
  chat: "aws/chat",
  subscribe: "aws/subscribe",
  unsubscribe: "aws/unsubscribe",
  heartbeat: "aws/heartbeat",
  ping: "aws/ping",
} as const;

export interface SubscribeFrame {
  readonly topic: typeof TOPICS.subscribe;
  readonly content: { readonly topics: readonly string[] };
}
export interface HeartbeatFrame {
  readonly topic: typeof TOPICS.heartbeat;
}
export interface PingFrame {
  readonly topic: typeof TOPICS.ping;
}
/** What a client sends: one JSON object a text frame. */
export type ClientFrame = SubscribeFrame | HeartbeatFrame | PingFrame;

export interface SubscribeResultFrame {
  readonly topic: typeof TOPICS.subscribe;
  readonly content: { readonly status: "success" | "failure"; readonly topics: readonly string[] };
}
export interface PingResultFrame {
  readonly topic: typeof TOPICS.ping;
  readonly statusCode: number;
  readonly statusContent: string;
}
/** Data: `content` is the item as a JSON text. */
export interface DataFrame {
  readonly topic: string;
  readonly contentType: string;
  readonly content: string;
}
/** An error of the gateway in front of the service: it has no topic. */
export interface GatewayErrorFrame {
  readonly message: string;
  readonly connectionId?: string;
  readonly requestId?: string;
}
/** What the service sends. */
export type ServerFrame =
  | SubscribeResultFrame
  | HeartbeatFrame
  | PingResultFrame
  | DataFrame
  | GatewayErrorFrame;

/** Times of the socket's life that client and service have agreed on. */
export const SOCKET_TIMES = {
  /** A client sends ping and heartbeat this often. */
  heartbeatIntervalMs: 10_000,
  /** A client replaces its socket at the latest this long after it opened. */
  lifetimeMs: 3_540_000,
  /** A URL must be used within this time of being handed out. */
  urlValidityMs: 100_000,
} as const;
