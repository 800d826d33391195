import type { Agent } from "../ccp/agent.js";
import type { ContactStage } from "../ccp/agentContact.js";
import { findAgentState } from "../ccp/agentState.js";
import type { Ccp } from "../ccp/ccp.js";
import type { CcpReport, CcpRequest } from "../ccp/ccpLog.js";
import { ControlError } from "./controlError.js";

/** An agent who has, or had, a CCP open. */
export interface CcpAgentSummary {
  readonly agentId: string;
  readonly displayName: string;
  /** Name of the state, such as `Available`. */
  readonly state: string;
  /** How many CCP pages are open. */
  readonly tabs: number;
  readonly contacts: readonly {
    /** As the agent's page knows it. */
    readonly contactId: string;
    readonly participantId: string;
    readonly state: ContactStage;
  }[];
}

/** What tests and pages can see and do about the agents' CCPs. Methods that name an agent throw NotFound for one who never came. */
export interface CcpControl {
  /** What `initCCP` of amazon-connect-streams takes as `ccpUrl`; undefined when no CCP is served. */
  url(): string | undefined;
  listAgents(): readonly CcpAgentSummary[];
  /** Available, Break or Offline. */
  setState(agentId: string, name: string): void;
  /** Cuts the socket of the agent's chats, and keeps it so: pages hear `connection_lost`. */
  loseWebSocket(agentId: string): void;
  /**
   * Opens it again.
   * @param announced whether pages hear `connection_gain`; if not, only that their topics are subscribed
   */
  gainWebSocket(agentId: string, announced?: boolean): void;
  /** The latest 1000 calls of agents' pages, oldest first. */
  requests(): readonly CcpRequest[];
  /** The latest 1000 metrics that agents' pages broadcast, oldest first. They may hold tokens. */
  metrics(): readonly CcpReport[];
  /** The latest 1000 log entries that agents' pages broadcast, oldest first. */
  logs(): readonly CcpReport[];
}

const summarise = ({ agentId, displayName, state, tabs, contacts }: Agent): CcpAgentSummary => ({
  agentId,
  displayName,
  state: state.name,
  tabs: tabs.size,
  contacts: contacts.map(({ contactId, ref, stage }) => ({
    contactId,
    participantId: ref.participantId,
    state: stage,
  })),
});

export function createCcpControl(ccp: Ccp, url: CcpControl["url"]): CcpControl {
  const agentOf = (agentId: string): Agent => {
    const agent = ccp.findAgent(agentId);
    if (agent) return agent;
    throw new ControlError("NotFound", "unable to find the agent; no CCP of theirs has been opened");
  };
  return {
    url,
    listAgents: () => ccp.agents().map(summarise),
    setState(agentId, name) {
      const state = findAgentState(name);
      if (!state)
        throw new ControlError("InvalidRequest", "unable to set the state; there is none of that name");
      agentOf(agentId).setState(state, false);
    },
    loseWebSocket: (agentId) => agentOf(agentId).socket.lose(),
    gainWebSocket: (agentId, announced = true) => agentOf(agentId).socket.gain(announced),
    requests: () => [...ccp.log.requests],
    metrics: () => [...ccp.log.metrics],
    logs: () => [...ccp.log.logs],
  };
}
