import { assertManager, attachToManager } from "../connection/chatConnection.js";
import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import { openOwnConnection } from "../connection/ownConnection.js";
import { fetchAgentDetails } from "../credentials/connectionDetails.js";
import type { Platform } from "../platform/platform.js";
import { createEarlyReceipts } from "./earlyReceipts.js";
import { createOwnSession } from "./ownSession.js";
import type {
  AgentSession,
  AgentSessionOptions,
  CustomerSession,
  CustomerSessionOptions,
} from "./ownSessionTypes.js";
import type { PartMethod } from "./partList.js";

export const customerSessionOn = <Method extends PartMethod>(
  platform: Platform,
  options: CustomerSessionOptions<Method>,
): CustomerSession<Method> =>
  createOwnSession(platform, options, {
    sessionType: "CUSTOMER",
    open: (log, ...args) =>
      openOwnConnection({ platform, log, isNetworkOnline: () => options.isNetworkOnline }, ...args),
  });

export function agentSessionOn<Method extends PartMethod>(
  platform: Platform,
  options: AgentSessionOptions<Method>,
): AgentSession<Method> {
  const { websocketManager = {} as ChatWebSocketManager } = (options as Partial<typeof options> | null) ?? {};
  assertManager(websocketManager);
  return createOwnSession(platform, options, {
    sessionType: "AGENT",
    early: createEarlyReceipts,
    fetchForAgent: fetchAgentDetails,
    open: (_log, _getTransport, listener) => ({ close: attachToManager(websocketManager, listener) }),
  });
}
