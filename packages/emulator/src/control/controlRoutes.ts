import { Hono } from "hono";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "../appEnv.js";
import { addCcpRoutes } from "./ccpRoutes.js";
import { addChatRoutes } from "./chatRoutes.js";
import type { ContactEvents } from "./contactEvents.js";
import type { Control } from "./control.js";
import { CONTROL_ERROR_STATUS, ControlError } from "./controlError.js";
import { controlRules, readControlBody } from "./controlRules.js";

const refuse = (context: Context, { code, message }: ControlError) =>
  context.json({ error: { code, message } }, CONTROL_ERROR_STATUS[code] satisfies ContentfulStatusCode);

/** The control API under `/control`. */
export function createControlRoutes(control: Control, events: ContactEvents): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const refOf = (contactId: string, participantId: string) => ({ contactId, participantId });

  routes.get("/contacts", (context) => context.json({ contacts: control.listContacts() }));
  routes.get("/contacts/:contactId", (context) =>
    context.json(control.getContact(context.req.param("contactId"))),
  );
  addChatRoutes(routes, control);
  addCcpRoutes(routes, control);
  routes.get("/events", () => events.open());
  routes.post("/contacts/:contactId/participants", (context) => {
    const agent = readControlBody(context.var.body, controlRules.invite);
    return context.json(control.inviteAgent({ contactId: context.req.param("contactId"), ...agent }));
  });
  routes.post("/contacts/:contactId/participants/:participantId/connection-token", (context) => {
    const { contactId, participantId } = context.req.param();
    return context.json(control.connectionToken(refOf(contactId, participantId)));
  });
  routes.post("/contacts/:contactId/participants/:participantId/leave", (context) => {
    const { contactId, participantId } = context.req.param();
    control.leave(refOf(contactId, participantId));
    return context.json({});
  });
  routes.post("/agents/:agentId/transport", (context) =>
    context.json(control.agentTransport(context.req.param("agentId"), new URL(context.req.url).origin)),
  );
  routes.post("/contacts/:contactId/messages", (context) => {
    const message = readControlBody(context.var.body, controlRules.message);
    return context.json(control.say({ contactId: context.req.param("contactId"), ...message }));
  });
  routes.post("/contacts/:contactId/typing", (context) => {
    const { participantId } = readControlBody(context.var.body, controlRules.typing);
    control.type(refOf(context.req.param("contactId"), participantId));
    return context.json({});
  });
  routes.post("/contacts/:contactId/end", (context) => {
    control.end(context.req.param("contactId"));
    return context.json({});
  });
  routes.get("/sockets", (context) => context.json({ sockets: control.listSockets() }));
  routes.post("/sockets/drop", (context) =>
    context.json({ dropped: control.dropSockets(readControlBody(context.var.body, controlRules.drop)) }),
  );
  routes.post("/tokens/expire", (context) =>
    context.json({ expired: control.expireTokens(readControlBody(context.var.body, controlRules.expire)) }),
  );
  routes.post("/faults", (context) =>
    context.json(control.injectFault(readControlBody(context.var.body, controlRules.fault))),
  );
  routes.get("/faults", (context) => context.json({ faults: control.listFaults() }));
  routes.delete("/faults", (context) => {
    control.clearFaults();
    return context.json({});
  });
  routes.delete("/faults/:faultId", (context) => {
    control.clearFault(context.req.param("faultId"));
    return context.json({});
  });
  routes.post("/scanner", (context) => {
    control.setScanner(readControlBody(context.var.body, controlRules.scanner));
    return context.json({});
  });
  routes.post("/throttling", (context) => {
    control.setThrottling(readControlBody(context.var.body, controlRules.throttling).throttling);
    return context.json({});
  });
  routes.post("/clock/advance", (context) =>
    context.json(control.advanceClock(readControlBody(context.var.body, controlRules.advance).ms)),
  );
  routes.get("/scenarios", (context) => context.json({ scenarios: control.listScenarios() }));
  routes.get("/requests", (context) => context.json({ requests: control.requests() }));
  routes.get("/metrics", (context) => context.json({ metrics: control.metrics() }));
  routes.all("*", (context) =>
    refuse(
      context,
      new ControlError("NotFound", "unable to find the route; see docs/emulator.md for the list"),
    ),
  );
  routes.onError((error, context) => {
    if (error instanceof ControlError) return refuse(context, error);
    throw error;
  });
  return routes;
}
