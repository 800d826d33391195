import type { Hono } from "hono";
import type { AppEnv } from "../appEnv.js";
import type { Control } from "./control.js";
import { controlRules, readControlBody } from "./controlRules.js";

/** Adds the routes of the agents' CCPs. */
export function addCcpRoutes(routes: Hono<AppEnv>, { ccp }: Control): void {
  routes.get("/ccp", (context) => context.json({ ccpUrl: ccp.url() ?? null }));
  routes.get("/ccp/agents", (context) => context.json({ agents: ccp.listAgents() }));
  routes.post("/ccp/agents/:agentId/state", (context) => {
    ccp.setState(context.req.param("agentId"), readControlBody(context.var.body, controlRules.ccpState).name);
    return context.json({});
  });
  routes.post("/ccp/agents/:agentId/websocket/lose", (context) => {
    ccp.loseWebSocket(context.req.param("agentId"));
    return context.json({});
  });
  routes.post("/ccp/agents/:agentId/websocket/gain", (context) => {
    const { announced } = readControlBody(context.var.body, controlRules.ccpGain);
    ccp.gainWebSocket(context.req.param("agentId"), announced);
    return context.json({});
  });
  routes.get("/ccp/requests", (context) => context.json({ requests: ccp.requests() }));
  routes.get("/ccp/metrics", (context) => context.json({ metrics: ccp.metrics() }));
  routes.get("/ccp/logs", (context) => context.json({ logs: ccp.logs() }));
}
