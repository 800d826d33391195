import type {
  Attachment,
  ChatItem,
  ContentType,
  EventContentType,
  MessageContentType,
  View,
} from "@amazon-connect-chat/protocol";
import type { ChatSessionObject } from "./chatSession.js";
import type { GlobalConfig } from "./config/globalConfig.js";
import type { Logger, LogLevel } from "./config/logger.js";
import type { ChatJS } from "./global.js";
import type { CsmService } from "./metrics/csmService.js";
import type { ParticipantServiceResponse } from "./session/callTypes.js";
import type { AgentChatSession, CustomerChatSession } from "./session/chatSessionTypes.js";
import type { SessionTypes } from "./session/sessionArgs.js";
import type { TranscriptItem } from "./transcript/transcriptStore.js";

// What the typings of 5.0.0 name, where it has another name here, or none. // CP-58
export type AttachmentItem = Attachment;
export type AWSResponse<Data> = ParticipantServiceResponse<Data>;
export type ChatContentType = ContentType;
export type ChatEventContentType = EventContentType;
export type ChatEventData = ChatItem;
export type ChatGlobalConfig = GlobalConfig;
export type ChatJSObject = typeof ChatJS;
export type ChatLogger = Pick<Logger, "debug" | "info" | "warn" | "error">;
export type ChatLogLevel = typeof LogLevel;
export type ChatMessageContentType = MessageContentType;
export interface ChatMetadata<Metadata> {
  readonly metadata: Metadata;
}
export type ChatSessionInterface = AgentChatSession | CustomerChatSession;
export type ChatSessionTypes = typeof SessionTypes;
export type ChatTranscriptItem = TranscriptItem;
export type ConnectArgs = object;
/** What a page may keep the outcome of `connect()` in, before there is one too. */
export interface ConnectChatResult {
  connectCalled: boolean;
  connectSuccess: boolean;
}
export type CSMService = CsmService;
/** The call resolves with the URL alone. */
export interface GetAttachmentURLResult {
  readonly Url: string;
}
export type SendAttachmentResult = object;
export type SetFeatureFlag = ChatSessionObject["setFeatureFlag"];
export type SetRegionOverride = ChatSessionObject["setRegionOverride"];
export type ViewContent = NonNullable<View["Content"]>;
export interface ViewStatus {
  readonly PUBLISHED: "PUBLISHED";
  readonly SAVED: "SAVED";
}
export interface ViewType {
  readonly AWS_MANAGED: "AWS_MANAGED";
  readonly CUSTOMER_MANAGED: "CUSTOMER_MANAGED";
}
export type WithMetadata<Data, Metadata> = Data & ChatMetadata<Metadata>;
