import { z } from "zod";
import { ccpAgent, ccpReport, ccpRequest, list } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";

/** The agents' CCPs. */
export const ccpRoutes = [
  controlRoute("GET /ccp", {
    name: "ccp.url",
    summary: "What `initCCP` of amazon-connect-streams takes as `ccpUrl`; null when no CCP is served.",
    answer: z.object({ ccpUrl: z.string().nullable() }),
    run: ({ control }) => ({ ccpUrl: control.ccp.url() ?? null }),
  }),
  controlRoute("GET /ccp/agents", {
    name: "ccp.listAgents",
    summary: "The agents who have, or had, a CCP open.",
    answer: z.object({ agents: list(ccpAgent) }),
    run: ({ control }) => ({ agents: control.ccp.listAgents() }),
  }),
  controlRoute("POST /ccp/agents/{agentId}/state", {
    name: "ccp.setState",
    summary: "Makes an agent Available, Break or Offline.",
    body: controlRules.ccpState,
    refuses: ["NotFound"],
    run: ({ control }, { agentId, name }) => control.ccp.setState(agentId, name),
  }),
  controlRoute("POST /ccp/agents/{agentId}/websocket/lose", {
    name: "ccp.loseWebSocket",
    summary: "Cuts the socket of the agent's chats, and keeps it so.",
    refuses: ["NotFound"],
    run: ({ control }, { agentId }) => control.ccp.loseWebSocket(agentId),
  }),
  controlRoute("POST /ccp/agents/{agentId}/websocket/gain", {
    name: "ccp.gainWebSocket",
    summary: "Opens the socket of the agent's chats again.",
    body: controlRules.ccpGain,
    refuses: ["NotFound"],
    run: ({ control }, { agentId, announced }) => control.ccp.gainWebSocket(agentId, announced),
  }),
  controlRoute("GET /ccp/requests", {
    name: "ccp.requests",
    summary: "The latest calls of agents' pages, oldest first.",
    answer: z.object({ requests: list(ccpRequest) }),
    run: ({ control }) => ({ requests: control.ccp.requests() }),
  }),
  controlRoute("GET /ccp/metrics", {
    name: "ccp.metrics",
    summary: "The latest metrics that agents' pages broadcast, oldest first; they may hold tokens.",
    answer: z.object({ metrics: list(ccpReport) }),
    run: ({ control }) => ({ metrics: control.ccp.metrics() }),
  }),
  controlRoute("GET /ccp/logs", {
    name: "ccp.logs",
    summary: "The latest log entries that agents' pages broadcast, oldest first.",
    answer: z.object({ logs: list(ccpReport) }),
    run: ({ control }) => ({ logs: control.ccp.logs() }),
  }),
] as const;
