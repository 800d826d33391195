import type { AnswerBook } from "./answerBook.js";
import type { RoomSnapshot } from "./records.js";
import type { Room } from "./room.js";
import type { RoomBook } from "./roomBook.js";
import type { TokenBook } from "./tokenBook.js";

/** Where a world has what belongs to a chat. */
export interface SnapshotPlaces {
  readonly rooms: RoomBook;
  readonly tokens: TokenBook;
  readonly answers: AnswerBook;
}

/** All of a chat that outlives the process. */
export function takeSnapshot(room: Room, { tokens, answers }: SnapshotPlaces): RoomSnapshot {
  const { contactId } = room.contact;
  return {
    ...room.record(),
    items: [...room.transcript.items],
    past: room.past,
    tokens: tokens.records(contactId),
    answers: answers.records(contactId),
    pageTokens: room.pageTokens.records(),
    attachments: room.attachments.values(),
    processed: room.processed.values(),
    views: room.views.entries().map(([token, view]) => ({ token, view })),
  };
}

/** Puts what belongs to a chat beside its room, which was made of the same snapshot. */
export function placeSnapshot(
  room: Room,
  snapshot: RoomSnapshot,
  { rooms, tokens, answers }: SnapshotPlaces,
): void {
  const { contactId, laterContactIds, nextContactId } = room.contact;
  rooms.add(room);
  for (const laterId of laterContactIds) rooms.addContactId(laterId, room);
  if (nextContactId !== undefined) rooms.addContactId(nextContactId, room);
  tokens.restore(contactId, snapshot.tokens);
  answers.restore(contactId, snapshot.answers);
}
