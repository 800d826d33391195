import { eventTypeOf } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { plainText } from "../../lib/plainText.js";
import { parseTimeMs } from "../../platform/time.js";
import type { EndOfChat } from "./connectionState.js";

/** The events that tell how a chat ends. */
const TELLING: readonly string[] = [
  "participant.joined",
  "participant.left",
  "participant.autodisconnection",
  "transfer.succeeded",
  "chat.ended",
];

/** Whether the item is one of those that `whoEnded` looks at. */
export const tellsOfEnd = (item: ChatItem): boolean => TELLING.includes(eventTypeOf(item.ContentType));

/** By the time at which they happened; what has none stays where it was. */
function inOrder(items: readonly ChatItem[]): readonly ChatItem[] {
  let lastMs = 0;
  return items
    .map((item) => ({ item, atMs: (lastMs = parseTimeMs(item.AbsoluteTime) || lastMs) }))
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ item }) => item);
}

/**
 * Pure: who has ended the chat, told by the events that tell of its end, in any order. It is the first one who left so that
 * nobody else went on: a customer, or the last one beside the customer. Undefined where none did.
 */
export function whoEnded(items: readonly ChatItem[]): EndOfChat | undefined {
  const present = new Set<string>();
  const transferred = new Set<string>();
  let end: (EndOfChat & { readonly id: string }) | undefined;
  for (const item of inOrder(items)) {
    const id = plainText(item.ParticipantId);
    const by = plainText(item.ParticipantRole) || undefined;
    switch (eventTypeOf(item.ContentType)) {
      case "participant.joined":
        if (by !== "CUSTOMER") present.add(id);
        transferred.delete(id);
        end = undefined;
        break;
      case "transfer.succeeded":
        transferred.add(id);
        if (end?.id === id) end = undefined;
        break;
      case "participant.autodisconnection":
        end ??= { id, by, why: "AUTODISCONNECTION" };
        break;
      case "participant.left":
        present.delete(id);
        if (by === "CUSTOMER" || !(present.size || transferred.has(id)))
          end ??= { id, by, why: "PARTICIPANT_LEFT" };
        break;
      default:
    }
  }
  return end && { by: end.by, why: end.why };
}
