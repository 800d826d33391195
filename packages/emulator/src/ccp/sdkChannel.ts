import { entryOf, textOf } from "./ccpFrames.js";
import type { Fields } from "./ccpFrames.js";

const healthCheckIntervalMs = 10_000;

/** What the second channel can tell. */
export interface SdkPlace {
  readonly nowMs: () => number;
  readonly uuid: () => string;
  /** Answers to requests, by command. */
  readonly commands: Readonly<Record<string, () => object>>;
}

/**
 * The answer to a frame of the Amazon Connect SDK, which Streams 2.28 speaks through a port of its own; undefined for what gets none:
 * logs, metrics, subscriptions.
 */
export function answerSdk(frame: Fields, { nowMs, uuid, commands }: SdkPlace): Fields | undefined {
  switch (frame["type"]) {
    case "cross-domain-site-ready":
      return {
        type: "acknowledge",
        connectionId: uuid(),
        status: { initialized: true, startTime: new Date(nowMs()) },
        healthCheckInterval: healthCheckIntervalMs,
      };
    case "healthCheck":
      return { type: "healthCheckResponse", time: nowMs(), counter: 1 };
    case "request": {
      const { namespace, requestId, command, data } = frame;
      const run = entryOf(commands, textOf(command));
      const reply = { type: "response", namespace, requestId, isError: run === undefined };
      if (run) return { ...reply, data: run() };
      return {
        ...reply,
        errorKey: "handlerNotFound",
        reason: "The emulator does not know this command",
        details: { command, requestData: data },
      };
    }
    default:
      return undefined;
  }
}
