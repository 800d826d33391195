import { ControlError } from "../control/controlError.js";
import type { Flow, Flows, ScriptedAgent, ScriptedAgents } from "./flow.js";
import type { Joining } from "./flowStep.js";
import { readyFlows } from "./readyFlows.js";

/** Who an agent is in a chat. */
export interface AgentIdentity {
  readonly displayName: string;
  readonly agentId: string;
  readonly role: "AGENT" | "CUSTOM_BOT";
}

/** The flows and agents that there are; all methods but `findFlow` throw a ControlError (NotFound) for an unknown name. */
export interface Cast {
  readonly flowNames: readonly string[];
  findFlow(name: string | undefined): Flow | undefined;
  flowNamed(name: string): Flow;
  agentNamed(name: string): ScriptedAgent;
  identityOf(joining: Joining): AgentIdentity;
  /** The name and script of the agent who takes chats from the queue. */
  readonly queueAgent: readonly [name: string, agent: ScriptedAgent] | undefined;
}

const agentIdOf = (displayName: string) => displayName.toLowerCase().replaceAll(" ", "-");

/** The flows and agents of the options, and the ready flows. Later changes of the options do not change it. */
export function createCast(given: { readonly flows: Flows; readonly agents: ScriptedAgents }): Cast {
  const flows = new Map<string, Flow>(Object.entries({ ...readyFlows, ...given.flows }));
  const agents = new Map(Object.entries(given.agents));

  const find = <Value>(kind: string, values: ReadonlyMap<string, Value>, name: string): Value => {
    const value = values.get(name);
    if (value === undefined)
      throw new ControlError(
        "NotFound",
        `unable to find the ${kind} ${name}; there are ${[...values.keys()].join(", ") || "none"}`,
      );
    return value;
  };
  const agentNamed = (name: string) => find("agent", agents, name);

  return {
    flowNames: [...flows.keys()],
    findFlow: (name) => (name === undefined ? undefined : flows.get(name)),
    flowNamed: (name) => find("flow", flows, name),
    agentNamed,
    identityOf({ agent, displayName }) {
      const scripted = agent === undefined ? undefined : agentNamed(agent);
      const name = displayName ?? scripted?.displayName ?? "Robin";
      return { displayName: name, agentId: agent ?? agentIdOf(name), role: scripted?.role ?? "AGENT" };
    },
    queueAgent: [...agents].find(([, { joinsAfterMs }]) => joinsAfterMs !== undefined),
  };
}
