import type { ParticipantRole } from "@amazon-connect-chat/protocol";
import { toIsoTime } from "../isoTime.js";
import { currentContactId } from "../world/contact.js";
import type { ContactState, ParticipantState } from "../world/contact.js";
import type { Room } from "../world/room.js";

/** A participant, as the control API shows it. */
export interface ParticipantSummary {
  readonly participantId: string;
  readonly role: ParticipantRole;
  readonly displayName: string;
  readonly agentId?: string;
  readonly state: ParticipantState;
  /** Of a supervisor: takes part, and does not only watch. */
  readonly isBarged?: boolean;
}

/** A contact, as the control API shows it. Times are ISO-8601 UTC. */
export interface ContactSummary {
  readonly contactId: string;
  readonly initialContactId: string;
  /** The contact that new items belong to, once there was a transfer. */
  readonly currentContactId?: string;
  /** Of a persistent chat: the past contact that it goes on from. */
  readonly continuedFromContactId?: string;
  readonly relatedContactId?: string;
  readonly state: ContactState;
  readonly customerName: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly participants: readonly ParticipantSummary[];
  readonly lastMessage?: {
    readonly content: string;
    readonly absoluteTime: string;
    readonly displayName: string;
  };
}

/** Whether a chat is over. */
export const isEnded = ({ state }: ContactSummary): boolean => state === "ENDED" || state === "EXPIRED";

export function summariseContact({ contact, transcript }: Readonly<Room>): ContactSummary {
  const { lastMessage } = transcript;
  return {
    contactId: contact.contactId,
    initialContactId: contact.initialContactId,
    ...(contact.laterContactIds.length > 0 && { currentContactId: currentContactId(contact) }),
    ...(contact.continuedFromContactId !== undefined && {
      continuedFromContactId: contact.continuedFromContactId,
    }),
    ...(contact.relatedContactId !== undefined && { relatedContactId: contact.relatedContactId }),
    state: contact.state,
    customerName: contact.customerName,
    createdAt: toIsoTime(contact.createdAtMs),
    ...(contact.endedAtMs !== undefined && { endedAt: toIsoTime(contact.endedAtMs) }),
    participants: contact.participants.map(({ agentId, isBarged, ...participant }) => ({
      ...participant,
      ...(agentId !== undefined && { agentId }),
      ...(isBarged !== undefined && { isBarged }),
    })),
    ...(lastMessage && {
      lastMessage: {
        content: lastMessage.Content ?? "",
        absoluteTime: lastMessage.AbsoluteTime,
        displayName: lastMessage.DisplayName ?? "",
      },
    }),
  };
}
