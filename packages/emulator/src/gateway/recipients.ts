import { eventContentType } from "@amazon-connect-chat/protocol";
import { findParticipant } from "../world/contact.js";
import type { Contact, Participant } from "../world/contact.js";
import { isVisibleTo } from "../world/item.js";
import type { Item } from "../world/item.js";
import type { SocketOwner } from "./socketOwner.js";

const takes = (participant: Participant, item: Item): boolean => {
  if (!isVisibleTo(item, participant.role)) return false;
  if (participant.state === "CONNECTED") return true;
  if (item.ParticipantId === participant.participantId) return true;
  if (item.ContentType === eventContentType("chat.ended")) return true;
  // A customer who has left still gets what the end of the flow says.
  return participant.role === "CUSTOMER" && participant.state !== "INVITED";
};

const participantsOf = (owner: SocketOwner, contact: Contact): readonly Participant[] => {
  if (owner.kind === "agent") return contact.participants.filter(({ agentId }) => agentId === owner.agentId);
  const participant = findParticipant(contact, owner.participantId);
  return participant && owner.contactId === contact.contactId ? [participant] : [];
};

/** Whether a subscribed socket of `owner` gets the item. */
export const isRecipient = (owner: SocketOwner, contact: Contact, item: Item): boolean =>
  participantsOf(owner, contact).some((participant) => takes(participant, item));

/** Whether `owner` is who made the item. */
export const isSender = (owner: SocketOwner, contact: Contact, item: Item): boolean =>
  participantsOf(owner, contact).some(({ participantId }) => participantId === item.ParticipantId);
