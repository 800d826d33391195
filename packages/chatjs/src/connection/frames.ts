import { TOPICS } from "@amazon-connect-chat/protocol";
import { isObject } from "../lib/isObject.js";

/** A topic message as it came: `content` is usually the item as a JSON text. */
export interface Envelope {
  readonly topic: string;
  readonly contentType?: unknown;
  readonly content?: unknown;
}

/** What a frame of the service means to the connection. */
export type Frame =
  | { readonly kind: "subscription"; readonly accepted: boolean; readonly raw: object }
  | { readonly kind: "heartbeat" }
  | {
      readonly kind: "ping";
      readonly details: { readonly statusCode: unknown; readonly statusContent: unknown };
    }
  | { readonly kind: "message"; readonly envelope: Envelope }
  | { readonly kind: "gatewayError"; readonly details: object }
  | { readonly kind: "unreadable" };

const unreadable: Frame = { kind: "unreadable" };

/** Reads a frame. Never throws: what cannot be read is skipped, and the socket lives on. */
export function parseFrame(data: unknown): Frame {
  if (typeof data !== "string") return unreadable;
  let raw: unknown;
  try {
    raw = JSON.parse(data);
  } catch {
    return unreadable;
  }
  if (!isObject(raw)) return unreadable;
  const { topic, content, statusCode, statusContent, message: errorMessage, connectionId, requestId } = raw;
  switch (topic) {
    case TOPICS.subscribe:
      return isObject(content)
        ? { kind: "subscription", accepted: content["status"] === "success", raw }
        : unreadable;
    case TOPICS.heartbeat:
      return { kind: "heartbeat" };
    case TOPICS.ping:
      return { kind: "ping", details: { statusCode, statusContent } };
  }
  if (typeof topic === "string" && topic) return { kind: "message", envelope: { ...raw, topic } };
  return errorMessage
    ? { kind: "gatewayError", details: { errorMessage, connectionId, requestId } }
    : unreadable;
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
