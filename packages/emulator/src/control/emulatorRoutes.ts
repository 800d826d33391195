import { z } from "zod";
import { list, metricBatch, requestRecord, time, toldItem } from "./controlAnswers.js";
import { controlRoute } from "./controlRoute.js";
import { controlRules } from "./controlRules.js";

/** What concerns the emulator as a whole. */
export const emulatorRoutes = [
  controlRoute("GET /openapi.json", {
    name: "openapi",
    summary: "This description.",
    answer: z.record(z.string(), z.unknown()),
    run: ({ describe }) => describe(),
  }),
  controlRoute("GET /scenarios", {
    name: "listScenarios",
    summary: "Names of the flows that there are.",
    answer: z.object({ scenarios: list(z.string()) }),
    run: ({ control }) => ({ scenarios: control.listScenarios() }),
  }),
  controlRoute("GET /requests", {
    name: "requests",
    summary: "The latest operation calls, oldest first.",
    answer: z.object({ requests: list(requestRecord) }),
    run: ({ control }) => ({ requests: control.requests() }),
  }),
  controlRoute("GET /items", {
    name: "items",
    summary: "The latest items of all chats, oldest first, typing and receipts among them.",
    answer: z.object({ items: list(toldItem) }),
    run: ({ control }) => ({ items: control.items() }),
  }),
  controlRoute("GET /metrics", {
    name: "metrics",
    summary: "The latest batches of client-side metrics, oldest first.",
    answer: z.object({ metrics: list(metricBatch) }),
    run: ({ control }) => ({ metrics: control.metrics() }),
  }),
  controlRoute("POST /scanner", {
    name: "setScanner",
    summary: "What the scanner of attachments says from now on.",
    body: controlRules.scanner,
    refuses: ["NotFound", "Conflict"],
    run: ({ control }, rule) => control.setScanner(rule),
  }),
  controlRoute("POST /throttling", {
    name: "setThrottling",
    summary: "How many requests are let through from now on.",
    body: controlRules.throttling,
    run: ({ control }, { throttling }) => control.setThrottling(throttling),
  }),
  controlRoute("POST /clock/advance", {
    name: "advanceClock",
    summary: "Puts the clock forward: what falls due happens at once, in order.",
    body: controlRules.advance,
    answer: z.object({ now: time }),
    refuses: ["Conflict"],
    run: ({ control }, { ms }) => control.advanceClock(ms),
  }),
] as const;
