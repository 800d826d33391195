import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { IsNetworkOnline } from "../connection/networkWatch.js";
import type {
  AgentChatSession,
  ChatController,
  ChatSessionMethods,
  CustomerChatSession,
} from "./chatSessionTypes.js";
import type { PartMethod, SomeParts } from "./parts.js";
import type { ChatDetailsInput } from "./sessionArgs.js";

/** What one session is made with. Nothing of it is shared with another session. */
export interface CustomerSessionOptions<Parts extends SomeParts = SomeParts> {
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
  readonly parts?: Parts | undefined;
}
export interface AgentSessionOptions<
  Parts extends SomeParts = SomeParts,
> extends CustomerSessionOptions<Parts> {
  /** `connect.core.getWebSocketManager()` of Streams, or `WebSocketManager.create()` of the package's root. */
  readonly websocketManager: ChatWebSocketManager;
}

/** What sessions of both kinds have. */
type Methods = Omit<ChatSessionMethods, PartMethod> &
  Pick<ChatController, "breakConnection" | "getConnectionStatus">;

/** A customer's session, and what its parts add: `AddedBy<[typeof attachments]>`, say. */
export type CustomerSession<Added = unknown> = Methods &
  Pick<CustomerChatSession, "disconnectParticipant"> &
  Added;

/** An agent's session, and what its parts add. */
export type AgentSession<Added = unknown> = Methods &
  Pick<AgentChatSession, "cleanUp" | "cleanUpOnParticipantDisconnect"> &
  Added;
