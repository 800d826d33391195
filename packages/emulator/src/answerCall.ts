import type { Context } from "hono";
import type { AppEnv } from "./appEnv.js";
import { faultAnswer } from "./faults/faultAnswer.js";
import type { FaultSubject } from "./faults/faultMatch.js";
import type { CallName } from "./faults/faultRule.js";
import type { RequestFaults } from "./faults/requestFaults.js";
import { noStatus } from "./requestLog.js";
import type { RequestRecord } from "./requestLog.js";

export interface CallParts {
  readonly faults: RequestFaults;
  readonly reportRequest: (context: Context<AppEnv>) => void;
  readonly record: (context: Context<AppEnv>, call: Omit<RequestRecord, "at">) => void;
}

/** A call of an operation with JSON. */
export interface RoutedCall {
  readonly operation: CallName;
  readonly method: string;
  /** As the route spells it. */
  readonly path: string;
  /** Whom it concerns, for the faults. */
  subject(): FaultSubject;
  /** Carries it out; its output. */
  perform(): object;
  /** Answers with what was thrown, or with a fault's error. */
  refuse(error: unknown): Response;
}

/**
 * Answers a call, when and if the faults let an answer come.
 * @throws ConnectionCut when there is none.
 */
export async function answerCall(
  context: Context<AppEnv>,
  { faults, reportRequest, record }: CallParts,
  { operation, method, path, subject, perform, refuse }: RoutedCall,
): Promise<Response> {
  reportRequest(context);
  const call = { operation, subject, signal: () => context.req.raw.signal };
  let status = noStatus;
  try {
    const response = await faults.answer(call, {
      perform() {
        try {
          return context.json(faults.spoil(call, perform()));
        } catch (error) {
          return refuse(error);
        }
      },
      refuse(rule) {
        const { retryAfterSeconds } = rule;
        if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
        return refuse(faultAnswer(rule));
      },
    });
    status = response.status;
    return response;
  } finally {
    record(context, { operation, method, path, status });
  }
}
