import { TOPICS } from "@amazon-connect-chat/protocol";

/** A topic message as it came: `content` is usually the item as a JSON text. */
export interface Envelope {
  readonly topic: string;
  readonly contentType?: unknown;
  readonly content?: unknown;
}

/** A frame of the service, as it came: any member may be anything. */
export interface Frame extends Partial<Record<keyof Envelope, unknown>> {
  /** Of the answer to a ping. */
  readonly statusCode?: unknown;
  readonly statusContent?: unknown;
  /** Of an error of the gateway, which has no topic. */
  readonly message?: unknown;
  readonly connectionId?: unknown;
  readonly requestId?: unknown;
}

/** Whether an answer to a subscription is about one of these topics: one that names none may be about any. */
export function isAbout(frame: unknown, topics: readonly string[]): boolean {
  const { content } = (frame ?? {}) as { readonly content?: { readonly topics?: unknown } | null };
  const named = content?.topics;
  return !Array.isArray(named) || topics.some((topic) => named.includes(topic));
}

/** Frames that the client sends, byte for byte what 5.0.0 sends. */
export const subscribeFrame = (topics: readonly string[]): string =>
  JSON.stringify({ topic: TOPICS.subscribe, content: { topics } });
export const pingFrame = JSON.stringify({ topic: TOPICS.ping });
export const heartbeatFrame = JSON.stringify({ topic: TOPICS.heartbeat });
