import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { IsNetworkOnline } from "../connection/networkWatch.js";
import type {
  AgentChatSession,
  ChatController,
  ChatSessionMethods,
  CustomerChatSession,
} from "./chatSessionTypes.js";
import type { PartMethod, SessionPart } from "./partList.js";
import type { ChatDetailsInput } from "./sessionArgs.js";

/** What one session is made with. Nothing of it is shared with another session. */
export interface CustomerSessionOptions<Method extends PartMethod = PartMethod> {
  readonly chatDetails: ChatDetailsInput;
  /** AWS region of the Amazon Connect instance. @defaultValue `"us-west-2"` */
  readonly region?: string | undefined;
  /** Base URL of the participant service, absolute, with or without a path: for an emulator or a proxy. */
  readonly endpoint?: string | undefined;
  /** Appended to the user agent of each request. */
  readonly customUserAgentSuffix?: string | undefined;
  /** Is the network there? A hint for reconnects. @defaultValue what `navigator.onLine` says */
  readonly isNetworkOnline?: IsNetworkOnline | undefined;
  /** Milliseconds between two receipts of a kind, with the part `receipts`. @defaultValue 5000 */
  readonly throttleTime?: number | undefined;
  /** What the session can do beyond text. */
  readonly parts?: readonly SessionPart<Method>[] | undefined;
}
export interface AgentSessionOptions<
  Method extends PartMethod = PartMethod,
> extends CustomerSessionOptions<Method> {
  /** `connect.core.getWebSocketManager()` of Streams, or `WebSocketManager.create()` of the package's root. */
  readonly websocketManager: ChatWebSocketManager;
}

/** What sessions of both kinds have, and what their parts add. */
type Methods<Method extends PartMethod> = Omit<ChatSessionMethods, Exclude<PartMethod, Method>> &
  Pick<ChatController, "breakConnection" | "getConnectionStatus">;

/** A customer's session. */
export type CustomerSession<Method extends PartMethod = never> = Methods<Method> &
  Pick<CustomerChatSession, "disconnectParticipant">;

/** An agent's session. */
export type AgentSession<Method extends PartMethod = never> = Methods<Method> &
  Pick<AgentChatSession, "cleanUp">;
