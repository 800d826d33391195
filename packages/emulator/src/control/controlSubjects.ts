import { connectedParticipants, findParticipant, isOver, isSilent } from "../world/contact.js";
import type { Participant, ParticipantRef } from "../world/contact.js";
import type { Room } from "../world/room.js";
import type { World } from "../world/world.js";
import { ControlError } from "./controlError.js";

/** Finds what a control call is about; all methods throw a ControlError when it is not there, or past it. */
export interface ControlSubjects {
  roomOf(contactId: string): Readonly<Room>;
  /** The room of a chat that has not ended. */
  liveRoomOf(contactId: string): Readonly<Room>;
  /** The room of a chat whose participant has not left. */
  requireActive(ref: ParticipantRef): Readonly<Room>;
  /** The same, of one who is heard: a supervisor who only watches is not. */
  requireSpeaker(ref: ParticipantRef): Readonly<Room>;
  customerOf(contactId: string): Participant;
  /** The agent named, or the first one that is in the chat. */
  agentOf(contactId: string, participantId: string | undefined): Participant;
}

export function createControlSubjects(world: World): ControlSubjects {
  const roomOf: ControlSubjects["roomOf"] = (contactId) => {
    const room = world.room(contactId);
    if (!room) throw new ControlError("NotFound", "unable to find the contact; its id is unknown");
    return room;
  };

  const liveRoomOf: ControlSubjects["liveRoomOf"] = (contactId) => {
    const room = roomOf(contactId);
    if (isOver(room.contact))
      throw new ControlError("Conflict", "unable to change the contact; the chat has ended");
    return room;
  };

  const requireActive: ControlSubjects["requireActive"] = (ref) => {
    if (!findParticipant(roomOf(ref.contactId).contact, ref.participantId))
      throw new ControlError("NotFound", "unable to find the participant; its id is unknown");
    const room = liveRoomOf(ref.contactId);
    if (!world.mayAct(ref))
      throw new ControlError("Conflict", "unable to act as the participant; it has left the chat");
    return room;
  };

  return {
    roomOf,
    liveRoomOf,
    requireActive,
    requireSpeaker(ref) {
      const room = requireActive(ref);
      const speaker = findParticipant(room.contact, ref.participantId);
      if (speaker && isSilent(speaker))
        throw new ControlError(
          "Conflict",
          "unable to speak as the supervisor, who only watches; barge in first",
        );
      return room;
    },
    customerOf(contactId) {
      const customer = liveRoomOf(contactId).contact.participants.find(({ role }) => role === "CUSTOMER");
      if (!customer) throw new ControlError("NotFound", "unable to find the customer; the chat has none");
      return customer;
    },
    agentOf(contactId, participantId) {
      if (participantId !== undefined) requireActive({ contactId, participantId });
      const agent = connectedParticipants(liveRoomOf(contactId).contact).find(
        (participant) =>
          participant.role === "AGENT" &&
          (participantId === undefined || participant.participantId === participantId),
      );
      if (!agent)
        throw new ControlError("Conflict", "unable to find the agent; none is in the chat, invite one");
      return agent;
    },
  };
}
