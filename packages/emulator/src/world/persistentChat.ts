import { sizeInBytes } from "../sizeInBytes.js";
import { ChatRefused } from "./chatRefused.js";
import { isOver } from "./contact.js";
import type { Item } from "./item.js";
import type { Room } from "./room.js";

export const REHYDRATION_TYPES = ["ENTIRE_PAST_SESSION", "FROM_SEGMENT"] as const;
export type RehydrationType = (typeof REHYDRATION_TYPES)[number];

/** Which past a chat goes on from. */
export interface PersistentChat {
  /** All of a past session, or one of its contacts with all before it. */
  readonly rehydrationType: RehydrationType;
  /** Of ENTIRE_PAST_SESSION the initial contact id of the session. */
  readonly sourceContactId: string;
}

/** What a chat goes on from. */
export interface Past {
  readonly continuedFromContactId: string;
  /** Oldest first; that of the source's own past included. */
  readonly items: readonly Item[];
}

const maxPastContacts = 100;

/** The items of the newest contacts, as many as a chat may have behind it. A contact that is too long cannot be read. */
function ofNewestContacts(items: readonly Item[], maxSizeBytes: number): readonly Item[] {
  const sizes = new Map<string | undefined, number>();
  for (const item of items)
    sizes.set(item.ContactId, (sizes.get(item.ContactId) ?? 0) + sizeInBytes(JSON.stringify(item)));
  const kept = new Set(
    [...sizes.keys()]
      .slice(-maxPastContacts)
      .filter((contactId) => (sizes.get(contactId) ?? 0) <= maxSizeBytes),
  );
  return kept.size === sizes.size ? items : items.filter(({ ContactId }) => kept.has(ContactId));
}

/**
 * The past that a chat wants to go on from.
 * @param source - the room of the source contact, if there is one.
 * @param maxSizeBytes - of the transcript of one contact
 * @throws ChatRefused
 */
export function findPast(
  source: Readonly<Room> | undefined,
  { rehydrationType, sourceContactId }: PersistentChat,
  maxSizeBytes: number,
): Past {
  const unknown = () => new ChatRefused("unknownSource", "the source contact is unknown");
  if (!source) throw unknown();
  const { contact, transcript, past } = source;
  if (!isOver(contact)) throw new ChatRefused("activeSource", "the source contact has not ended");
  const wantsAll = rehydrationType === "ENTIRE_PAST_SESSION";
  if (wantsAll && sourceContactId !== contact.initialContactId)
    throw new ChatRefused("wrongSource", "the source is not the initial contact of its session");
  const contactIds = [contact.contactId, ...contact.laterContactIds];
  const reached = wantsAll ? contactIds : contactIds.slice(0, contactIds.indexOf(sourceContactId) + 1);
  const continuedFromContactId = reached.at(-1);
  if (continuedFromContactId === undefined) throw unknown();
  const own = transcript.items.filter(({ ContactId = "" }) => reached.includes(ContactId));
  return { continuedFromContactId, items: ofNewestContacts([...past, ...own], maxSizeBytes) };
}

/** An item of the past, as a transcript shows it. */
export const asPastItem = ({ ContactId, ...item }: Item): Item => ({ ...item, RelatedContactId: ContactId });
