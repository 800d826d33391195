import type { ChatItem } from "@amazon-connect-chat/protocol";
import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";

const INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive";
/** What people read of an interactive message. */
const READ_BY_PEOPLE: readonly string[] = ["title", "subtitle", "description", "header", "footer", "date"];
/** A template is no deeper than that; what somebody else sends may be. */
const MAX_DEPTH = 12;

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== "string") return textsIn(member, depth + 1);
    return READ_BY_PEOPLE.includes(key) && member ? [member] : [];
  });
}

/**
 * What people read of an item: the text of a message, the texts of an interactive one, the names of files. Empty for events, and for
 * what cannot be read.
 */
export function textOf(item: ChatItem): string {
  if (item.Type === "ATTACHMENT") {
    const files: unknown = item.Attachments;
    if (!Array.isArray(files)) return "";
    return files
      .map((file: unknown) => (isObject(file) ? file["AttachmentName"] : undefined))
      .filter((name) => typeof name === "string")
      .join(", ");
  }
  const { Content } = item;
  if (item.Type !== "MESSAGE" || typeof Content !== "string") return "";
  if (item.ContentType !== INTERACTIVE) return Content;
  return [...new Set(textsIn(readObject(Content)))].join("\n");
}

/** Nobody else has seen it, or it is there once more as it came. */
export const isUnsent = ({ MessageMetadata }: TranscriptItem): boolean =>
  /SENDING|FAILED/.test(MessageMetadata?.Status ?? "");
