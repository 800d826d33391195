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
  | { readonly kind: "ping"; readonly statusCode: unknown; readonly statusContent: unknown }
  | { readonly kind: "message"; readonly envelope: Envelope }
  | {
      readonly kind: "gatewayError";
      readonly message: unknown;
      readonly connectionId: unknown;
      readonly requestId: unknown;
    }
  | { readonly kind: "unreadable"; readonly why: string };

const unreadable = (why: string): Frame => ({ kind: "unreadable", why });

/** Reads a frame. Never throws: what cannot be read is named, and the socket lives on. */
export function parseFrame(data: unknown): Frame {
  if (typeof data !== "string") return unreadable("not a text frame");
  if (data === "") return unreadable("an empty frame");
  let raw: unknown;
  try {
    raw = JSON.parse(data);
  } catch {
    return unreadable("not JSON");
  }
  if (!isObject(raw)) return unreadable("not an object");
  const { topic } = raw;
  switch (topic) {
    case TOPICS.subscribe:
      return isObject(raw["content"])
        ? { kind: "subscription", accepted: raw["content"]["status"] === "success", raw }
        : unreadable("a subscription result without content");
    case TOPICS.heartbeat:
      return { kind: "heartbeat" };
    case TOPICS.ping:
      return { kind: "ping", statusCode: raw["statusCode"], statusContent: raw["statusContent"] };
  }
  if (typeof topic === "string" && topic) return { kind: "message", envelope: { ...raw, topic } };
  if (!raw["message"]) return unreadable("neither topic nor message");
  const { message, connectionId, requestId } = raw;
  return { kind: "gatewayError", message, connectionId, requestId };
}

/** Frames that the client sends, byte for byte what 5.0.0 sends. */
export const subscribeFrame = (topics: readonly string[]): string =>
  JSON.stringify({ topic: TOPICS.subscribe, content: { topics } });
export const pingFrame = JSON.stringify({ topic: TOPICS.ping });
export const heartbeatFrame = JSON.stringify({ topic: TOPICS.heartbeat });
