/**
 * Sessions without globals, made of the parts that a page imports; see [the guide](../../../docs/session.md).
 * @module amazon-connect-chatjs/session
 */
import { createBrowserPlatform } from "./platform/browserPlatform.js";
import type {
  AgentSession,
  AgentSessionOptions,
  CustomerSession,
  CustomerSessionOptions,
} from "./session/ownSessionTypes.js";
import type { PartMethod } from "./session/partList.js";
import { agentSessionOn, customerSessionOn } from "./session/sessionOn.js";

/**
 * Creates a customer's session, which can chat in text; `parts` add the rest. Nothing is sent before `connect()`.
 * @throws IllegalArgumentError when an id is missing, or an option has the wrong type
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
 */
export const createCustomerSession = <Method extends PartMethod = never>(
  options: CustomerSessionOptions<Method>,
): CustomerSession<Method> => customerSessionOn(createBrowserPlatform(), options);

/**
 * Creates an agent's session on a manager of the page; `parts` add to it as to a customer's.
 * @throws IllegalArgumentError as `createCustomerSession`, or when the websocketManager is unusable
 */
export const createAgentSession = <Method extends PartMethod = never>(
  options: AgentSessionOptions<Method>,
): AgentSession<Method> => agentSessionOn(createBrowserPlatform(), options);

export {
  attachments,
  authentication,
  logTo,
  metrics,
  receipts,
  transcript,
  views,
} from "./session/partList.js";
export type { PartMethod, SessionPart } from "./session/partList.js";
export type {
  AgentSession,
  AgentSessionOptions,
  CustomerSession,
  CustomerSessionOptions,
} from "./session/ownSessionTypes.js";
export { ChatError, IllegalArgumentError, NoActiveConnectionError, ValueError } from "./errors.js";
export type { LogSink } from "./config/logger.js";
export type { ChatWebSocketManager } from "./connection/chatConnection.js";
export type { Envelope } from "./connection/frames.js";
export type { IsNetworkOnline } from "./connection/networkWatch.js";
export type {
  ChatTokenTransport,
  ConnectionDetails,
  GetConnectionToken,
} from "./credentials/connectionDetails.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { Unsubscribe } from "./lib/emitter.js";
export type { AttachmentFile, AttachmentProgress } from "./participant/attachments.js";
export { NetworkLinkStatus } from "./session/chatSessionTypes.js";
export type {
  Abortable,
  CancelParticipantAuthenticationArgs,
  ConnectChatResult,
  DescribeViewArgs,
  DescribeViewResult,
  DownloadAttachmentArgs,
  GetAttachmentURLArgs,
  GetAuthenticationUrlArgs,
  GetAuthenticationUrlResult,
  GetTranscriptArgs,
  GetTranscriptResult,
  ParticipantServiceResponse,
  SendAttachmentArgs,
  SendEventArgs,
  SendEventResponse,
  SendEventResult,
  SendMessageArgs,
  SendMessageReceiptArgs,
  SendMessageResult,
  WebSocketStatus,
  MetadataOption,
} from "./session/callTypes.js";
export type { ChatSessionMethods } from "./session/chatSessionTypes.js";
export type {
  ChatAuthenticationInitiatedEvent,
  ChatConnectionBrokenEvent,
  ChatConnectionEstablishedEvent,
  ChatConnectionEvent,
  ChatConnectionLostEvent,
  ChatEndedEvent,
  ChatEventMap,
  ChatItemEvent,
  ChatMessageEvent,
  ChatParticipantDisplayNameUpdatedEvent,
  ChatReceiptEvent,
  ChatSubscriptions,
  ChatTranscriptUpdatedEvent,
  ChatTypingEvent,
  Subscribe,
} from "./session/eventTypes.js";
export type { ChatDetails, ChatDetailsInput } from "./session/sessionArgs.js";
export type { EventName, SubscribeMethod } from "./session/eventNames.js";
export type {
  ChatAttachmentItem,
  ChatEventItem,
  ChatMessageItem,
  ChatReceiptItem,
  ItemMethod,
  ItemOf,
} from "./session/itemTypes.js";
export type { SubscribeOptions } from "./session/sessionEvents.js";
export type { MessageStatus, TranscriptItem } from "./transcript/transcriptStore.js";
export { eventContentType } from "@amazon-connect-chat/protocol";
export type {
  Attachment,
  AttachmentStatus,
  ChatItem,
  ContentType,
  EventContentType,
  EventType,
  MessageContentType,
  MessageMetadata,
  MessageProcessingStatus,
  ParticipantRole,
  Receipt,
  ScanDirection,
  SortOrder,
  View,
} from "@amazon-connect-chat/protocol";
