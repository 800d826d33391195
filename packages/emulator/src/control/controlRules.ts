import { THROTTLED_OPERATIONS } from "../throttle/throttle.js";
import { z } from "zod";
import { faultRules } from "../faults/faultRules.js";
import { profileRules } from "../profiles/profileRules.js";
import { AUTHENTICATION_OUTCOMES } from "../authentication/authenticationSession.js";
import { checkRules } from "../operations/bodyRules.js";
import { ServiceError } from "../operations/serviceError.js";
import { RESPONSE_MODES } from "../world/contact.js";
import { REHYDRATION_TYPES } from "../world/persistentChat.js";
import { interactiveRules } from "../samples/interactiveRules.js";
import { INTERACTIVE_SAMPLES } from "../samples/interactiveSamples.js";
import { ControlError } from "./controlError.js";
import { SYSTEM_EVENTS } from "./systemEvents.js";

const id = z.string().min(1).max(256);
const contentType = z.string().min(1).max(100);
/** As long as a timer takes. */
export const milliseconds = z.int().min(0).max(2_147_483_647).describe("milliseconds");
/** A view of the service. */
export const view = z.object({
  Id: z
    .string()
    .max(500)
    .regex(/^[\w\-:/$]+$/),
  Arn: z.string().optional(),
  Name: z.string().min(1).max(255).optional(),
  Version: z.int().optional(),
  Content: z
    .object({
      InputSchema: z.string().optional(),
      Template: z.string().optional(),
      Actions: z.array(z.string().min(1).max(255)).optional(),
    })
    .optional(),
});

const roleTimers = z.strictObject({ idleMs: milliseconds.optional(), disconnectMs: milliseconds.optional() });
const rate = z.number().min(0);

/** Codes that a close frame may carry. */
const closeCode = z
  .int()
  .min(1_000)
  .max(4_999)
  .refine((code) => code >= 3_000 || (code <= 1_014 && ![1_004, 1_005, 1_006].includes(code)), {
    message: "is no code that a close frame can carry",
  })
  .describe("of the close frame; 1001 unless given");

/** Bodies of the control API. */
export const controlRules = {
  chat: z.object({
    displayName: id,
    attributes: z.record(z.string(), z.string()).optional(),
    initialMessage: z.object({ contentType, content: z.string().min(1) }).optional(),
    contactFlowId: z.string().max(500).optional(),
    supportedContentTypes: z.array(contentType).optional(),
    durationMinutes: z.int().min(1).max(10_080).optional().describe("waiting included; 1500 unless given"),
    clientToken: z.string().min(1).max(500).optional().describe("a repeat gives the first chat"),
    persistentChat: z.object({ sourceContactId: id, rehydrationType: z.enum(REHYDRATION_TYPES) }).optional(),
    relatedContactId: id.optional(),
    responseMode: z.enum(RESPONSE_MODES).optional(),
    disconnectsAgentsOnExit: z.boolean().optional(),
  }),
  invite: z.object({ displayName: id, agentId: id, role: z.enum(["AGENT", "CUSTOM_BOT"]).optional() }),
  transfer: z.object({ participantId: id.optional(), displayName: id, agentId: id }),
  requeue: z.object({ participantId: id.optional() }),
  supervisor: z.object({ displayName: id, agentId: id }),
  barge: z.object({ isBarged: z.boolean().optional() }),
  timers: z.strictObject({ AGENT: roleTimers.optional(), CUSTOMER: roleTimers.optional() }),
  throttling: z.object({
    throttling: z.union([
      z.enum(["off", "published"]),
      z.partialRecord(z.enum(THROTTLED_OPERATIONS), z.strictObject({ perSecond: rate, burst: rate })),
    ]),
  }),
  advance: z.object({ ms: milliseconds }),
  message: z.object({
    participantId: id.optional(),
    voice: z.enum(["flow", "bot"]).optional().describe("whose message it is without a participantId"),
    content: z.string().min(1),
    contentType: contentType.optional(),
    visibleTo: z.enum(["AGENT", "CUSTOMER"]).optional(),
  }),
  interactive: z.object({ template: z.union([z.enum(INTERACTIVE_SAMPLES), interactiveRules]) }),
  view: z.object({
    view: z.union([z.string().min(1).max(500), view]),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  stream: z.object({
    chunks: z.array(z.string().min(1)).min(1).max(1_000),
    delayMs: milliseconds.optional(),
    contentType: contentType.optional(),
    completes: z.boolean().optional().describe("false: the whole never follows the pieces"),
  }),
  event: z.object({
    event: z.enum(SYSTEM_EVENTS),
    participantId: id.optional(),
    displayName: id.optional(),
  }),
  attachment: z.object({
    participantId: id,
    name: id,
    // It becomes a header of the download.
    contentType: z
      .string()
      .max(255)
      .regex(/^[\x20-\x7e]+$/, "must be a content type"),
    contentBase64: z.string().min(1),
  }),
  verdict: z.object({ verdict: z.enum(["approve", "reject"]) }),
  scanner: z.object({
    contactId: id.optional(),
    verdict: z.enum(["approve", "reject", "hold"]).optional(),
    delayMs: milliseconds.optional(),
  }),
  authentication: z.object({ timeoutMs: milliseconds.optional() }),
  authenticationEnd: z.object({ outcome: z.enum(AUTHENTICATION_OUTCOMES), displayName: id.optional() }),
  scenario: z.object({ scenario: z.string().min(1).max(256) }),
  typing: z.object({ participantId: id }),
  drop: z.object({
    contactId: id.optional(),
    participantId: id.optional(),
    agentId: id.optional(),
    how: z.enum(["close", "abort", "halfOpen"]).optional(),
    code: closeCode.optional(),
  }),
  expire: z.object({
    contactId: id.optional(),
    participantId: id.optional(),
    kind: z.enum(["participantToken", "connectionToken"]).optional(),
  }),
  fault: faultRules,
  profile: profileRules,
  ccpState: z.object({ name: id }),
  ccpGain: z.object({ announced: z.boolean().optional() }),
} as const;

const unreadable = (reason: string) =>
  new ControlError("InvalidRequest", `unable to read the request; ${reason}`);

/**
 * What a value of the control API holds.
 * @throws ControlError (InvalidRequest) that names the member at fault
 */
export function readControlValue<Input>(value: unknown, rules: z.ZodType<Input>): Input {
  try {
    return checkRules(value, rules);
  } catch (error) {
    throw unreadable(error instanceof ServiceError ? (error.detail ?? error.message) : "it cannot be read");
  }
}

/** What a body of the control API holds; as `readControlValue` otherwise. */
export function readControlBody<Input>(body: string, rules: z.ZodType<Input>): Input {
  let value: unknown;
  try {
    value = body.trim() === "" ? {} : JSON.parse(body);
  } catch {
    throw unreadable("the body is not JSON");
  }
  return readControlValue(value, rules);
}
