import type { Clock } from "../clock.js";
import { ControlError } from "../control/controlError.js";
import type { Settings } from "../options.js";
import { connectedParticipants, findParticipant, isOver } from "../world/contact.js";
import type { Contact, ParticipantRef } from "../world/contact.js";
import { createCast } from "./cast.js";
import type { Cast } from "./cast.js";
import { chooseFlow } from "./chooseFlow.js";
import type { NamedFlow } from "./chooseFlow.js";
import { describeFailure } from "./describeFailure.js";
import { createFlowRun } from "./flowRun.js";
import type { FlowRun } from "./flowRun.js";
import type { FlowAgent, FlowParts } from "./flowStage.js";

/** The flows of all chats. */
export interface FlowTheatre {
  /** Takes a contact through the flow that is meant for it, or through the one that comes afterwards. */
  run(contact: Contact, afterwards?: string): void;
  /** Takes a chat that is on through a flow. @throws ControlError (NotFound) */
  play(contact: Contact, name: string): void;
  /** Names of the flows that there are. */
  names(): readonly string[];
  /** Ends all that is being played. */
  close(): void;
}

export interface FlowTheatreParts extends FlowParts {
  readonly clock: Clock;
  /** Read anew for each chat. */
  readonly settings: Pick<Settings, "flow" | "flows" | "agents" | "logger" | "configFile">;
}

/** What becomes of a chat when its flow has come to its end, or has failed. */
const endings = { contact: "queue", afterwards: "end", scenario: "nothing", agent: "nothing" } as const;

interface Playing {
  readonly kind: keyof typeof endings;
  readonly run: FlowRun;
  /** Whose flow it is. */
  readonly agent?: FlowAgent | undefined;
}

/** The flows of one chat. */
interface ChatFlows {
  readonly playing: Set<Playing>;
  /** Agents that flows have let in. */
  readonly ownAgentIds: Set<string>;
  isAgentAsked: boolean;
  /** While one of them does a step. */
  isActing: boolean;
}

/** Whether a chat is in the queue, and not on its way to an agent. */
const waitsForAgent = ({ state, participants }: Contact): boolean =>
  state === "QUEUED" &&
  participants.every(({ role, state: presence }) => role !== "AGENT" || presence === "LEFT");

export function createFlowTheatre(parts: FlowTheatreParts): FlowTheatre {
  const { clock, settings, world, verbs, authentications, subjects } = parts;
  const chats = new Map<string, ChatFlows>();
  /** Chats in the queue for which the agent who takes them had no room. */
  const turnedAway = new Map<string, Contact>();

  const chatOf = ({ contactId }: Contact): ChatFlows => {
    const chat = chats.get(contactId) ?? {
      playing: new Set(),
      ownAgentIds: new Set(),
      isAgentAsked: false,
      isActing: false,
    };
    chats.set(contactId, chat);
    return chat;
  };

  const conclude = (contactId: string, kind: Playing["kind"]) => {
    const ending = endings[kind];
    if (ending === "queue") world.queue(contactId);
    if (ending === "end") world.end(contactId);
  };

  const begin = (
    contact: Contact,
    cast: Cast,
    { kind, name, flow, agent }: NamedFlow & Omit<Playing, "run">,
  ): void => {
    const { contactId } = contact;
    const chat = chatOf(contact);
    const run = createFlowRun({
      clock,
      contact,
      paceMs: settings.flow.paceMs,
      flowNamed: cast.flowNamed,
      chat,
      stage: {
        world,
        verbs,
        authentications,
        subjects,
        contactId,
        agent,
        voice: agent ? "agent" : "flow",
        nextAgent: undefined,
        identityOf: cast.identityOf,
        admit(guest) {
          chat.ownAgentIds.add(guest.participantId);
          letIn(contact, cast, guest);
        },
        setAfterwards(wanted) {
          cast.flowNamed(wanted);
          world.setAfterwards(contactId, wanted);
        },
      },
      onCompleted() {
        chat.playing.delete(playing);
        conclude(contactId, kind);
      },
      onFailed(error, place) {
        chat.playing.delete(playing);
        settings.logger.error(`flow ${name} stopped${describeFailure(error, place, settings.configFile)}`);
        const { failurePrompt } = settings.flow;
        if (failurePrompt) world.say({ contactId }, { contentType: "text/plain", content: failurePrompt });
        conclude(contactId, kind);
      },
    });
    const playing: Playing = { kind, agent, run };
    chat.playing.add(playing);
    run.start(flow);
  };

  const letIn = (contact: Contact, cast: Cast, guest: FlowAgent) => {
    world.connect(guest);
    // It rings where the agent has a CCP open, and scripts take no calls by hand.
    world.accept(guest);
    const { agent: name } = guest;
    const flow = name === undefined ? undefined : cast.agentNamed(name).flow;
    if (name !== undefined && flow)
      begin(contact, cast, { kind: "agent", name: `of ${name}`, flow, agent: guest });
  };

  /** Sends the agent who takes chats from the queue. */
  const askAgent = (contact: Contact) => {
    const cast = createCast(settings);
    if (!cast.queueAgent) return;
    const [agent, { joinsAfterMs = 0 }] = cast.queueAgent;
    const { contactId } = contact;
    world.room(contactId)?.timers.set(joinsAfterMs, () => {
      const now = world.room(contactId)?.contact;
      if (!now || !waitsForAgent(now)) return;
      let guest: ParticipantRef;
      try {
        guest = verbs.inviteAgent({ contactId, ...cast.identityOf({ agent }) });
      } catch (error) {
        if (!(error instanceof ControlError)) throw error;
        // Another chat has to go first.
        turnedAway.set(contactId, contact);
        return;
      }
      letIn(contact, cast, { ...guest, agent });
    });
  };

  const stopPlaying = (chat: ChatFlows, stops: (playing: Playing) => boolean) => {
    for (const playing of [...chat.playing].filter(stops)) {
      chat.playing.delete(playing);
      playing.run.end();
    }
  };

  const stopListening = [
    world.onItem(({ contact, item }) => {
      for (const { run } of chats.get(contact.contactId)?.playing ?? []) run.hear(item, contact);
    }),
    world.onContact((contact) => {
      if (isOver(contact)) turnedAway.delete(contact.contactId);
      for (const waiting of [...turnedAway.values()]) {
        turnedAway.delete(waiting.contactId);
        askAgent(waiting);
      }
      const chat = chats.get(contact.contactId);
      if (isOver(contact)) {
        if (chat) stopPlaying(chat, () => true);
        chats.delete(contact.contactId);
        return;
      }
      if (!waitsForAgent(contact)) {
        if (chat) chat.isAgentAsked = false;
      } else if (!chat?.isAgentAsked) {
        chatOf(contact).isAgentAsked = true;
        askAgent(contact);
      }
      if (!chat) return;
      const here = connectedParticipants(contact);
      const isHere = (wanted: string) => here.some(({ role }) => role === wanted);
      const isLeft = !isHere("CUSTOMER") && !(contact.outlivesCustomer && isHere("AGENT"));
      const isFollowedUp = contact.participants.some(({ state }) => state === "AFTERWARDS");
      const isTakenOver = here.some(
        ({ role, participantId }) => role === "AGENT" && !chat.ownAgentIds.has(participantId),
      );
      stopPlaying(
        chat,
        ({ kind, agent }) =>
          (isLeft && !(isFollowedUp && kind === "afterwards")) ||
          (kind === "contact" && isTakenOver) ||
          (agent !== undefined && findParticipant(contact, agent.participantId)?.state === "LEFT"),
      );
    }),
  ];

  return {
    run(contact, afterwards) {
      const cast = createCast(settings);
      if (afterwards !== undefined) {
        stopPlaying(chatOf(contact), () => true);
        // Another configuration may be in force than when it was named: a flow that is gone is one that fails.
        const flow = cast.findFlow(afterwards) ?? (() => cast.flowNamed(afterwards));
        begin(contact, cast, { kind: "afterwards", name: afterwards, flow });
        return;
      }
      const chosen = chooseFlow(contact, cast, settings);
      if (chosen) begin(contact, cast, { kind: "contact", ...chosen });
      else world.queue(contact.contactId);
    },
    play(contact, name) {
      const cast = createCast(settings);
      begin(contact, cast, { kind: "scenario", name, flow: cast.flowNamed(name) });
    },
    names: () => createCast(settings).flowNames,
    close() {
      for (const stop of stopListening) stop();
      for (const chat of chats.values()) stopPlaying(chat, () => true);
      chats.clear();
    },
  };
}
