import type { Settings } from "../options.js";
import type { Contact } from "../world/contact.js";
import type { Cast } from "./cast.js";
import type { Flow } from "./flow.js";

/** A flow, and what it is called. */
export interface NamedFlow {
  readonly name: string;
  readonly flow: Flow;
}

/** The flow for a contact that no name leads to another. */
const defaultName = "default";

/**
 * The flow that a new contact goes through: the one that its attribute `scenario` names, the one of its ContactFlowId, the one
 * called `default`, or the prompts of the options. Undefined when there is nothing to say.
 */
export function chooseFlow(
  { attributes, contactFlowId }: Contact,
  cast: Cast,
  { flow: { prompts, promptDelayMs }, logger }: Pick<Settings, "flow" | "logger">,
): NamedFlow | undefined {
  const { scenario } = attributes;
  if (scenario !== undefined && !cast.findFlow(scenario))
    logger.error(`unable to find the scenario that a chat names; there are ${cast.flowNames.join(", ")}`);
  for (const name of [scenario, contactFlowId, defaultName]) {
    const flow = cast.findFlow(name);
    if (name !== undefined && flow) return { name, flow };
  }
  if (prompts.length === 0) return undefined;
  return {
    name: defaultName,
    flow: [
      ...prompts.map((content) => ({ do: "say", content, afterMs: promptDelayMs }) as const),
      { do: "queue", afterMs: 0 },
    ],
  };
}
