import { ChatSession, LogLevel } from "amazon-connect-chatjs";
import { readBackend } from "./backend.js";
import type { Backend } from "./backend.js";

/** Finds where this page's chats take place, and tells the library. */
export function useBackend(): Backend {
  const backend = readBackend(document.documentElement.dataset, location.origin);
  ChatSession.setGlobalConfig({
    region: backend.region,
    ...(backend.endpoint !== undefined && { endpoint: backend.endpoint }),
    loggerConfig: { level: LogLevel.WARN },
    // Both sides are in sight here: let receipts come while one looks.
    throttleTime: 1_000,
  });
  return backend;
}
