import { formatProblem, problemsOf } from "../config/problem.js";
import { emptyLists, roomLists } from "../world/records.js";
import type { RoomList, RoomSnapshot } from "../world/records.js";
import type { EntryRow } from "./database.js";
import { roomRules } from "./snapshotRules.js";
import { StoreError } from "./storeError.js";

/** What rows say of one chat. */
interface Found {
  room: unknown;
  readonly lists: Readonly<Record<RoomList, unknown[]>>;
}

const nothing = (): Found => ({ room: undefined, lists: emptyLists() });

const isList = (name: string): name is RoomList => roomLists.some((list) => list === name);

/**
 * The chats that rows make up.
 * @throws StoreError for rows that are not as they were written.
 */
export function readRooms(rows: readonly EntryRow[]): readonly RoomSnapshot[] {
  const rooms = new Map<string, Found>();
  for (const { contactId, list, value } of rows) {
    const known = rooms.get(contactId) ?? nothing();
    rooms.set(contactId, known);
    if (list === "room") known.room = value;
    else if (isList(list)) known.lists[list].push(value);
  }
  return [...rooms.values()].map(({ room, lists }) => {
    const { data, error } = roomRules.safeParse({ ...Object(room), ...lists });
    if (data) return data;
    const [problem] = problemsOf(error);
    throw new StoreError(
      `the database is not as the emulator writes it (${problem ? formatProblem(problem) : "it cannot be read"}); move the directory away to begin anew`,
    );
  });
}
