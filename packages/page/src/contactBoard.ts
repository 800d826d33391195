import type { ContactSummary } from "amazon-connect-chat-emulator";

/** All chats that the emulator knows, by contact id. */
export type ContactBoard = ReadonlyMap<string, ContactSummary>;

/** A board of the whole list. */
export function withContacts(contacts: readonly ContactSummary[]): ContactBoard {
  return new Map(contacts.map((contact) => [contact.contactId, contact]));
}

/** The board after one chat changed. */
export function withContact(board: ContactBoard, contact: ContactSummary): ContactBoard {
  return new Map([...board, [contact.contactId, contact]]);
}

/** The board without one that the emulator has forgotten. */
export function withoutContact(board: ContactBoard, contactId: string): ContactBoard {
  return new Map([...board].filter(([id]) => id !== contactId));
}

/** Chats that wait for an agent, the longest waiting first. */
export function waitingContacts(board: ContactBoard): readonly ContactSummary[] {
  return [...board.values()]
    .filter(({ state }) => state === "QUEUED")
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** How many chats are with an automatic flow and may come to the queue. */
export function arrivingCount(board: ContactBoard): number {
  return [...board.values()].filter(({ state }) => state === "CREATED" || state === "FLOW").length;
}

/** How long somebody has been waiting, in words. */
export function waitingTime(createdAt: string, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(createdAt)) / 60_000);
  if (!(minutes >= 1)) return "just now";
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Whether nobody can join any more. */
export const isOver = ({ state }: Pick<ContactSummary, "state">): boolean =>
  state === "ENDED" || state === "EXPIRED";
