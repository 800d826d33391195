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
import type { AddedBy, SomeParts } from "./parts.js";

export const customerSessionOn = <const Parts extends SomeParts = []>(
  platform: Platform,
  options: CustomerSessionOptions<Parts>,
): CustomerSession<AddedBy<Parts>> =>
  createOwnSession(platform, options, {
    sessionType: "CUSTOMER",
    open: (world, log, ...args) =>
      openOwnConnection({ platform: world, log, isNetworkOnline: () => options.isNetworkOnline }, ...args),
  }) as unknown as CustomerSession<AddedBy<Parts>>;

export function agentSessionOn<const Parts extends SomeParts = []>(
  platform: Platform,
  options: AgentSessionOptions<Parts>,
): AgentSession<AddedBy<Parts>> {
  const given = options as Partial<typeof options> | null | undefined;
  const websocketManager = given?.websocketManager ?? ({} as ChatWebSocketManager);
  assertManager(websocketManager);
  return createOwnSession(platform, options, {
    sessionType: "AGENT",
    early: createEarlyReceipts,
    fetchForAgent: fetchAgentDetails,
    open: (_world, _log, _getTransport, listener) => ({
      close: attachToManager(websocketManager, listener, platform),
    }),
  }) as unknown as AgentSession<AddedBy<Parts>>;
}
