import { currentContactId, findParticipant, isOver } from "../world/contact.js";
import type { Contact, ParticipantRef } from "../world/contact.js";

/** What a chat is to an agent. */
export type ContactStage = "connecting" | "connected" | "ended" | "missed" | "rejected";

/** A chat that an agent has, until it is cleared. */
export interface AgentContact {
  /** By the id that tokens and sockets know the chat by. */
  readonly ref: ParticipantRef;
  /** As the agent's page knows it. */
  readonly contactId: string;
  readonly participantToken: string;
  readonly stage: ContactStage;
  /** When it came to that stage. */
  readonly sinceMs: number;
  /** Whether it waited for any agent when it began to ring: another may take it. */
  readonly fromQueue: boolean;
  /** What the page has added. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const isLive = ({ stage }: AgentContact): boolean => stage === "connecting" || stage === "connected";

export const isUntaken = ({ stage }: AgentContact): boolean => stage === "missed" || stage === "rejected";

/** The id that an agent who is invited now knows the chat by. */
export const contactIdFor = (contact: Contact): string => contact.nextContactId ?? currentContactId(contact);

/** What becomes of the agent's chat: another stage, or it goes to somebody else. */
export function stageAfter(
  { ref, stage, fromQueue }: AgentContact,
  contact: Contact,
): ContactStage | "withdrawn" {
  if (stage !== "connecting" && stage !== "connected") return stage;
  const state = findParticipant(contact, ref.participantId)?.state ?? "LEFT";
  const isGone = state === "LEFT" || isOver(contact);
  if (stage === "connected") return isGone ? "ended" : "connected";
  if (isGone) return "missed";
  if (state === "CONNECTED") return "connected";
  return fromQueue && contact.state === "WITH_AGENT" ? "withdrawn" : "connecting";
}
