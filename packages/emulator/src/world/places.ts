import type { Limits } from "../limits.js";
import { ChatRefused } from "./chatRefused.js";
import { hasAgent, isOver } from "./contact.js";
import type { Contact } from "./contact.js";

/** Who is asked into a chat. */
export type GuestRole = "AGENT" | "CUSTOM_BOT" | "SUPERVISOR";

const limitNames = {
  AGENT: "agentsPerContact",
  CUSTOM_BOT: "customBotsPerContact",
  SUPERVISOR: "supervisorsPerContact",
} as const satisfies Record<GuestRole, keyof Limits>;

/**
 * Who is invited has a place already.
 * @throws ChatRefused when the chat takes no more of a role, or no custom bot because an agent is there.
 */
export function requirePlace(contact: Contact, role: GuestRole, limits: Limits): void {
  if (role === "CUSTOM_BOT" && hasAgent(contact))
    throw new ChatRefused("agentIsThere", "a custom bot does not come to a chat that has an agent");
  const guests = contact.participants.filter((guest) => guest.role === role && guest.state !== "LEFT");
  if (guests.length >= limits[limitNames[role]])
    throw new ChatRefused("chatIsFull", "the chat has no room for one more");
}

/**
 * Chats that an agent is invited to count.
 * @throws ChatRefused when the agent has as many as one may have.
 */
export function requireFreeAgent(contacts: readonly Contact[], agentId: string, limits: Limits): void {
  const chats = contacts.filter(
    (contact) =>
      !isOver(contact) &&
      contact.participants.some(
        (each) => each.role === "AGENT" && each.agentId === agentId && each.state !== "LEFT",
      ),
  );
  if (chats.length >= limits.chatsPerAgent)
    throw new ChatRefused("agentIsBusy", "the agent has no room for one more chat");
}
