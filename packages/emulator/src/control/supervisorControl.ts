import { connectedParticipants, isSilent } from "../world/contact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { StartedChat, World } from "../world/world.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";
import { admit } from "./admit.js";
import { orConflict } from "./orConflict.js";

/** Who watches a chat. */
export interface ControlSupervisor {
  readonly contactId: string;
  readonly displayName: string;
  /** Whose transport also carries the chat. */
  readonly agentId: string;
}

/** A supervisor who takes part from now on, or watches again. */
export interface ControlBarge extends ParticipantRef {
  /** @defaultValue true */
  readonly isBarged?: boolean | undefined;
}

export interface SupervisorControl {
  /** Adds a supervisor, who once connected hears everything and is not seen. Five of a chat at most. */
  addSupervisor(supervisor: ControlSupervisor): StartedChat;
  /** Lets a supervisor who is connected take part: `participant.joined`, and `participant.left` when it is over. One at a time. */
  barge(barge: ControlBarge): void;
}

export function createSupervisorControl(given: {
  readonly world: World;
  readonly subjects: ControlSubjects;
}): SupervisorControl {
  const { world, subjects } = given;
  return {
    addSupervisor({ contactId, displayName, agentId }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const ref = orConflict("add the supervisor", () =>
        world.invite(contact.contactId, { displayName, agentId, role: "SUPERVISOR" }),
      );
      return admit(world, contact, ref);
    },
    barge({ contactId, participantId, isBarged = true }) {
      const { contact } = subjects.requireActive({ contactId, participantId });
      const supervisors = connectedParticipants(contact).filter(({ role }) => role === "SUPERVISOR");
      if (!supervisors.some((supervisor) => supervisor.participantId === participantId))
        throw new ControlError("Conflict", "unable to barge in; the participant is no connected supervisor");
      const other = supervisors.find((each) => !isSilent(each) && each.participantId !== participantId);
      if (isBarged && other)
        throw new ControlError("Conflict", "unable to barge in; another supervisor takes part");
      world.barge({ contactId: contact.contactId, participantId }, isBarged);
    },
  };
}
