import { HEADERS, OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import type { Context, Hono } from "hono";
import type { AppEnv } from "./appEnv.js";
import { faultAnswer } from "./faults/faultAnswer.js";
import { bearerSubject } from "./faults/faultSubjects.js";
import type { FaultyCall, RequestFaults } from "./faults/requestFaults.js";
import { runOperation } from "./operations/runOperation.js";
import type { OperationContext } from "./operations/runOperation.js";
import { noStatus } from "./requestLog.js";
import type { RequestRecord } from "./requestLog.js";

export interface OperationRouteParts {
  readonly context: OperationContext;
  readonly faults: RequestFaults;
  readonly reportRequest: (context: Context<AppEnv>) => void;
  readonly record: (context: Context<AppEnv>, call: Omit<RequestRecord, "at">) => void;
  /** Answers with what was thrown. */
  readonly refuse: (context: Context<AppEnv>, error: unknown) => Response;
}

/** Adds a route for each operation of the service. */
export function addOperationRoutes(app: Hono<AppEnv>, parts: OperationRouteParts): void {
  const { context: operationContext, faults, record, refuse } = parts;

  const answer = async (name: OperationName, context: Context<AppEnv>): Promise<Response> => {
    const bearer = context.req.header(HEADERS.bearer);
    const { origin } = new URL(context.req.url);
    const call: FaultyCall = {
      operation: name,
      subject: () => bearerSubject(operationContext.world, bearer),
      signal: () => context.req.raw.signal,
    };
    return faults.answer(call, {
      perform() {
        try {
          const { body } = context.var;
          const members = context.req.param();
          const output = runOperation(name, operationContext, { bearer, body, members, origin });
          return context.json(faults.spoil(call, output));
        } catch (error) {
          return refuse(context, error);
        }
      },
      refuse(rule) {
        const { retryAfterSeconds } = rule;
        if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
        return refuse(context, faultAnswer(rule));
      },
    });
  };

  for (const [name, { method, path }] of Object.entries(OPERATIONS))
    app.on(method, path.replace(/\{(\w+)\}/, ":$1"), async (context) => {
      parts.reportRequest(context);
      const operation = name as OperationName;
      let status = noStatus;
      try {
        const response = await answer(operation, context);
        status = response.status;
        return response;
      } finally {
        record(context, { operation, method, path, status });
      }
    });
}
