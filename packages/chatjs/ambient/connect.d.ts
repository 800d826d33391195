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

    type AgentChatSession = chatjs.AgentChatSession;
    type AgentChatSessionArgs = chatjs.AgentChatSessionArgs;
    type AttachmentItem = chatjs.AttachmentItem;
    type AWSResponse<Data> = chatjs.AWSResponse<Data>;
    type CancelParticipantAuthenticationArgs = chatjs.CancelParticipantAuthenticationArgs;
    type ChatAuthenticationInitiatedEvent = chatjs.ChatAuthenticationInitiatedEvent;
    type ChatConnectionBrokenEvent = chatjs.ChatConnectionBrokenEvent;
    type ChatConnectionEstablishedEvent = chatjs.ChatConnectionEstablishedEvent;
    type ChatConnectionLostEvent = chatjs.ChatConnectionLostEvent;
    type ChatContentType = chatjs.ChatContentType;
    type ChatController = chatjs.ChatController;
    type ChatDetails = chatjs.ChatDetails;
    type ChatDetailsInput = chatjs.ChatDetailsInput;
    type ChatEndedEvent = chatjs.ChatEndedEvent;
    type ChatEventContentType = chatjs.ChatEventContentType;
    type ChatEventData = chatjs.ChatEventData;
    type ChatGlobalConfig = chatjs.ChatGlobalConfig;
    type ChatJSObject = chatjs.ChatJSObject;
    type ChatLogger = chatjs.ChatLogger;
    type ChatLogLevel = chatjs.ChatLogLevel;
    type ChatMessageContentType = chatjs.ChatMessageContentType;
    /** Any event with an item: the typings of 5.0.0 name it for receipts, idle participants and signing in, too. */
    type ChatMessageEvent = chatjs.ChatItemEvent;
    type ChatMetadata<Metadata> = chatjs.ChatMetadata<Metadata>;
    type ChatParticipantDisplayNameUpdatedEvent = chatjs.ChatParticipantDisplayNameUpdatedEvent;
    type ChatSessionArgs = chatjs.ChatSessionArgs;
    type ChatSessionInterface = chatjs.ChatSessionInterface;
    type ChatSessionObject = chatjs.ChatSessionObject;
    type ChatSessionOptions = chatjs.ChatSessionOptions;
    type ChatSessionTypes = chatjs.ChatSessionTypes;
    type ChatTranscriptItem = chatjs.ChatTranscriptItem;
    type ChatTranscriptUpdatedEvent = chatjs.ChatTranscriptUpdatedEvent;
    type ChatTypingEvent = chatjs.ChatTypingEvent;
    type ConnectArgs = chatjs.ConnectArgs;
    type ConnectChatResult = chatjs.ConnectChatResult;
    type CSMService = chatjs.CSMService;
    type CustomerChatSession = chatjs.CustomerChatSession;
    type CustomerChatSessionArgs = chatjs.CustomerChatSessionArgs;
    type DescribeViewArgs = chatjs.DescribeViewArgs;
    type DescribeViewResult = chatjs.DescribeViewResult;
    type DownloadAttachmentArgs = chatjs.DownloadAttachmentArgs;
    type GetAttachmentURLArgs = chatjs.GetAttachmentURLArgs;
    type GetAttachmentURLResult = chatjs.GetAttachmentURLResult;
    type GetAuthenticationUrlArgs = chatjs.GetAuthenticationUrlArgs;
    type GetAuthenticationUrlResult = chatjs.GetAuthenticationUrlResult;
    type GetTranscriptArgs = chatjs.GetTranscriptArgs;
    type GetTranscriptResult = chatjs.GetTranscriptResult;
    type MessageProcessingStatus = { readonly [Status in chatjs.MessageProcessingStatus]: Status };
    type NetworkLinkStatus = typeof chatjs.NetworkLinkStatus;
    type ParticipantServiceResponse<D, M = unknown> = chatjs.ParticipantServiceResponse<D, M>;
    type SendAttachmentArgs = chatjs.SendAttachmentArgs;
    type SendAttachmentResult = chatjs.SendAttachmentResult;
    type SendEventArgs = chatjs.SendEventArgs;
    type SendEventResult = chatjs.SendEventResult;
    type SendMessageArgs = chatjs.SendMessageArgs;
    type SendMessageResult = chatjs.SendMessageResult;
    type SetFeatureFlag = chatjs.SetFeatureFlag;
    type SetRegionOverride = chatjs.SetRegionOverride;
    /** With what the typings of 5.0.0 name, and the service never sends. */
    type View = chatjs.View & {
      readonly Status?: keyof chatjs.ViewStatus;
      readonly Type?: keyof chatjs.ViewType;
      readonly Description?: string;
      readonly VersionDescription?: string;
      readonly Tags?: Readonly<Record<string, string>>;
      readonly CreatedTime?: Date;
      readonly LastModifiedTime?: Date;
      readonly ViewContentSha256?: string;
    };
    type ViewContent = chatjs.ViewContent;
    type ViewStatus = chatjs.ViewStatus;
    type ViewType = chatjs.ViewType;
    type WithMetadata<Data, Metadata> = chatjs.WithMetadata<Data, Metadata>;
  }
}
