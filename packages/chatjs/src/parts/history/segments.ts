import type { TranscriptItem } from "../../transcript/transcriptStore.js";

/** Items of one contact that follow each other. */
export interface TranscriptSegment {
  /** Undefined for what names no contact. */
  readonly contactId: string | undefined;
  /** Of an earlier chat, which this one goes on from. */
  readonly isPast: boolean;
  readonly items: readonly TranscriptItem[];
}

/** An item of a past chat names that, one of this chat its own contact. */
const contactOf = ({ RelatedContactId, ContactId }: TranscriptItem) => RelatedContactId || ContactId;

/** Cuts a transcript where another contact begins. What names none, such as a message that is being sent, goes with those before. */
export function segmentsOf(items: readonly TranscriptItem[]): readonly TranscriptSegment[] {
  const segments: { contactId: string | undefined; isPast: boolean; items: TranscriptItem[] }[] = [];
  for (const item of items) {
    const last = segments.at(-1);
    const contactId = contactOf(item) ?? (last?.isPast ? undefined : last?.contactId);
    const isPast = Boolean(item.RelatedContactId);
    if (last && last.contactId === contactId && last.isPast === isPast) last.items.push(item);
    else segments.push({ contactId, isPast, items: [item] });
  }
  return segments;
}

/** The transcript with a page before it; what it has already stays as it is. */
export function withOlder(
  items: readonly TranscriptItem[],
  page: readonly TranscriptItem[],
): readonly TranscriptItem[] {
  const known = new Set(items.map(({ Id }) => Id));
  const older = page.filter(({ Id, Type }) => Id && Type !== "MESSAGEMETADATA" && !known.has(Id));
  return older.length > 0 ? [...older, ...items] : items;
}
