import type { FlowChat } from "./flowChat.js";
import type { FlowSteps } from "./flowStep.js";

/** A contact flow as code: it ends when its promise settles. */
export type FlowFunction = (chat: FlowChat) => unknown;

/** What a chat goes through: steps, one after the other, or code. */
export type Flow = FlowSteps | FlowFunction;

/** An agent, or a custom bot, that acts by itself. */
export interface ScriptedAgent {
  readonly displayName: string;
  /** @defaultValue "AGENT" */
  readonly role?: "AGENT" | "CUSTOM_BOT";
  /** Takes chats from the queue, so many milliseconds after they came there; the first such agent does. @defaultValue takes none */
  readonly joinsAfterMs?: number;
  /** What the agent does in each chat, until it leaves; who speaks is the agent unless a step says otherwise. */
  readonly flow?: Flow;
}

/** Flows by name: a ContactFlowId, the attribute `scenario`, or the name that a step gives. */
export type Flows = Readonly<Record<string, Flow>>;
export type ScriptedAgents = Readonly<Record<string, ScriptedAgent>>;
