/** A state that an agent can choose. */
export interface AgentState {
  readonly name: string;
  readonly type: "routable" | "not_routable" | "offline";
}

/** The states that an agent can choose. */
export const agentStates = [
  { name: "Available", type: "routable" },
  { name: "Break", type: "not_routable" },
  { name: "Offline", type: "offline" },
] as const satisfies readonly AgentState[];

export const available: AgentState = agentStates[0];

export const findAgentState = (name: string): AgentState | undefined =>
  agentStates.find((state) => state.name === name);
