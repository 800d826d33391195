import { createRoutes } from "../createRoutes.js";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { calledOrigin } from "../access/calledOrigin.js";
import { answerCall } from "../answerCall.js";
import type { CallParts } from "../answerCall.js";
import type { AppEnv } from "../appEnv.js";
import type { FaultSubject } from "../faults/faultMatch.js";
import { toIsoTime } from "../isoTime.js";
import type { ServiceError } from "../operations/serviceError.js";
import { asConnectError, runConnectOperation } from "./connectOperation.js";
import type { ConnectCall, ConnectOperation } from "./connectOperation.js";
import type { ConnectOperationName } from "./connectOperationName.js";
import { createParticipant } from "./createParticipant.js";
import { createPersistentContactAssociation } from "./createPersistentContactAssociation.js";
import { proxyErrorBody } from "./proxyAnswer.js";
import { startChatContact } from "./startChatContact.js";
import { startChatByProxy } from "./startChatProxy.js";
import { stopContact } from "./stopContact.js";
import { updateParticipantRoleConfig } from "./updateParticipantRoleConfig.js";

export interface ConnectRouteParts extends CallParts {
  readonly context: Omit<ConnectCall, "origin">;
  /** What was thrown, in the words of a service. */
  readonly asServiceError: (error: unknown) => ServiceError;
  readonly answer: (context: Context<AppEnv>, error: ServiceError, body?: object) => Response;
}

const proxyPaths = ["/", "/start-chat", "/startChatContact", "/Prod", "/Prod/"];

const contactOfBody = z.object({ ContactId: z.string() });

/** Whom a call concerns; a chat that is being started has no id yet. */
function subjectOf(context: Context<AppEnv>): FaultSubject {
  const inPath = context.req.param("ContactId");
  if (inPath !== undefined) return { contactId: inPath };
  try {
    return { contactId: contactOfBody.parse(JSON.parse(context.var.body)).ContactId };
  } catch {
    return {};
  }
}

/** The operations of the Connect API that a site's backend calls, and the proxy that pages call. */
export function createConnectRoutes(parts: ConnectRouteParts): Hono<AppEnv> {
  const { asServiceError, answer } = parts;
  const routes = createRoutes();
  const callOf = (context: Context<AppEnv>): ConnectCall => ({
    ...parts.context,
    origin: calledOrigin(context.req.url, context.req.header("x-forwarded-proto")),
  });

  const add = <Input>(operation: ConnectOperationName, { method, path, ...rest }: ConnectOperation<Input>) =>
    routes.on(method, path, (context) =>
      answerCall(context, parts, {
        operation,
        method,
        path,
        subject: () => subjectOf(context),
        perform: () =>
          runConnectOperation(rest, callOf(context), {
            body: context.var.body,
            members: context.req.param(),
          }),
        refuse: (error) => answer(context, asServiceError(asConnectError(error))),
      }),
    );
  add("StartChatContact", startChatContact);
  add("StopContact", stopContact);
  add("CreateParticipant", createParticipant);
  add("CreatePersistentContactAssociation", createPersistentContactAssociation);
  add("UpdateParticipantRoleConfig", updateParticipantRoleConfig);

  routes.on("POST", proxyPaths, (context) => {
    context.header("Access-Control-Allow-Credentials", "true");
    return answerCall(context, parts, {
      operation: "StartChatContact",
      method: "POST",
      path: context.req.path,
      subject: () => ({}),
      perform: () => startChatByProxy(callOf(context), context.var.body),
      refuse(error) {
        const failure = asServiceError(asConnectError(error));
        const time = toIsoTime(parts.context.settings.clock.nowMs());
        return answer(context, failure, proxyErrorBody(failure, { requestId: context.var.requestId, time }));
      },
    });
  });
  return routes;
}
