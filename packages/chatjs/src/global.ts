import { createChatJS } from "./chatSession.js";
import { LogLevel } from "./config/logger.js";
import type { ChatWebSocketManager } from "./connection/chatConnection.js";
import { createBrowserPlatform } from "./platform/browserPlatform.js";
import { VERSION } from "./version.js";

const built = createChatJS(createBrowserPlatform());
const loadedAt = new Date();

/** What this build is. */
export const ChatJS = {
  version: VERSION,
  name: "amazon-connect-chatjs",
  source: "npm",
  repository: "git+https://github.com/amazon-connect/amazon-connect-chatjs.git",
  build: {
    /** When it was loaded. */
    get timestamp() {
      return loadedAt.toISOString();
    },
    environment: "production",
  },
} as const;

/** What an agent's session takes as its websocketManager. */
export type WebSocketManager = ChatWebSocketManager;
export const { ChatSession, LogManager, WebSocketManager } = built;
export const { csmService } = ChatSession;
export { LogLevel };

/**
 * Puts the library on `globalThis.connect`, where pages and amazon-connect-streams look for it. What is there stays, but for
 * `ChatJS`; the namespace itself is never replaced. // CP-01
 */
function register(): void {
  const scope = globalThis as { connect?: Record<string, unknown> };
  const connect = (scope.connect ??= {});
  const members = { ChatSession, LogManager, LogLevel, csmService, WebSocketManager };
  for (const [name, member] of Object.entries(members)) connect[name] ||= member;
  connect["ChatJS"] = ChatJS;
}
register();
