import { z } from "zod";
import { originsRules } from "../access/originsRules.js";
import { flowRules } from "../flow/flowRules.js";
import { controlRules, view } from "../control/controlRules.js";
import { messageProcessingRules } from "../processing/processingOptions.js";
import { rangeOf, resolveOptions } from "../options.js";
import { profilesRules } from "../profiles/profileRules.js";

function amount(name: string): z.ZodType<number> {
  const { most, inWords } = rangeOf(name);
  return z.custom<number>((value) => typeof value === "number" && value >= 0 && value <= most, {
    error: `expected ${inWords}`,
  });
}

/** What an option may be, by its name and default. */
function ruleLike(name: string, value: unknown): z.ZodType {
  if (typeof value === "number") return amount(name);
  if (typeof value === "boolean") return z.boolean();
  if (typeof value === "string") return z.string();
  return Array.isArray(value) ? z.array(z.string()) : z.record(z.string(), z.unknown());
}

const rulesLike = (defaults: object): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, ruleLike(name, value).optional()]),
  );

const group = (defaults: object, more: z.ZodRawShape = {}) =>
  z.strictObject({ ...rulesLike(defaults), ...more }).optional();

// From the defaults, so that an option is added in one place.
const defaults = resolveOptions({});
const { flow, attachments, authentication, ccp, limits } = defaults;
const ofTheProgram = new Set(["clock", "logger", "onRequest", "configFile"]);
const plain = Object.fromEntries(Object.entries(defaults).filter(([name]) => !ofTheProgram.has(name)));

/** What a configuration file may hold. */
export const configRules = z.strictObject({
  ...rulesLike(plain),
  seed: z.int().optional(),
  data: z.string().min(1).optional(),
  throttling: controlRules.throttling.shape.throttling.optional(),
  flow: group(flow, { timers: controlRules.timers.optional() }),
  attachments: group(attachments, { verdict: controlRules.scanner.shape.verdict }),
  authentication: group(authentication),
  ccp: group(ccp),
  messageProcessing: messageProcessingRules.optional(),
  limits: group(limits),
  profiles: profilesRules.optional(),
  allowedOrigins: originsRules.optional(),
  views: z.array(view).optional(),
  flows: flowRules.flows.optional(),
  agents: flowRules.agents.optional(),
});
