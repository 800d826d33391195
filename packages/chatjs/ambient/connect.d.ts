import type * as chatjs from "../dist/index.js";

declare global {
  /**
   * The library as pages find it on `window.connect`, with the names of the typings of ChatJS 5.0.0. It merges with the
   * namespace of amazon-connect-streams, which owns `LogLevel`: the levels of this library are `ChatSession.LogLevel`.
   */
  namespace connect {
    const ChatSession: chatjs.ChatSessionObject;
    const ChatJS: typeof chatjs.ChatJS;
    const LogManager: typeof chatjs.LogManager;
    const csmService: chatjs.CsmService;
    /** Ours only on a page without amazon-connect-streams. */
    const WebSocketManager: chatjs.WebSocketManagerFactory;

    /** Methods, since those merge with the ones that amazon-connect-streams declares under this name. */
    interface WebSocketManager {
      subscribeTopics(topics: readonly string[]): unknown;
      onMessage(topic: string, callback: (envelope: chatjs.Envelope) => unknown): unknown;
      onConnectionGain(callback: (event?: unknown) => unknown): unknown;
      onConnectionLost(callback: (event?: unknown) => unknown): unknown;
      onInitFailure(callback: (event?: unknown) => unknown): unknown;
    }
    interface ChatMetadata<T> {
      metadata: T;
    }

    type AgentChatSession = chatjs.AgentChatSession;
    type AgentChatSessionArgs = chatjs.AgentChatSessionArgs;
    type AttachmentItem = chatjs.Attachment;
    type AWSResponse<D> = chatjs.ParticipantServiceResponse<D>;
    type CancelParticipantAuthenticationArgs = chatjs.CancelParticipantAuthenticationArgs;
    type ChatAuthenticationInitiatedEvent = chatjs.ChatAuthenticationInitiatedEvent;
    type ChatConnectionBrokenEvent = chatjs.ChatConnectionBrokenEvent;
    type ChatConnectionEstablishedEvent = chatjs.ChatConnectionEstablishedEvent;
    type ChatConnectionLostEvent = chatjs.ChatConnectionLostEvent;
    type ChatContentType = chatjs.ContentType;
    type ChatController = chatjs.ChatController;
    type ChatDetails = chatjs.ChatDetails;
    type ChatDetailsInput = chatjs.ChatDetailsInput;
    type ChatEndedEvent = chatjs.ChatEndedEvent;
    type ChatEventContentType = chatjs.EventContentType;
    type ChatEventData = chatjs.ChatItem;
    type ChatGlobalConfig = chatjs.GlobalConfig;
    type ChatJSObject = typeof chatjs.ChatJS;
    type ChatLogger = Pick<chatjs.Logger, "debug" | "info" | "warn" | "error">;
    type ChatLogLevel = typeof chatjs.LogLevel;
    type ChatMessageContentType = chatjs.MessageContentType;
    type ChatMessageEvent = chatjs.ChatMessageEvent;
    type ChatParticipantDisplayNameUpdatedEvent = chatjs.ChatParticipantDisplayNameUpdatedEvent;
    type ChatSessionArgs = chatjs.ChatSessionArgs;
    type ChatSessionInterface = chatjs.AgentChatSession | chatjs.CustomerChatSession;
    type ChatSessionObject = chatjs.ChatSessionObject;
    type ChatSessionOptions = chatjs.ChatSessionOptions;
    type ChatSessionTypes = typeof chatjs.SessionTypes;
    type ChatTranscriptItem = chatjs.ChatItem;
    type ChatTypingEvent = chatjs.ChatTypingEvent;
    type ConnectArgs = object;
    type ConnectChatResult<M = unknown> = chatjs.ConnectChatResult<M>;
    type CSMService = chatjs.CsmService;
    type CustomerChatSession = chatjs.CustomerChatSession;
    type CustomerChatSessionArgs = chatjs.CustomerChatSessionArgs;
    type DescribeViewArgs = chatjs.DescribeViewArgs;
    type DescribeViewResult = chatjs.DescribeViewResult;
    type DownloadAttachmentArgs = chatjs.DownloadAttachmentArgs;
    type GetAttachmentURLArgs = chatjs.GetAttachmentURLArgs;
    /** Kept for its name: the call resolves with the URL alone. */
    interface GetAttachmentURLResult {
      Url: string;
    }
    type GetAuthenticationUrlArgs = chatjs.GetAuthenticationUrlArgs;
    type GetAuthenticationUrlResult = chatjs.GetAuthenticationUrlResult;
    type GetTranscriptArgs = chatjs.GetTranscriptArgs;
    type GetTranscriptResult = chatjs.GetTranscriptResult;
    type MessageProcessingStatus = { readonly [Status in chatjs.MessageProcessingStatus]: Status };
    type NetworkLinkStatus = typeof chatjs.NetworkLinkStatus;
    type ParticipantServiceResponse<D, M = unknown> = chatjs.ParticipantServiceResponse<D, M>;
    type SendAttachmentArgs = chatjs.SendAttachmentArgs;
    type SendAttachmentResult = object;
    type SendEventArgs = chatjs.SendEventArgs;
    type SendEventResult = chatjs.SendEventResult;
    type SendMessageArgs = chatjs.SendMessageArgs;
    type SendMessageResult = chatjs.SendMessageResult;
    type SetRegionOverride = chatjs.ChatSessionObject["setRegionOverride"];
    type View = chatjs.View;
    type ViewContent = NonNullable<chatjs.View["Content"]>;
    type WithMetadata<D, M> = D & ChatMetadata<M>;
  }
}
