import { wordsOf } from "@amazon-connect-chat/page/wordsOf.js";
import type { FaultSummary } from "amazon-connect-chat-emulator";

/** What a fault is and does, and how often it has struck. */
export function faultWords(
  { faultId: _, kind, hits, contactId, ...rule }: FaultSummary,
  nameOf: (contactId: string) => string,
): { readonly title: string; readonly detail: string; readonly hits: string } {
  const members = Object.entries(rule).map(
    ([name, value]) => `${wordsOf(name).toLowerCase()} ${String(value)}`,
  );
  const whose = contactId === undefined ? "all chats" : `chat of ${nameOf(contactId)}`;
  return {
    title: wordsOf(kind),
    detail: [...members, whose].join(", "),
    hits: `${hits} ${hits === 1 ? "hit" : "hits"}`,
  };
}
