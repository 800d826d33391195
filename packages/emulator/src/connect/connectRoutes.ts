import { Hono } from "hono";
import type { Context } from "hono";
import type { AppEnv } from "../appEnv.js";
import type { RequestRecord } from "../requestLog.js";
import { runConnectOperation } from "./connectOperation.js";
import type { ConnectCall, ConnectOperation, ConnectOperationName } from "./connectOperation.js";
import { createParticipant } from "./createParticipant.js";
import { createPersistentContactAssociation } from "./createPersistentContactAssociation.js";
import { startChatContact } from "./startChatContact.js";
import { stopContact } from "./stopContact.js";
import { updateParticipantRoleConfig } from "./updateParticipantRoleConfig.js";

export interface ConnectRouteParts {
  readonly context: Omit<ConnectCall, "origin">;
  readonly reportRequest: (context: Context<AppEnv>) => void;
  readonly record: (context: Context<AppEnv>, call: Omit<RequestRecord, "at">) => void;
  /** Answers with what was thrown. */
  readonly refuse: (context: Context<AppEnv>, error: unknown) => Response;
}

/** The operations of the Connect API that a site's backend calls. */
export function createConnectRoutes(parts: ConnectRouteParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();

  const add = <Input>(name: ConnectOperationName, operation: ConnectOperation<Input>) => {
    const { method, path } = operation;
    routes.on(method, path, (context) => {
      parts.reportRequest(context);
      const call: ConnectCall = { ...parts.context, origin: new URL(context.req.url).origin };
      let response: Response;
      try {
        const { body } = context.var;
        response = context.json(runConnectOperation(operation, call, { body, members: context.req.param() }));
      } catch (error) {
        response = parts.refuse(context, error);
      }
      parts.record(context, { operation: name, method, path, status: response.status });
      return response;
    });
  };

  add("StartChatContact", startChatContact);
  add("StopContact", stopContact);
  add("CreateParticipant", createParticipant);
  add("CreatePersistentContactAssociation", createPersistentContactAssociation);
  add("UpdateParticipantRoleConfig", updateParticipantRoleConfig);
  return routes;
}
