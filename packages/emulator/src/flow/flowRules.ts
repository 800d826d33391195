import { z } from "zod";
import { AUTHENTICATION_OUTCOMES } from "../authentication/authenticationSession.js";
import { problemsOf } from "../config/problem.js";
import { milliseconds, view } from "../control/controlRules.js";
import { SYSTEM_EVENTS } from "../control/systemEvents.js";
import { interactiveRules } from "../samples/interactiveRules.js";
import { INTERACTIVE_SAMPLES } from "../samples/interactiveSamples.js";
import type { Flow, FlowFunction, ScriptedAgent } from "./flow.js";
import type { FlowAction, FlowStep } from "./flowStep.js";
import { HEARD_EVENTS } from "./heardEvents.js";
import { patternOf } from "./pattern.js";

const isPattern = (says: string): boolean => {
  try {
    patternOf(says);
    return true;
  } catch {
    return false;
  }
};

const text = z.string().min(1);
const person = z.enum(["agent", "customer"]);
/** A regular expression, as such or as text. */
export const pattern = z.union([
  z.string().refine(isPattern, { error: "expected a regular expression" }),
  z.custom<RegExp>((value) => value instanceof RegExp),
]);
const steps = z.lazy(() => z.array(step));

const joining = { agent: text.optional(), displayName: text.max(256).optional() };
const showing = {
  template: z.union([z.enum(INTERACTIVE_SAMPLES), interactiveRules]).optional(),
  view: z.union([text.max(500), view]).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
};
const trigger = {
  says: pattern.optional(),
  event: z.enum(HEARD_EVENTS).optional(),
  by: person.optional(),
  silentForMs: milliseconds.optional(),
};
const patience = { timeoutMs: milliseconds.optional(), onTimeout: steps.optional() };

/** A step of one kind: its members beside `do` and `afterMs`, and those of which it has exactly one. */
function kind(shape: z.ZodRawShape, oneOf: readonly string[] = []): z.ZodType {
  const members = z.strictObject({ do: z.string(), afterMs: milliseconds.optional(), ...shape });
  if (oneOf.length === 0) return members;
  const isOne = (step: object) =>
    Object.entries(step).filter(([name, value]) => oneOf.includes(name) && value !== undefined).length === 1;
  return members.refine(isOne, {
    error: `expected exactly one of ${oneOf.join(", ")}`,
  });
}

const kinds: { readonly [Do in FlowAction["do"]]: z.ZodType } = {
  say: kind({
    content: text,
    contentType: text.max(100).optional(),
    as: z.enum(["flow", "bot", "agent", "customer"]).optional(),
    visibleTo: z.enum(["AGENT", "CUSTOMER"]).optional(),
  }),
  type: kind({ as: person }),
  ask: kind(
    {
      content: text.optional(),
      choices: z.array(text).min(1).max(10).optional(),
      ...showing,
      ...patience,
      answers: z.array(z.strictObject({ says: pattern, steps })).optional(),
      otherwise: steps.optional(),
    },
    ["content", "template", "view"],
  ),
  until: kind({ ...trigger, ...patience }, ["says", "event", "silentForMs"]),
  on: kind({ ...trigger, steps, times: z.int().min(1).optional() }, ["says", "event", "silentForMs"]),
  show: kind(showing, ["template", "view"]),
  stream: kind({
    chunks: z.union([text, z.array(text).min(1)]),
    delayMs: milliseconds.optional(),
    contentType: text.max(100).optional(),
  }),
  authenticate: kind({
    timeoutMs: milliseconds.optional(),
    outcomes: z.partialRecord(z.enum(AUTHENTICATION_OUTCOMES), steps).optional(),
  }),
  attach: kind({
    file: z.enum(["picture", "text"]),
    as: person,
    verdict: z.enum(["approve", "reject"]).optional(),
  }),
  event: kind({
    event: z.enum(SYSTEM_EVENTS),
    as: person.optional(),
    displayName: text.max(256).optional(),
  }),
  agentJoins: kind(joining),
  agentLeaves: kind({}),
  transfer: kind(joining),
  wait: kind({ ms: milliseconds }),
  idleAfter: kind({ idleMs: milliseconds, disconnectMs: milliseconds.optional() }),
  play: kind({ flow: text }),
  afterwards: kind({ flow: text }),
  queue: kind({}),
  disconnect: kind({}),
};

const rulesOf = (value: unknown): z.ZodType => {
  if (typeof value === "string") return text;
  const { do: given } = Object(value) as { readonly do?: unknown };
  if (typeof given === "string" && Object.hasOwn(kinds, given)) return kinds[given as FlowAction["do"]];
  return z.object(
    { do: z.enum(Object.keys(kinds)) },
    { error: 'expected a text or a step such as {"do": "say", "content": "Hello"}' },
  );
};

const step = z.custom<FlowStep>().superRefine((value, context) => {
  const { error } = rulesOf(value).safeParse(value);
  for (const { path, message } of error ? problemsOf(error) : [])
    context.addIssue({ code: "custom", path: [...path], message });
});

const flow: z.ZodType<Flow> = z.union([
  z.custom<FlowFunction>((value) => typeof value === "function", {
    error: "expected a list of steps or a function",
  }),
  steps,
]);

const scriptedAgent: z.ZodType<ScriptedAgent> = z.strictObject({
  displayName: text.max(256),
  role: z.enum(["AGENT", "CUSTOM_BOT"]).optional(),
  joinsAfterMs: milliseconds.optional(),
  flow: flow.optional(),
});

/** The flows and agents of the options. */
export const flowRules = {
  flows: z.record(text, flow),
  agents: z.record(text.max(256), scriptedAgent),
} as const;
