import { fileSamples } from "../samples/fileSamples.js";
import type { ParticipantRef } from "../world/contact.js";
import type { Speaker } from "../world/world.js";
import type { ScenarioStage } from "./scenarioStage.js";
import type { ScenarioActor, ScenarioStep, StepOf } from "./scenarioStep.js";

/** Goes on with the scenario, after `first`. */
export type GoOn = (first: readonly ScenarioStep[]) => void;

/** Does a step. One that calls `goOn` itself gives "waits". */
type StepRunner<Do extends ScenarioStep["do"]> = (
  stage: ScenarioStage,
  step: StepOf<Do>,
  goOn: GoOn,
) => "waits" | undefined;

const agentIdOf = (displayName: string) => displayName.toLowerCase().replaceAll(" ", "-");

function participantOf(
  { contactId, agent, subjects }: ScenarioStage,
  actor: "agent" | "customer",
): ParticipantRef {
  if (actor === "agent" && agent) return agent;
  const { participantId } =
    actor === "agent" ? subjects.agentOf(contactId, undefined) : subjects.customerOf(contactId);
  return { contactId, participantId };
}

const speakerOf = (stage: ScenarioStage, actor: ScenarioActor): Speaker =>
  actor === "flow" || actor === "bot"
    ? { contactId: stage.contactId, voice: actor }
    : participantOf(stage, actor);

/** What each step does; all throw a ControlError when the chat is not there for it any more. */
export const stepRunners: { readonly [Do in ScenarioStep["do"]]: StepRunner<Do> } = {
  say(stage, { content, contentType, as = "flow" }) {
    stage.verbs.say({ ...speakerOf(stage, as), content, contentType });
    return undefined;
  },
  type(stage, { as }) {
    stage.verbs.type(participantOf(stage, as));
    return undefined;
  },
  ask({ verbs, contactId }, { template }) {
    verbs.sendInteractive({ contactId, template });
    return undefined;
  },
  stream({ verbs, contactId }, { chunks, delayMs }) {
    verbs.stream({ contactId, chunks, delayMs });
    return undefined;
  },
  showView({ verbs, contactId }, { view, data }) {
    verbs.showView({ contactId, view, data });
    return undefined;
  },
  authenticate(stage, { timeoutMs, outcomes = {} }, goOn) {
    const session = stage.authentications.start(participantOf(stage, "customer"), {
      timeoutMs,
      onFinish: (outcome) => goOn(outcomes[outcome] ?? []),
    });
    return session && "waits";
  },
  attach(stage, { file, as, verdict }) {
    const sample = fileSamples[file];
    const { contactId } = stage;
    if (verdict !== undefined) stage.verbs.setScanner({ contactId, verdict });
    stage.verbs.attach({ ...participantOf(stage, as), ...sample });
    if (verdict !== undefined) stage.verbs.setScanner({ contactId });
    return undefined;
  },
  event(stage, { event, as, displayName }) {
    const participantId = as && participantOf(stage, as).participantId;
    stage.verbs.sendEvent({ contactId: stage.contactId, event, participantId, displayName });
    return undefined;
  },
  agentJoins(stage, { displayName = "Robin" }) {
    const { contactId, verbs, world, nextAgent } = stage;
    const { participantId } =
      nextAgent ?? verbs.inviteAgent({ contactId, displayName, agentId: agentIdOf(displayName) });
    stage.agent = { contactId, participantId };
    stage.nextAgent = undefined;
    world.connect(stage.agent);
    return undefined;
  },
  agentLeaves(stage) {
    stage.verbs.leave(participantOf(stage, "agent"));
    stage.agent = undefined;
    return undefined;
  },
  transfer(stage, { displayName }) {
    const { contactId, participantId } = participantOf(stage, "agent");
    stage.agent = undefined;
    stage.nextAgent = stage.verbs.transfer({
      contactId,
      participantId,
      displayName,
      agentId: agentIdOf(displayName),
    });
    return undefined;
  },
  queue({ world, contactId }) {
    world.queue(contactId);
    return undefined;
  },
  end({ world, contactId }) {
    world.end(contactId);
    return undefined;
  },
};
