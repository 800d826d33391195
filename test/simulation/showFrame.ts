import type { ChatItem } from "@amazon-connect-chat/protocol";

/** A frame in a few words, without the text of a message. */
export function showFrame(text: string): string {
  const frame = JSON.parse(text) as {
    readonly topic?: string;
    readonly content?: string | { readonly status?: string };
    readonly message?: string;
  };
  const { topic = frame.message ?? "", content } = frame;
  if (typeof content === "object") return `${topic} ${content.status ?? ""}`.trimEnd();
  if (typeof content !== "string") return topic;
  const { Id, ContentType = "" } = JSON.parse(content) as ChatItem;
  return `${ContentType.replace(/^.*event\./, "")} ${showId(Id)}`;
}

/** The end of an Id: the beginning is the same for all of a run. */
export const showId = (id: string | undefined): string => `#${(id ?? "").slice(-6)}`;
