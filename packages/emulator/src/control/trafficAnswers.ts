import { z } from "zod";
import type { FrameTraffic, RequestTraffic, SocketTraffic, TrafficDetail } from "../traffic/trafficEntry.js";
import { count, requestRecord, time } from "./controlAnswers.js";

const passage = {
  trafficId: count,
  at: time,
  contactId: z.string().optional(),
  participantId: z.string().optional(),
  agentId: z.string().optional(),
  contentType: z.string().optional().describe("of the message or event that it carries"),
};

const request: z.ZodType<RequestTraffic> = z
  .object({
    ...requestRecord.shape,
    ...passage,
    kind: z.literal("request"),
    durationMs: count,
  })
  .meta({ id: "RequestTraffic" });

const frame: z.ZodType<FrameTraffic> = z
  .object({
    ...passage,
    kind: z.literal("frame"),
    socketId: z.string(),
    direction: z.enum(["toClient", "toService"]),
    topic: z.string().optional(),
    length: count.describe("characters"),
  })
  .meta({ id: "FrameTraffic" });

const socket: z.ZodType<SocketTraffic> = z
  .object({
    ...passage,
    kind: z.literal("socket"),
    socketId: z.string().optional(),
    event: z.enum(["refused", "unanswered", "opened", "closed", "cut", "halfOpen", "gone"]),
    code: z.int().optional(),
    status: z.int().optional(),
  })
  .meta({ id: "SocketTraffic" });

const body = z.string().optional();

export const trafficDetail: z.ZodType<TrafficDetail> = z.object({
  entry: z.union([request, frame, socket]),
  bodies: z
    .object({ request: body, response: body, frame: body })
    .describe("tokens are masked, and what is long is cut"),
});
