import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { ConnectionDetails, GetConnectionToken } from "../credentials/connectionDetails.js";

/** The two kinds of session. */
export const SessionTypes = { AGENT: "AGENT", CUSTOMER: "CUSTOMER" } as const;
export type SessionType = (typeof SessionTypes)[keyof typeof SessionTypes];

/**
 * Who joins which chat, as StartChatContact (PascalCase) or a page of its own (camelCase) names it.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export interface ChatDetailsInput {
  readonly contactId?: string | undefined;
  readonly ContactId?: string | undefined;
  /** The first contact of the session. Defaults to the contact id. */
  readonly initialContactId?: string | undefined;
  readonly InitialContactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly ParticipantId?: string | undefined;
  /** Good for CreateParticipantConnection only. A customer needs it. */
  readonly participantToken?: string | null | undefined;
  readonly ParticipantToken?: string | null | undefined;
  /** Agents: resolves with a connection token. Streams provides it. */
  readonly getConnectionToken?: GetConnectionToken | undefined;
  readonly GetConnectionToken?: GetConnectionToken | undefined;
}

/** A session's ids and credentials. Every event carries them: do not log them. */
export interface ChatDetails {
  readonly initialContactId: string;
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken?: string | undefined;
  /** Undefined until `connect()` has got them; renewed with each token. */
  readonly connectionDetails?: ConnectionDetails | undefined;
}

/** Options of one session. */
export interface ChatSessionOptions {
  /** AWS region of the Connect instance. Also becomes the region of later sessions that name none. @defaultValue `"us-west-2"` */
  readonly region?: string | undefined;
}

interface SessionArgs {
  readonly chatDetails: ChatDetailsInput;
  readonly options?: ChatSessionOptions | undefined;
}
export interface CustomerChatSessionArgs extends SessionArgs {
  readonly type: "CUSTOMER";
  /** Collects no client-side metrics for this session. @defaultValue `false` */
  readonly disableCSM?: boolean | undefined;
}
export interface AgentChatSessionArgs extends SessionArgs {
  readonly type?: "AGENT" | undefined;
  /** `connect.core.getWebSocketManager()` of Streams, or `WebSocketManager.create()`. */
  readonly websocketManager: ChatWebSocketManager;
}
export type ChatSessionArgs = CustomerChatSessionArgs | AgentChatSessionArgs;
