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
import type { AddedBy, PlainSession, SomeParts } from "./session/parts.js";
import { addPartsOn } from "./session/addParts.js";
import { agentSessionOn, customerSessionOn } from "./session/sessionOn.js";

/**
 * Creates a customer's session, which can chat in text; `parts` add the rest. Nothing is sent before `connect()`.
 * @throws IllegalArgumentError when an id is missing, or an option has the wrong type
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
 */
export const createCustomerSession = <const Parts extends SomeParts = []>(
  options: CustomerSessionOptions<Parts>,
): CustomerSession<AddedBy<Parts>> => customerSessionOn(createBrowserPlatform(), options);

/**
 * Creates an agent's session on a manager of the page; `parts` add to it as to a customer's.
 * @throws IllegalArgumentError as `createCustomerSession`, or when the websocketManager is unusable
 */
export const createAgentSession = <const Parts extends SomeParts = []>(
  options: AgentSessionOptions<Parts>,
): AgentSession<AddedBy<Parts>> => agentSessionOn(createBrowserPlatform(), options);

/**
 * Adds parts to a session that exists already: one of `ChatSession.create`, or one that Streams made. Call it before `connect()`
 * where the page can. Parts that stand between the session and the network cannot come late.
 * @returns the same session
 * @throws IllegalArgumentError for what is no session, or a part that must be passed when the session is made
 */
export const addParts = <Session extends PlainSession, const Parts extends SomeParts>(
  session: Session,
  parts: Parts,
): Session & AddedBy<Parts> => addPartsOn(createBrowserPlatform(), session, parts);

export {
  attachments,
  authentication,
  logTo,
  metrics,
  receipts,
  transcript,
  views,
} from "./session/partList.js";
export type { AddedBy, PartMethod, PlainSession, SessionPart, SomeParts } from "./session/parts.js";
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
export type { TranscriptGap } from "./delivery/delivery.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { Unsubscribe } from "./connection/webSocketManager.js";
export type { AttachmentFile, AttachmentProgress } from "./participant/attachments.js";
export { NetworkLinkStatus } from "./session/chatSessionTypes.js";
export type {
  Abortable,
  CancelParticipantAuthenticationArgs,
  ConnectResult,
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
  ChatReconnectingEvent,
  ChatSubscriptions,
  ChatTranscriptGapEvent,
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
