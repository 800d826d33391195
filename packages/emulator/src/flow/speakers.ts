import type { ParticipantRef } from "../world/contact.js";
import type { Speaker } from "../world/world.js";
import type { FlowStage } from "./flowStage.js";
import type { FlowActor } from "./flowStep.js";

/** Who does something; throws a ControlError when the chat has nobody of the kind. */
export function participantOf(
  { contactId, agent, subjects }: FlowStage,
  actor: "agent" | "customer",
): ParticipantRef {
  if (actor === "agent" && agent) return agent;
  const { participantId } =
    actor === "agent" ? subjects.agentOf(contactId, undefined) : subjects.customerOf(contactId);
  return { contactId, participantId };
}

/** Who says something. */
export const speakerOf = (stage: FlowStage, actor: FlowActor = stage.voice): Speaker =>
  actor === "flow" || actor === "bot"
    ? { contactId: stage.contactId, voice: actor }
    : participantOf(stage, actor);
