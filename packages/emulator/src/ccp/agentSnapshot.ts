import { findParticipant, isOver } from "../world/contact.js";
import type { Contact, Participant } from "../world/contact.js";
import { isLive } from "./agentContact.js";
import type { AgentContact } from "./agentContact.js";
import { agentStates } from "./agentState.js";
import type { AgentState } from "./agentState.js";

const account = "111122223333";
const instanceId = "0a1b2c3d-0000-4000-8000-00000000c0de";

/** Who an agent is, and where. */
export interface AgentIdentity {
  readonly agentId: string;
  readonly displayName: string;
}

const arnOf = (region: string, resource: string): string =>
  `arn:aws:connect:${region}:${account}:instance/${instanceId}/${resource}`;

/** The ARN of an agent, and of the quick connect that leads to it. */
export const agentArn = (region: string, agentId: string): string => arnOf(region, `agent/${agentId}`);

const stateArn = (region: string, { name }: AgentState): string =>
  arnOf(region, `agent-state/${name.toLowerCase()}`);

/** The one queue, as a page knows it. */
export const queueOf = (region: string) => ({
  name: "BasicQueue",
  queueARN: arnOf(region, "queue/basic-queue"),
  queueId: arnOf(region, "queue/basic-queue"),
});

/** The queue of what is for one agent alone. */
const ownQueueOf = (region: string, agentId: string) => {
  const arn = arnOf(region, `queue/agent/${agentId}`);
  return { name: null, queueARN: arn, queueId: arn };
};

/** A state with its members under both names that pages read. */
const stateSince = (state: AgentState, sinceMs: number, region: string) => ({
  ...state,
  agentStateARN: stateArn(region, state),
  startTimestamp: new Date(sinceMs),
});

const dated = (type: string, ms: number) => {
  const state = { type, timestamp: new Date(ms) };
  return { state, status: state };
};

/** The parts of an agent that a page sees. */
export interface AgentView extends AgentIdentity {
  readonly state: AgentState;
  readonly stateSinceMs: number;
  readonly nextState: AgentState | undefined;
  readonly contacts: readonly { readonly known: AgentContact; readonly contact: Contact }[];
}

export interface SnapshotPlace {
  readonly region: string;
  readonly concurrency: number;
  readonly nowMs: number;
}

const connectionStates: Readonly<Record<AgentContact["stage"], string>> = {
  connecting: "connecting",
  connected: "connected",
  ended: "disconnected",
  missed: "disconnected",
  rejected: "disconnected",
};

const otherConnection = (participant: Participant, contact: Contact, sinceMs: number) => {
  const isCustomer = participant.role === "CUSTOMER";
  const isIn = participant.state === "CONNECTED" && !isOver(contact);
  const endpoint = {
    type: isCustomer ? "phone_number" : "agent",
    name: participant.displayName,
    phoneNumber: null,
  };
  return {
    connectionId: participant.participantId,
    type: isCustomer ? "inbound" : "outbound",
    initial: isCustomer,
    endpoint,
    address: endpoint,
    ...dated(isIn ? "connected" : "disconnected", sinceMs),
  };
};

function connectionsOf(known: AgentContact, contact: Contact) {
  const { participantId } = known.ref;
  const own = {
    connectionId: participantId,
    type: "agent",
    initial: false,
    endpoint: null,
    address: null,
    ...dated(connectionStates[known.stage], known.sinceMs),
    chatMediaInfo: {
      chatAutoAccept: false,
      connectionData: JSON.stringify({ ConnectionAuthenticationToken: known.participantToken }),
      customerName: contact.customerName,
      agentName: findParticipant(contact, participantId)?.displayName,
    },
    softphoneMediaInfo: null,
  };
  const others = contact.participants.filter(
    ({ participantId: id, role, state }) =>
      id !== participantId && (role === "CUSTOMER" || (isLive(known) && state === "CONNECTED")),
  );
  return [own, ...others.map((other) => otherConnection(other, contact, known.sinceMs))];
}

const contactSnapshot = (known: AgentContact, contact: Contact, region: string, nowMs: number) => ({
  contactId: known.contactId,
  initialContactId: contact.initialContactId,
  relatedContactId: null,
  contactAssociationId: contact.initialContactId,
  type: "chat",
  ...dated(known.stage, known.sinceMs),
  queue: queueOf(region),
  queueTimestamp: new Date(contact.createdAtMs),
  attributes: Object.fromEntries(
    Object.entries({ ...contact.attributes, ...known.attributes }).map(([name, value]) => [
      name,
      { name, value },
    ]),
  ),
  references: {},
  contactDuration: nowMs - contact.createdAtMs,
  name: null,
  description: null,
  initiationMethod: known.contactId === contact.initialContactId ? "api" : "transfer",
  contactFeatures: {
    attachmentsEnabled: true,
    messagingMarkdownEnabled: contact.supportedContentTypes.includes("text/markdown"),
    multiPartyConferenceEnabled: true,
  },
  channelContext: { scheduledTime: null },
  segmentAttributes: { "connect:Subtype": { ValueString: "connect:Chat" } },
  customerEndpoint: null,
  connectSystemEndpoint: null,
  connections: connectionsOf(known, contact),
});

const configurationOf = ({ agentId, displayName }: AgentView, { region, concurrency }: SnapshotPlace) => ({
  name: displayName,
  username: agentId,
  agentARN: agentArn(region, agentId),
  softphoneEnabled: false,
  softphoneAutoAccept: false,
  extension: "",
  agentPreferences: { LANGUAGE: "en_US" },
  permissions: ["multiPartyConferencing"],
  dialableCountries: [],
  agentStates: agentStates.map((state) => ({ ...state, agentStateARN: stateArn(region, state) })),
  routingProfile: {
    name: "Basic Routing Profile",
    routingProfileARN: arnOf(region, "routing-profile/basic"),
    routingProfileId: arnOf(region, "routing-profile/basic"),
    defaultOutboundQueue: queueOf(region),
    queues: [queueOf(region), ownQueueOf(region, agentId)],
    channelConcurrencyMap: { CHAT: concurrency, VOICE: 0, TASK: 0 },
  },
});

/** What `agent::update` tells a page. */
export function makeSnapshot(agent: AgentView, place: SnapshotPlace) {
  const { region, nowMs } = place;
  const state = stateSince(agent.state, agent.stateSinceMs, region);
  const now = new Date(nowMs);
  return {
    snapshot: {
      state,
      status: state,
      nextState: agent.nextState ? stateSince(agent.nextState, agent.stateSinceMs, region) : null,
      // What the agent chose, whatever chats there are.
      agentAvailabilityState: { state: state.name, timeStamp: state.startTimestamp },
      snapshotTimestamp: now,
      localTimestamp: nowMs,
      skew: 0,
      contacts: agent.contacts.map(({ known, contact }) => contactSnapshot(known, contact, region, nowMs)),
    },
    configuration: configurationOf(agent, place),
  };
}
