import { ControlError } from "../control/controlError.js";
import { fileSamples } from "../samples/fileSamples.js";
import type { FlowAgent, FlowStage } from "./flowStage.js";
import type { FlowAction, FlowSteps, StepOf, Trigger } from "./flowStep.js";
import { putQuestion, show } from "./questions.js";
import { participantOf, speakerOf } from "./speakers.js";
import { readAnswer } from "./trigger.js";
import { isUnderstoodAs } from "./pattern.js";

/** Ends a step, with what it gives and the steps that come before those that follow it. */
export type StepDone = (result?: unknown, next?: FlowSteps) => void;

/** Does a step, and calls `done` once, now or when it is over. */
type StepRunner<Do extends FlowAction["do"]> = (stage: FlowStage, step: StepOf<Do>, done: StepDone) => void;

/** A runner of what is done at once. */
const atOnce =
  <Do extends FlowAction["do"]>(run: (stage: FlowStage, step: StepOf<Do>) => void): StepRunner<Do> =>
  (stage, step, done) => {
    run(stage, step);
    done();
  };

const wordsOf = (text: string): readonly string[] => text.match(/\s*\S+\s*$|\s*\S+/gu) ?? [];

function waitFor(
  { ears, timers }: FlowStage,
  {
    trigger,
    timeoutMs,
    onTimeout,
  }: {
    readonly trigger: Trigger | "message";
    readonly timeoutMs?: number | undefined;
    readonly onTimeout?: FlowSteps | undefined;
  },
  done: StepDone,
  followUp: (text: string) => FlowSteps | undefined = () => undefined,
): void {
  let cancelTimeout: () => void = () => undefined;
  const giveUp = ears.wait(trigger, (item) => {
    cancelTimeout();
    const answer = item ? readAnswer(item) : { text: "" };
    done(answer, followUp(answer.text));
  });
  if (timeoutMs === undefined) return;
  cancelTimeout = timers.set(timeoutMs, () => {
    // What has come goes on in a turn of its own.
    if (giveUp()) done(undefined, onTimeout);
  });
}

/** What each step does; all throw a ControlError when the chat is not there for it any more. */
export const stepRunners: { readonly [Do in FlowAction["do"]]: StepRunner<Do> } = {
  say: atOnce((stage, { content, contentType, as, visibleTo }) => {
    stage.verbs.say({ ...speakerOf(stage, as), content, contentType, visibleTo });
  }),
  type: atOnce((stage, { as }) => stage.verbs.type(participantOf(stage, as))),
  ask(stage, step, done) {
    const { answers = [], otherwise, ...patience } = step;
    putQuestion(stage, step);
    waitFor(
      stage,
      { trigger: "message", ...patience },
      done,
      (text) => answers.find(({ says }) => isUnderstoodAs(says, text))?.steps ?? otherwise,
    );
  },
  until: (stage, step, done) => waitFor(stage, { trigger: step, ...step }, done),
  on: atOnce((stage, step) => {
    const { steps, times = Infinity, ...trigger } = step;
    stage.ears.on(trigger, times, () => stage.playBeside(steps), step);
  }),
  show: atOnce(show),
  stream({ verbs, contactId }, { chunks, ...rest }, onCompleted) {
    const pieces = typeof chunks === "string" ? wordsOf(chunks) : chunks;
    verbs.stream({ contactId, chunks: pieces, ...rest, onCompleted });
  },
  authenticate(stage, { timeoutMs, outcomes = {} }, done) {
    const session = stage.authentications.start(participantOf(stage, "customer"), {
      timeoutMs,
      onFinish: (outcome) => stage.timers.set(0, () => done(outcome, outcomes[outcome])),
    });
    if (!session)
      throw new ControlError("Conflict", "unable to ask the customer to sign in; a session is open already");
  },
  attach: atOnce((stage, { file, as, verdict }) => {
    const sample = fileSamples[file];
    stage.verbs.attach({ ...participantOf(stage, as), ...sample }, verdict);
  }),
  event: atOnce((stage, { event, as, displayName }) => {
    const participantId = as && participantOf(stage, as).participantId;
    stage.verbs.sendEvent({ contactId: stage.contactId, event, participantId, displayName });
  }),
  agentJoins: atOnce((stage, joining) => {
    const { contactId, verbs, nextAgent } = stage;
    const agent: FlowAgent = nextAgent ?? {
      ...verbs.inviteAgent({ contactId, ...stage.identityOf(joining) }),
      agent: joining.agent,
    };
    stage.agent = agent;
    stage.nextAgent = undefined;
    stage.admit(agent);
  }),
  agentLeaves: atOnce((stage) => {
    const agent = participantOf(stage, "agent");
    stage.agent = undefined;
    stage.verbs.leave(agent);
  }),
  transfer: atOnce((stage, joining) => {
    const { contactId, participantId } = participantOf(stage, "agent");
    const { displayName, agentId } = stage.identityOf(joining);
    stage.agent = undefined;
    const next: FlowAgent = {
      ...stage.verbs.transfer({ contactId, participantId, displayName, agentId }),
      agent: joining.agent,
    };
    stage.nextAgent = next;
    // The flow of the agent who has left is over: no step of it could let the next one in.
    if (stage.isOver() && joining.agent !== undefined) stage.admit(next);
  }),
  wait: ({ timers }, { ms }, done) => void timers.set(ms, done),
  idleAfter: atOnce(({ subjects, world, contactId }, { idleMs, disconnectMs }) => {
    const { timers } = subjects.liveRoomOf(contactId).contact;
    world.setTimers(contactId, { ...timers, CUSTOMER: { idleMs, disconnectMs } });
  }),
  play: (stage, { flow }, done) => stage.playNamed(flow, done),
  afterwards: atOnce((stage, { flow }) => stage.setAfterwards(flow)),
  queue: atOnce(({ world, contactId }) => world.queue(contactId)),
  disconnect: atOnce(({ world, contactId }) => world.end(contactId)),
};
