import type { Hono } from "hono";
import type { AppEnv } from "../appEnv.js";
import type { Control } from "./control.js";
import { controlRules, readControlBody } from "./controlRules.js";

/** Adds the routes of what happens in one chat, beyond messages and who takes part. */
export function addChatRoutes(routes: Hono<AppEnv>, control: Control): void {
  routes.post("/contacts/:contactId/transfer", (context) => {
    const transfer = readControlBody(context.var.body, controlRules.transfer);
    return context.json(control.transfer({ contactId: context.req.param("contactId"), ...transfer }));
  });
  routes.post("/contacts/:contactId/requeue", (context) => {
    const from = readControlBody(context.var.body, controlRules.requeue);
    return context.json(control.requeue({ contactId: context.req.param("contactId"), ...from }));
  });
  routes.post("/contacts/:contactId/supervisors", (context) => {
    const supervisor = readControlBody(context.var.body, controlRules.supervisor);
    return context.json(control.addSupervisor({ contactId: context.req.param("contactId"), ...supervisor }));
  });
  routes.post("/contacts/:contactId/participants/:participantId/barge", (context) => {
    const { contactId, participantId } = context.req.param();
    const barge = readControlBody(context.var.body, controlRules.barge);
    control.barge({ contactId, participantId, ...barge });
    return context.json({});
  });
  routes.post("/contacts/:contactId/timers", (context) => {
    const timers = readControlBody(context.var.body, controlRules.timers);
    control.setTimers({ contactId: context.req.param("contactId"), timers });
    return context.json({});
  });
  routes.post("/contacts/:contactId/interactive", (context) => {
    const question = readControlBody(context.var.body, controlRules.interactive);
    return context.json(control.sendInteractive({ contactId: context.req.param("contactId"), ...question }));
  });
  routes.post("/contacts/:contactId/views", (context) => {
    const { view, data } = readControlBody(context.var.body, controlRules.view);
    return context.json(control.showView({ contactId: context.req.param("contactId"), view, data }));
  });
  routes.post("/contacts/:contactId/stream", (context) => {
    const stream = readControlBody(context.var.body, controlRules.stream);
    return context.json(control.stream({ contactId: context.req.param("contactId"), ...stream }));
  });
  routes.post("/contacts/:contactId/events", (context) => {
    const event = readControlBody(context.var.body, controlRules.event);
    return context.json(control.sendEvent({ contactId: context.req.param("contactId"), ...event }));
  });
  routes.post("/contacts/:contactId/attachments", (context) => {
    const file = readControlBody(context.var.body, controlRules.attachment);
    return context.json(control.attach({ contactId: context.req.param("contactId"), ...file }));
  });
  routes.get("/contacts/:contactId/attachments", (context) =>
    context.json({ attachments: control.listAttachments(context.req.param("contactId")) }),
  );
  routes.post("/contacts/:contactId/attachments/:attachmentId/verdict", (context) => {
    const { contactId, attachmentId } = context.req.param();
    const { verdict } = readControlBody(context.var.body, controlRules.verdict);
    control.decideAttachment({ contactId, attachmentId, verdict });
    return context.json({});
  });
  routes.post("/contacts/:contactId/authentication", (context) => {
    const { timeoutMs } = readControlBody(context.var.body, controlRules.authentication);
    return context.json(
      control.startAuthentication({ contactId: context.req.param("contactId"), timeoutMs }),
    );
  });
  routes.post("/contacts/:contactId/authentication/end", (context) => {
    const end = readControlBody(context.var.body, controlRules.authenticationEnd);
    control.finishAuthentication({ contactId: context.req.param("contactId"), ...end });
    return context.json({});
  });
  routes.post("/contacts/:contactId/scenario", (context) => {
    const { scenario } = readControlBody(context.var.body, controlRules.scenario);
    control.startScenario(context.req.param("contactId"), scenario);
    return context.json({});
  });
}
