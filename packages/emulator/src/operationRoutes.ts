import { HEADERS, OPERATIONS } from "@amazon-connect-chat/protocol";
import type { OperationName } from "@amazon-connect-chat/protocol";
import type { Context, Hono } from "hono";
import { calledOrigin } from "./access/calledOrigin.js";
import { answerCall } from "./answerCall.js";
import type { CallParts } from "./answerCall.js";
import type { AppEnv } from "./appEnv.js";
import { bearerSubject } from "./faults/faultSubjects.js";
import { runOperation } from "./operations/runOperation.js";
import type { OperationContext } from "./operations/runOperation.js";

export interface OperationRouteParts extends CallParts {
  readonly context: OperationContext;
  /** Answers with what was thrown. */
  readonly refuse: (context: Context<AppEnv>, error: unknown) => Response;
}

/** Adds a route for each operation of the service. */
export function addOperationRoutes(app: Hono<AppEnv>, parts: OperationRouteParts): void {
  const { context: operationContext, refuse } = parts;
  for (const [name, { method, path }] of Object.entries(OPERATIONS))
    app.on(method, path.replace(/\{(\w+)\}/, ":$1"), (context) => {
      const operation = name as OperationName;
      const bearer = context.req.header(HEADERS.bearer);
      return answerCall(context, parts, {
        operation,
        method,
        path,
        subject: () => bearerSubject(operationContext.world, bearer),
        perform() {
          const { body } = context.var;
          return runOperation(operation, operationContext, {
            bearer,
            body,
            members: context.req.param(),
            origin: calledOrigin(context.req.url, context.req.header("x-forwarded-proto")),
          });
        },
        refuse: (error) => refuse(context, error),
      });
    });
}
