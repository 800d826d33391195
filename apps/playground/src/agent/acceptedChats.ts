import type { StartedChat } from "amazon-connect-chat-emulator";

/** A chat that this tab's agent has accepted, by the contact that the queue knows it by. */
export interface AcceptedChat extends StartedChat {
  /** The contact that the agent is in: another one where the chat had come back to the queue. */
  readonly agentContactId: string;
  readonly customerName: string;
}

const FIELDS = [
  "contactId",
  "agentContactId",
  "initialContactId",
  "participantId",
  "participantToken",
  "customerName",
] as const;

/** Reads what was saved, and leaves out what is not what this page saves. */
export function parseAcceptedChats(json: string | null): readonly AcceptedChat[] {
  try {
    const saved = JSON.parse(json ?? "null") as unknown;
    return Array.isArray(saved) ? saved.filter(isAcceptedChat) : [];
  } catch {
    return [];
  }
}

function isAcceptedChat(value: unknown): value is AcceptedChat {
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  return FIELDS.every((field) => typeof fields[field] === "string");
}

export interface AcceptedChats {
  read(): readonly AcceptedChat[];
  add(chat: AcceptedChat): void;
  remove(contactId: string): void;
}

/** The chats of one agent, kept in the tab over a reload. */
export function createAcceptedChats(agentId: string): AcceptedChats {
  const key = `playground.acceptedChats.${agentId}`;
  const read = () => parseAcceptedChats(sessionStorage.getItem(key));
  const write = (chats: readonly AcceptedChat[]) => sessionStorage.setItem(key, JSON.stringify(chats));
  const without = (contactId: string) => read().filter((chat) => chat.contactId !== contactId);
  return {
    read,
    add: (chat) => write([...without(chat.contactId), chat]),
    remove: (contactId) => write(without(contactId)),
  };
}
