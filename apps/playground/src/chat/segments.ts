import type { TranscriptItem } from "amazon-connect-chatjs";
import type { SegmentRow } from "./rows.js";
import type { TranscriptEntry } from "./transcript.js";

type Identified = Pick<TranscriptItem, "ContactId" | "RelatedContactId">;

/** The contacts of the chat itself, oldest first; those of a past that it goes on from are not among them. */
export const contactsOf = (entries: readonly { readonly item: Identified }[]): readonly string[] => [
  ...new Set(entries.flatMap(({ item }) => (isPast(item) || !item.ContactId ? [] : [item.ContactId]))),
];

/** Whether somebody said it in an earlier chat. */
export const isPast = ({ RelatedContactId }: Identified): boolean => RelatedContactId !== undefined;

/** Marks, before the entry with this key, that a contact of the past begins, or the chat itself after it. */
export function segmentsOf(entries: readonly TranscriptEntry[]): ReadonlyMap<string, SegmentRow> {
  const segments = new Map<string, SegmentRow>();
  if (!entries.some(({ item }) => isPast(item))) return segments;
  entries.forEach(({ key, atMs, item }, index) => {
    const contactId = item.RelatedContactId;
    if (index > 0 && entries[index - 1]?.item.RelatedContactId === contactId) return;
    const text = contactId === undefined ? "This chat" : `Earlier contact ${contactId.slice(0, 8)}`;
    segments.set(key, { kind: "segment", key: `segment ${contactId ?? ""}`, atMs, text });
  });
  return segments;
}
