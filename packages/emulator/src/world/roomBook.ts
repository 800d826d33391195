import type { Room } from "./room.js";

/** The rooms of all chats that are known. */
export interface RoomBook {
  all(): readonly Room[];
  /** By the first contact id of a chat, or one that a transfer led to. */
  find(contactId: string): Room | undefined;
  add(room: Room): void;
  /** Lets a chat be found by a later contact id too. */
  addContactId(contactId: string, room: Room): void;
  /** Chats that are not over. */
  readonly activeCount: number;
  /** Notes that a chat is over. */
  retire(room: Room): void;
  /** Drops those that have been over the longest; returns them. */
  dropOldest(): readonly Room[];
}

/** @param keptEndedContacts - how many chats are kept that are over. */
export function createRoomBook(keptEndedContacts: number): RoomBook {
  const rooms = new Map<string, Room>();
  const firstContactIds = new Map<string, string>();
  const ended: Room[] = [];

  const drop = ({ contact }: Room) => {
    const { contactId, laterContactIds, nextContactId } = contact;
    rooms.delete(contactId);
    for (const laterId of laterContactIds) firstContactIds.delete(laterId);
    if (nextContactId !== undefined) firstContactIds.delete(nextContactId);
  };

  return {
    all: () => [...rooms.values()],
    find: (contactId) => rooms.get(firstContactIds.get(contactId) ?? contactId),
    add: (room) => void rooms.set(room.contact.contactId, room),
    addContactId: (contactId, room) => void firstContactIds.set(contactId, room.contact.contactId),
    get activeCount() {
      return rooms.size - ended.length;
    },
    retire: (room) => void ended.push(room),
    dropOldest() {
      const dropped = ended.splice(0, Math.max(0, ended.length - keptEndedContacts));
      dropped.forEach(drop);
      return dropped;
    },
  };
}
