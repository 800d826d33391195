import { OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import { z } from "zod";
import { CONNECT_OPERATIONS } from "../connect/connectOperationName.js";
import { FILE_OPERATIONS } from "./faultRule.js";
import type { FaultRule, FaultSummary } from "./faultRule.js";

const longestMs = 2_147_483_647;
const id = z.string().min(1).max(256).optional();
// Times of the clock are whole: ids are made from them.
const durationMs = z.int().min(0).max(longestMs);
const status = z.int().min(400).max(599);

/** What every rule may say of when and whom it strikes. */
export const faultScope = {
  times: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  forMs: durationMs.optional(),
  contactId: id,
  participantId: id,
  agentId: id,
};

const operationNames = Object.keys(OPERATIONS) as readonly OperationName[];
/** The operation that a rule may be limited to. */
export const faultOperation = z
  .enum([...operationNames, ...CONNECT_OPERATIONS, ...FILE_OPERATIONS])
  .optional();
const when = z.enum(["before", "after"]).optional();
const delay = { ms: durationMs, jitterMs: durationMs.optional() };

/** A misspelt member must not make a fault that does something else. */
const fault = <const Kind extends string, Members extends z.core.$ZodLooseShape>(
  kind: Kind,
  members: Members,
) => z.strictObject({ kind: z.literal(kind), ...faultScope, ...members });

const faults = [
  fault("httpError", {
    operation: faultOperation,
    when,
    status,
    retryAfterSeconds: z.int().min(0).max(86_400).optional(),
    // It becomes a header.
    type: z
      .string()
      .regex(/^[\w.:#/-]{1,100}$/, "must be the name of an exception")
      .optional(),
  }),
  fault("dropResponse", { operation: faultOperation, when }),
  fault("latency", { operation: faultOperation, ...delay }),
  fault("hangResponse", { operation: faultOperation, when }),
  fault("invalidExpiry", { expiry: z.enum(["past", "missing", "unreadable"]) }),
  fault("refuseUpgrade", { status: status.optional() }),
  fault("hangHandshake", {}),
  fault("ignoreHeartbeats", {}),
  fault("ignorePings", {}),
  fault("refuseSubscriptions", {}),
  fault("ignoreSubscriptions", {}),
  fault("refuseTransport", {}),
  fault("duplicateFrames", { copies: z.int().min(1).max(10).optional() }),
  fault("delayFrames", delay),
  fault("reorderFrames", { window: z.int().min(2).max(100).optional() }),
  fault("dropFrames", {}),
] as const;

const kinds = faults.map(({ shape }) => shape.kind.value);

/** What a fault's rule may hold. */
export const faultRules: z.ZodType<FaultRule> = z.discriminatedUnion("kind", faults, {
  error: `must be one of ${kinds.join(", ")}`,
});

const seen = {
  faultId: z.string(),
  hits: z.int().min(0),
  profileId: z.string().optional().describe("of the profile that it is part of"),
};

/** An active fault: its rule, its id, and how often it has struck. */
export const faultSummary: z.ZodType<FaultSummary> = z
  .union(faults.map((rule) => rule.extend(seen)))
  .meta({ id: "Fault" });
