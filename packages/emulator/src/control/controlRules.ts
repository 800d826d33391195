import { z } from "zod";
import { faultRules } from "../faults/faultRules.js";
import { checkRules } from "../operations/bodyRules.js";
import { ServiceError } from "../operations/serviceError.js";
import { ControlError } from "./controlError.js";

const id = z.string().min(1).max(256);

/** Codes that a close frame may carry. */
const closeCode = z
  .int()
  .min(1_000)
  .max(4_999)
  .refine((code) => code >= 3_000 || (code <= 1_014 && ![1_004, 1_005, 1_006].includes(code)), {
    message: "is no code that a close frame can carry",
  });

/** Bodies of the control API. */
export const controlRules = {
  invite: z.object({ displayName: id, agentId: id }),
  message: z.object({
    participantId: id.optional(),
    content: z.string().min(1),
    contentType: z.string().min(1).max(100).optional(),
  }),
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
