/** A state that an agent can choose, or is put into. */
export interface AgentState {
  readonly name: string;
  readonly type: "routable" | "not_routable" | "offline" | "error";
}

/** The states that an agent can choose. */
export const agentStates = [
  { name: "Available", type: "routable" },
  { name: "Break", type: "not_routable" },
  { name: "Offline", type: "offline" },
] as const satisfies readonly AgentState[];

export const available: AgentState = agentStates[0];

/** After a chat that was not taken: nothing is routed until it is cleared, or another state chosen. */
export const missedState: AgentState = { name: "MissedCallAgent", type: "error" };

export const findAgentState = (name: string): AgentState | undefined =>
  agentStates.find((state) => state.name === name);
