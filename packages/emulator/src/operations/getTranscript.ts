import { SCAN_DIRECTIONS, SORT_ORDERS } from "@amazon-connect-chat/protocol";
import type { OperationInput, ScanDirection, StartPosition } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { fromIsoTime } from "../isoTime.js";
import { asShown, visibleItems } from "../world/item.js";
import type { Item } from "../world/item.js";
import type { Room } from "../world/room.js";
import type { PagePosition } from "../world/pageTokens.js";
import { asPastItem } from "../world/persistentChat.js";
import { readPage } from "../world/transcriptPage.js";
import type { Scan, ScanStart } from "../world/transcriptPage.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { invalidParameter } from "./serviceError.js";

const defaultMaxResults = 10;

/** The items asked for: all of the session, or those of one of its contacts; undefined for another contact. */
function itemsOf(
  { contact, transcript }: Readonly<Room>,
  contactId: string | undefined,
  role: string,
): readonly Item[] | undefined {
  const items = visibleItems(transcript.items, role);
  if (contactId === undefined) return items;
  const contactIds = [contact.contactId, ...contact.laterContactIds];
  if (!contactIds.includes(contactId)) return undefined;
  return contactIds.length === 1 ? items : items.filter(({ ContactId }) => ContactId === contactId);
}

/** Where StartPosition points; undefined when it names nothing. Of several members the first counts. */
function startOf(
  { transcript }: Readonly<Room>,
  items: readonly Item[],
  position: StartPosition,
): ScanStart | undefined {
  const { Id: id, AbsoluteTime: time, MostRecent: count } = position;
  if (id !== undefined) {
    const place =
      items === transcript.items ? transcript.indexOf(id) : items.findIndex(({ Id }) => Id === id);
    const index = place ?? -1;
    if (index < 0) throw invalidParameter("StartPosition.Id", "is no item of this chat");
    return { at: "index", index };
  }
  if (time !== undefined) {
    const timeMs = fromIsoTime(time);
    if (timeMs === undefined) throw invalidParameter("StartPosition.AbsoluteTime", "is no ISO-8601 time");
    return { at: "time", timeMs };
  }
  return count === undefined ? undefined : { at: "mostRecent", count };
}

function firstScan(
  room: Readonly<Room>,
  items: readonly Item[],
  input: OperationInput<"GetTranscript">,
): Omit<Scan, "limit"> {
  const start = startOf(room, items, input.StartPosition ?? {});
  const direction: ScanDirection = input.ScanDirection ?? (start ? "FORWARD" : "BACKWARD");
  if (start) return { direction, start };
  if (direction === "FORWARD")
    throw invalidParameter("StartPosition", "must name an Id, AbsoluteTime or MostRecent to scan FORWARD");
  return { direction, start: { at: "mostRecent", count: 1 } };
}

/** Items of one page, oldest first, and where the next one begins. */
interface TranscriptPage {
  readonly entries: readonly Item[];
  readonly next: PagePosition | undefined;
}

const pastPosition = (index: number | undefined): PagePosition | undefined =>
  index === undefined || index < 0 ? undefined : { direction: "BACKWARD", index, isPast: true };

function readNextToken({ pageTokens }: Readonly<Room>, token: string): PagePosition {
  const position = pageTokens.read(token);
  if (!position) throw invalidParameter("NextToken", "was not issued for this chat");
  return position;
}

function scanOf(
  room: Readonly<Room>,
  items: readonly Item[],
  input: OperationInput<"GetTranscript">,
): Omit<Scan, "limit"> {
  if (input.NextToken === undefined) return firstScan(room, items, input);
  const position = readNextToken(room, input.NextToken);
  return { direction: position.direction, start: { at: "index", index: position.index } };
}

/** A page of what was before a persistent chat, always backward. */
function pastPage(past: readonly Item[], index: number, limit: number): TranscriptPage {
  const { entries, nextIndex } = readPage(past, {
    direction: "BACKWARD",
    start: { at: "index", index },
    limit,
  });
  return { entries: entries.map(asPastItem), next: pastPosition(nextIndex) };
}

function presentPage(
  room: Readonly<Room>,
  input: OperationInput<"GetTranscript">,
  { limit, role }: { readonly limit: number; readonly role: string },
): TranscriptPage {
  const items = itemsOf(room, input.ContactId, role);
  if (!items) return { entries: [], next: undefined };
  const scan = { ...scanOf(room, items, input), limit };
  const { entries, nextIndex: index } = readPage(items, scan);
  if (index !== undefined) return { entries, next: { direction: scan.direction, index } };
  // The present runs out first; a scan of one contact, or forward, never comes to the past.
  const reachesPast = scan.direction === "BACKWARD" && input.ContactId === undefined && room.isPastReadable;
  return { entries, next: reachesPast ? pastPosition(visibleItems(room.past, role).length - 1) : undefined };
}

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html */
export const getTranscript: Operation<"GetTranscript"> = {
  rules: z.object({
    ContactId: text(1, 256).optional(),
    MaxResults: z.int().min(0).max(100).optional(),
    NextToken: text(1, 1_000).optional(),
    ScanDirection: z.enum(SCAN_DIRECTIONS).optional(),
    SortOrder: z.enum(SORT_ORDERS).optional(),
    StartPosition: z
      .object({
        Id: text(1, 256).optional(),
        AbsoluteTime: text(1, 100).optional(),
        MostRecent: z.int().min(0).max(100).optional(),
      })
      .optional(),
  }),

  run({ contact, participant: { role }, world }, input) {
    const room = world.room(contact.contactId);
    if (!room) return { InitialContactId: contact.initialContactId, Transcript: [], NextToken: "" };
    const limit = input.MaxResults || defaultMaxResults;
    const from = input.NextToken === undefined ? undefined : readNextToken(room, input.NextToken);
    const { entries, next } = from?.isPast
      ? pastPage(visibleItems(room.past, role), from.index, limit)
      : presentPage(room, input, { limit, role });
    const transcript = entries.map(asShown);
    return {
      InitialContactId: contact.initialContactId,
      Transcript: input.SortOrder === "ASCENDING" ? transcript : transcript.reverse(),
      NextToken: next ? room.pageTokens.issue(next) : "",
    };
  },
};
