import { TOPICS } from "@amazon-connect-chat/protocol";

/** What a frame from a client asks for. */
export type ClientRequest =
  | { readonly type: "subscribe" | "unsubscribe"; readonly topics: readonly string[] | undefined }
  | { readonly type: "heartbeat" }
  | { readonly type: "ping" }
  | { readonly type: "nothing" }
  | { readonly type: "unroutable" };

/** The end of the JSON object at the start of `text`; 0 when there is none. */
function objectLength(text: string): number {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return index + 1;
  }
  return 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The iOS SDK's subscribe frame has a stray character behind its end.
const parseLeniently = (text: string) => parse(text) ?? parse(text.slice(0, objectLength(text)));

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const topicsOf = (frame: unknown): readonly string[] | undefined => {
  const topics = memberOf(memberOf(frame, "content"), "topics");
  return Array.isArray(topics) && topics.every((topic) => typeof topic === "string") ? topics : undefined;
};

/** Reads a text frame; anything can be in it. */
export function readClientFrame(text: string): ClientRequest {
  if (text.trim() === "") return { type: "nothing" };
  const frame = parseLeniently(text);
  switch (memberOf(frame, "topic")) {
    case TOPICS.subscribe:
      return { type: "subscribe", topics: topicsOf(frame) };
    case TOPICS.unsubscribe:
      return { type: "unsubscribe", topics: topicsOf(frame) };
    case TOPICS.heartbeat:
      return { type: "heartbeat" };
    case TOPICS.ping:
      return { type: "ping" };
    default:
      return { type: "unroutable" };
  }
}
