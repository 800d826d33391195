import type { FaultBook } from "../faults/faultBook.js";
import { spoiledTime } from "../faults/spoilExpiry.js";
import { toIsoTime } from "../isoTime.js";
import { ChatRefused } from "../world/chatRefused.js";
import { findParticipant } from "../world/contact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { Agent } from "./agent.js";
import type { AgentContact, ContactStage } from "./agentContact.js";
import { agentArn, queueOf } from "./agentSnapshot.js";
import { findAgentState } from "./agentState.js";
import { ApiError } from "./apiError.js";
import { entryOf, fieldsOf, textOf } from "./ccpFrames.js";
import type { Fields } from "./ccpFrames.js";

/** Who calls, and all that a call may touch. */
export interface ApiCall {
  readonly agent: Agent;
  readonly agents: () => readonly Agent[];
  readonly world: World;
  readonly faults: FaultBook;
  readonly region: string;
  readonly nowMs: () => number;
}

type ApiMethod = (call: ApiCall, params: Fields) => object;

function contactOf({ agent }: ApiCall, { contactId }: Fields): AgentContact {
  const known = agent.find(textOf(contactId));
  if (!known) throw new ApiError("ContactNotFoundException", "the agent has no such contact");
  return known;
}

function requireStage(known: AgentContact, ...stages: readonly ContactStage[]): AgentContact {
  if (stages.includes(known.stage)) return known;
  throw new ApiError("InvalidStateException", `the contact is ${known.stage}`);
}

const clear: ApiMethod = (call, params) => {
  call.agent.clear(requireStage(contactOf(call, params), "ended", "missed", "rejected"));
  return {};
};

const leave: ApiMethod = (call, params) => {
  const { ref } = requireStage(contactOf(call, params), "connecting", "connected");
  const other = textOf(params["connectionId"]) || ref.participantId;
  const contact = call.world.room(ref.contactId)?.contact;
  if (!contact || !findParticipant(contact, other))
    throw new ApiError("ConnectionNotFoundException", "the contact has no such connection");
  call.world.leave({ ...ref, participantId: other });
  return {};
};

const isQueue = ({ region }: ApiCall, endpoint: unknown): boolean =>
  fieldsOf(endpoint)["endpointARN"] === queueOf(region).queueARN;

/** The agent that a quick connect leads to, who has no part in the chat yet. */
function agentAt(call: ApiCall, endpoint: unknown, { contactId }: ParticipantRef): Agent {
  const { endpointARN } = fieldsOf(endpoint);
  const found = call.agents().find(({ agentId }) => agentArn(call.region, agentId) === endpointARN);
  if (!found || found === call.agent)
    throw new ApiError("EndpointNotFoundException", "no other agent is at that endpoint");
  const participants = call.world.room(contactId)?.contact.participants ?? [];
  if (
    participants.some(
      ({ agentId, role, state }) => agentId === found.agentId && role === "AGENT" && state !== "LEFT",
    )
  )
    throw new ApiError("InvalidParameterException", "that agent is in the chat, or is being called");
  return found;
}

/** A chat goes to another agent or back to the queue, and leaves this one. */
const transfer: ApiMethod = (call, params) => {
  const { ref } = requireStage(contactOf(call, params), "connected");
  if (isQueue(call, params["endpoint"])) {
    call.world.requeue(ref);
    return {};
  }
  const { agentId, displayName } = agentAt(call, params["endpoint"], ref);
  call.world.transfer(ref, { agentId, displayName });
  return {};
};

function issueConnectionToken({ world, faults, agent, nowMs }: ApiCall, ref: ParticipantRef): object {
  const subject = { ...ref, agentId: agent.agentId };
  if (faults.strike(["refuseTransport"], { subject }))
    throw new ApiError("InternalServiceException", "a fault refuses the transport");
  if (!world.mayAct(ref))
    throw new ApiError("InvalidStateException", "the participant is not in the chat any more");
  const { token, expiresAtMs } = world.issueToken("connectionToken", ref);
  const spoils = faults.strike(["invalidExpiry"], { subject });
  const expiry = spoils ? spoiledTime(spoils.rule.expiry, nowMs()) : toIsoTime(expiresAtMs);
  return { chatTokenTransport: { participantToken: token, ...(expiry !== undefined && { expiry }) } };
}

/** A quick connect. */
const endpointOf = (type: "agent" | "queue", name: string, arn: string) => ({
  endpointARN: arn,
  endpointId: arn,
  type,
  name,
  phoneNumber: null,
  agentLogin: null,
  queue: null,
});

const nothing: ApiMethod = () => ({});

/** What Streams can ask for, as far as chats need it. */
const methods: Readonly<Record<string, ApiMethod>> = {
  acceptContact(call, params) {
    call.world.accept(requireStage(contactOf(call, params), "connecting").ref);
    return {};
  },
  rejectContact(call, params) {
    const known = requireStage(contactOf(call, params), "connecting");
    call.agent.change(known, { stage: "rejected" });
    call.world.leave(known.ref);
    return {};
  },
  destroyConnection: leave,
  destroyContact: (call, { contactId }) => leave(call, { contactId }),
  clearContact: clear,
  completeContact: clear,
  createAdditionalConnection: transfer,
  transferContact: transfer,
  addNewConnection(call, params) {
    const { ref } = requireStage(contactOf(call, params), "connected");
    if (isQueue(call, params["endpoint"]))
      throw new ApiError("InvalidParameterException", "a queue takes no part in a chat; transfer it there");
    const { agentId, displayName } = agentAt(call, params["endpoint"], ref);
    call.world.invite(ref.contactId, { agentId, displayName });
    return {};
  },
  createTransport(call, { transportType, participantId }) {
    if (transportType !== "chat_token")
      throw new ApiError("InvalidParameterException", "the only transport for pages is chat_token");
    const known = call.agent.contacts.find(({ ref }) => ref.participantId === participantId);
    if (!known) throw new ApiError("ContactNotFoundException", "the agent has no such participant");
    return issueConnectionToken(call, known.ref);
  },
  putAgentState({ agent }, { state, enqueueNextState }) {
    const next = findAgentState(textOf(fieldsOf(state)["name"]));
    if (!next) throw new ApiError("InvalidParameterException", "there is no such state");
    agent.setState(next, enqueueNextState === true);
    return {};
  },
  getEndpoints: ({ agents, agent, region }) => {
    const others = agents().filter((other) => other !== agent && other.tabs.size > 0);
    const { name, queueARN } = queueOf(region);
    return {
      endpoints: [
        ...others.map(({ agentId, displayName }) => ({
          ...endpointOf("agent", displayName, agentArn(region, agentId)),
          agentLogin: agentId,
        })),
        { ...endpointOf("queue", name, queueARN), queue: queueARN },
      ],
      nextToken: null,
    };
  },
  updateContactAttributes(call, params) {
    const known = contactOf(call, params);
    const added = Object.entries(fieldsOf(params["attributes"])).map(([name, value]) => [
      name,
      textOf(value),
    ]);
    const attributes = { ...known.attributes, ...(Object.fromEntries(added) as Record<string, string>) };
    call.agent.change(known, { attributes });
    return {};
  },
  getAgentSnapshot: ({ agent }) => ({ snapshot: agent.snapshot().snapshot }),
  getAgentConfiguration: ({ agent }) => ({ configuration: agent.snapshot().configuration }),
  getAgentPermissions: ({ agent }) => ({
    permissions: agent.snapshot().configuration.permissions,
    nextToken: null,
  }),
  getAgentStates: ({ agent }) => ({ states: agent.snapshot().configuration.agentStates, nextToken: null }),
  getRoutingProfileQueues: ({ agent }) => ({
    queues: agent.snapshot().configuration.routingProfile.queues,
    nextToken: null,
  }),
  sendClientLogs: nothing,
  notifyContactIssue: nothing,
  updateAgentConfiguration: nothing,
};

/**
 * Carries out a call of an agent's page.
 * @throws ApiError
 */
export function callApi(call: ApiCall, method: string, params: unknown): object {
  const run = entryOf(methods, method);
  if (!run) throw new ApiError("UnknownOperationException", "the emulator does not know this method");
  try {
    return run(call, fieldsOf(params));
  } catch (error) {
    if (!(error instanceof ChatRefused)) throw error;
    throw new ApiError("LimitExceededException", error.message);
  }
}
