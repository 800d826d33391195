import type { Problem } from "../config/problem.js";
import type { Flow, Flows, ScriptedAgents } from "./flow.js";
import { readyFlows } from "./readyFlows.js";

type Path = readonly PropertyKey[];

/** A name that a step gives, and of what it is. */
interface NamedInStep {
  readonly kind: "flow" | "agent";
  readonly name: string;
  readonly path: Path;
}

const membersWithNames = {
  play: "flow",
  afterwards: "flow",
  agentJoins: "agent",
  transfer: "agent",
} as const;

/** What is shown is no step, whatever it looks like. */
const isShown = (key: string) => ["template", "view", "data"].includes(key);

/** The names in steps, and in the steps within them. Of code none are known. */
function namesIn(value: unknown, path: Path): readonly NamedInStep[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => namesIn(each, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  const step = value as Readonly<Record<string, unknown>>;
  const kind =
    typeof step["do"] === "string" && Object.hasOwn(membersWithNames, step["do"])
      ? membersWithNames[step["do"] as keyof typeof membersWithNames]
      : undefined;
  const name = kind && step[kind];
  return [
    ...(kind && typeof name === "string" ? [{ kind, name, path: [...path, kind] }] : []),
    ...Object.entries(step)
      .filter(([key]) => !isShown(key))
      .flatMap(([key, member]) => namesIn(member, [...path, key])),
  ];
}

/** Flows and agents that steps name and that do not exist, with the names that do. */
export function unknownNames({
  flows = {},
  agents = {},
}: {
  readonly flows?: Flows | undefined;
  readonly agents?: ScriptedAgents | undefined;
}): readonly Problem[] {
  const known = {
    flow: Object.keys({ ...readyFlows, ...flows }),
    agent: Object.keys(agents),
  };
  const places: readonly (readonly [Flow | undefined, Path])[] = [
    ...Object.entries(flows).map(([name, flow]) => [flow, ["flows", name]] as const),
    ...Object.entries(agents).map(([name, { flow }]) => [flow, ["agents", name, "flow"]] as const),
  ];
  return places
    .flatMap(([flow, path]) => namesIn(flow, path))
    .filter(({ kind, name }) => !known[kind].includes(name))
    .map(({ kind, path }) => ({
      path,
      message: `expected the name of ${kind === "flow" ? "a flow" : "an agent"}; there are ${known[kind].join(", ") || "none"}`,
    }));
}
