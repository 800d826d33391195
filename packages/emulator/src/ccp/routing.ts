import type { Limits } from "../limits.js";
import type { Contact } from "../world/contact.js";
import type { Agent } from "./agent.js";

/** Whether the chat waits for an agent, and none rings for it. */
export const needsAgent = (contact: Contact, { agentsPerContact }: Limits): boolean =>
  agentsPerContact > 0 &&
  contact.state === "QUEUED" &&
  contact.participants.every(({ role, state }) => role !== "AGENT" || state === "LEFT") &&
  contact.participants.some(({ role, state }) => role === "CUSTOMER" && state === "CONNECTED");

/** The agent with the fewest chats of those who could take one more, after-contact work included; of equals the first. */
export function pickAgent(agents: readonly Agent[]): Agent | undefined {
  const chats = ({ contacts }: Agent) => contacts.length;
  return agents
    .filter(({ isFree }) => isFree)
    .reduce<Agent | undefined>(
      (best, agent) => (best && chats(best) <= chats(agent) ? best : agent),
      undefined,
    );
}
