import type { Authentications } from "../authentication/authentications.js";
import type { AttachmentVerbs } from "../control/attachmentControl.js";
import type { ControlSubjects } from "../control/controlSubjects.js";
import type { EventControl } from "../control/eventControl.js";
import type { MessageControl } from "../control/messageControl.js";
import type { ParticipantControl } from "../control/participantControl.js";
import type { StreamControl } from "../control/streamControl.js";
import type { TimerScope } from "../timerScope.js";
import type { ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { FlowEars } from "./flowEars.js";
import type { AgentIdentity } from "./cast.js";
import type { FlowActor, FlowSteps, Joining } from "./flowStep.js";

/** What a flow is played with. */
export interface FlowParts {
  readonly verbs: MessageControl & StreamControl & EventControl & ParticipantControl & AttachmentVerbs;
  readonly world: World;
  readonly authentications: Pick<Authentications, "start">;
  readonly subjects: ControlSubjects;
}

/** An agent of the flow, and the name in the options, if there is one. */
export interface FlowAgent extends ParticipantRef {
  readonly agent?: string | undefined;
}

/** One flow in one chat. */
export interface FlowStage extends FlowParts {
  readonly contactId: string;
  /** Who speaks when a step does not say. */
  readonly voice: FlowActor;
  /** Timers that end with the flow. */
  readonly timers: TimerScope;
  readonly ears: FlowEars;
  /** The flow's own agent. */
  agent: ParticipantRef | undefined;
  /** Whether the flow is over, though its step is still being done. */
  isOver(): boolean;
  /** The agent that a transfer goes to, until it joins. */
  nextAgent: FlowAgent | undefined;
  /** Plays steps beside those that are being played. */
  playBeside(steps: FlowSteps): void;
  /** Plays another flow by name. @throws ControlError (NotFound) */
  playNamed(flow: string, finished: () => void): void;
  /** Names the flow for when the last agent has left. @throws ControlError (NotFound) */
  setAfterwards(flow: string): void;
  /** Who an agent is. @throws ControlError (NotFound) for a name that is not in the options */
  identityOf(joining: Joining): AgentIdentity;
  /** Lets an agent of the flow in, with the flow that the options have for it. */
  admit(agent: FlowAgent): void;
}
