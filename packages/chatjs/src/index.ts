/**
 * Everything, as pages of ChatJS 5.0.0 know it. Importing it also sets `window.connect.ChatSession` and its neighbours.
 *
 * Begin at {@link ChatSession}: its `create` makes a {@link CustomerChatSession} or an {@link AgentChatSession}. What can go wrong
 * is a {@link ChatError}.
 * @module amazon-connect-chatjs
 */
// Code written for 5.0.0, which exports nothing, may import a default: bundlers then gave it an empty one. // CP-120
export { ChatSession as default } from "./global.js";
export { ChatJS, ChatSession, csmService, LogLevel, LogManager, WebSocketManager } from "./global.js";
export type { ChatSessionObject, WebSocketManagerFactory } from "./chatSession.js";
export type { GlobalConfig, MessageReceiptsConfig } from "./config/globalConfig.js";
export type { Logger, LoggerConfig, LoggerOptions, LogSink } from "./config/logger.js";
export type { LoggerClass } from "./config/loggerClass.js";
export type { LogManager as ChatLogManager } from "./config/logManager.js";
export type { ChatWebSocketManager } from "./connection/chatConnection.js";
export type { Envelope } from "./connection/frames.js";
export type { IsNetworkOnline } from "./connection/networkWatch.js";
export type { GetTransport, WebSocketTransport } from "./connection/transport.js";
export type { WebSocketManager as ManagedWebSocket } from "./connection/webSocketManager.js";
export type {
  ChatTokenTransport,
  ConnectionDetails,
  GetConnectionToken,
} from "./credentials/connectionDetails.js";
export type { TranscriptGap } from "./delivery/delivery.js";
export { ChatError, IllegalArgumentError, NoActiveConnectionError, ValueError } from "./errors.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { Unsubscribe } from "./connection/webSocketManager.js";
export type { CsmService, MetricDimension } from "./metrics/csmService.js";
export type { AttachmentFile, AttachmentProgress } from "./participant/attachments.js";
export { NetworkLinkStatus } from "./session/chatSessionTypes.js";
export { SessionTypes } from "./session/sessionArgs.js";
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
export type {
  AgentChatSession,
  ChatController,
  ChatSessionMethods,
  CustomerChatSession,
} from "./session/chatSessionTypes.js";
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
export type {
  AgentChatSessionArgs,
  ChatDetails,
  ChatDetailsInput,
  ChatSessionArgs,
  ChatSessionOptions,
  CustomerChatSessionArgs,
  SessionType,
} from "./session/sessionArgs.js";
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
export type {
  AttachmentItem,
  AWSResponse,
  ChatContentType,
  ChatEventContentType,
  ChatEventData,
  ChatGlobalConfig,
  ChatJSObject,
  ChatLogger,
  ChatLogLevel,
  ChatMessageContentType,
  ChatMetadata,
  ChatSessionInterface,
  ChatSessionTypes,
  ChatTranscriptItem,
  ConnectArgs,
  ConnectChatResult,
  CSMService,
  GetAttachmentURLResult,
  SendAttachmentResult,
  SetFeatureFlag,
  SetRegionOverride,
  ViewContent,
  ViewStatus,
  ViewType,
  WithMetadata,
} from "./typesOf5.js";
