import type { SocketOwner } from "../gateway/socketOwner.js";
import { findParticipant } from "../world/contact.js";
import type { Contact, ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { FaultSubject } from "./faultMatch.js";

/** A participant, and the agent that it may be. */
function participantSubject(
  world: Pick<World, "room">,
  { contactId, participantId }: ParticipantRef,
): FaultSubject {
  const contact = world.room(contactId)?.contact;
  const agentId = contact && findParticipant(contact, participantId)?.agentId;
  return { contactId, participantId, agentId };
}

/** Whose socket it is. An agent's transport is of no single contact. */
export const ownerSubject = (world: Pick<World, "room">, owner: SocketOwner): FaultSubject =>
  owner.kind === "agent" ? { agentId: owner.agentId } : participantSubject(world, owner);

/** Who gets a frame of a contact through a socket. */
export function recipientSubject(owner: SocketOwner, { contactId, participants }: Contact): FaultSubject {
  const candidates = participants.filter((candidate) =>
    owner.kind === "agent"
      ? candidate.agentId === owner.agentId
      : candidate.participantId === owner.participantId,
  );
  // An agent who has come back was another participant before.
  const participant = candidates.find(({ state }) => state !== "LEFT") ?? candidates.at(-1);
  return { contactId, participantId: participant?.participantId, agentId: participant?.agentId };
}

/** Whose token it is, whether or not it is still good; nobody's when it was never issued. */
export function bearerSubject(
  world: Pick<World, "room" | "tokenOwner">,
  bearer: string | undefined,
): FaultSubject {
  const ref = bearer === undefined ? undefined : world.tokenOwner(bearer);
  return ref ? participantSubject(world, ref) : {};
}
