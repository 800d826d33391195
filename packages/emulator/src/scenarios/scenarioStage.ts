import type { Authentications } from "../authentication/authentications.js";
import type { AttachmentControl } from "../control/attachmentControl.js";
import type { ControlSubjects } from "../control/controlSubjects.js";
import type { EventControl } from "../control/eventControl.js";
import type { MessageControl } from "../control/messageControl.js";
import type { ParticipantControl } from "../control/participantControl.js";
import type { StreamControl } from "../control/streamControl.js";
import type { ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";

/** What a scenario is played with. */
export interface ScenarioParts {
  readonly verbs: MessageControl & StreamControl & EventControl & ParticipantControl & AttachmentControl;
  readonly world: Pick<World, "connect" | "queue" | "end">;
  readonly authentications: Pick<Authentications, "start">;
  readonly subjects: ControlSubjects;
}

/** One scenario in one chat. */
export interface ScenarioStage extends ScenarioParts {
  readonly contactId: string;
  /** The scenario's own agent. */
  agent: ParticipantRef | undefined;
  /** The agent that a transfer goes to, until it joins. */
  nextAgent: ParticipantRef | undefined;
}
