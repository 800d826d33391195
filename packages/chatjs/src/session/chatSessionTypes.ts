import type {
  ChatItem,
  MessageMetadata,
  ScanDirection,
  SortOrder,
  View,
} from "@amazon-connect-chat/protocol";
import type { ChatWebSocketManager } from "../connection/chatConnection.js";
import type { ConnectionDetails, GetConnectionToken } from "../credentials/connectionDetails.js";
import type { TranscriptGap } from "../delivery/delivery.js";
import type { AttachmentFile, AttachmentProgress } from "../participant/attachments.js";
import type { TranscriptItem } from "../transcript/transcriptStore.js";
import type { EventName, SubscribeMethod } from "./eventNames.js";
import type { ItemMethod, ItemOf } from "./itemTypes.js";
import type { SubscribeOptions } from "./sessionEvents.js";

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

/** Passed through to the result of the call, or to its error. */
export interface MetadataOption<Metadata> {
  readonly metadata?: Metadata | undefined;
}

/** A call that can be given up. */
export interface Abortable {
  /** Aborted, the call rejects with `ABORTED` and makes no further request; one that is under way may still take effect. */
  readonly signal?: AbortSignal | undefined;
}

/** What every operation resolves with. */
export interface ParticipantServiceResponse<Data, Metadata = unknown> {
  readonly data: Data & {
    readonly $metadata: {
      readonly httpStatusCode: number;
      /** Where the service's CORS headers let the page read it. */
      readonly requestId?: string | undefined;
      readonly attempts: number;
      /** Milliseconds spent waiting between attempts. */
      readonly totalRetryDelay: number;
    };
  };
  /** The call's `metadata`; null when it was absent or falsy. */
  readonly metadata: Metadata | null;
}

export interface SendMessageArgs extends Abortable {
  readonly message: string;
  /** `text/plain`, `text/markdown`, `application/json` or an interactive response, as the contact supports. */
  readonly contentType: string;
  /** Makes repeated calls one message. @defaultValue a random UUID */
  readonly clientToken?: string | undefined;
}
export interface SendMessageResult {
  readonly Id?: string;
  /** ISO-8601 UTC. */
  readonly AbsoluteTime?: string;
  readonly MessageMetadata?: MessageMetadata;
}
export interface SendEventArgs extends Abortable {
  readonly contentType: string;
  /** A string, or an object that is sent as JSON. */
  readonly content?: string | object | null | undefined;
  /** Makes repeated calls one event. @defaultValue a random UUID */
  readonly clientToken?: string | undefined;
}
export interface SendEventResult {
  readonly Id?: string;
  /** ISO-8601 UTC. */
  readonly AbsoluteTime?: string;
}
/** What `sendEvent` resolves with. */
export interface SendEventResponse<Metadata = unknown> extends ParticipantServiceResponse<
  SendEventResult,
  Metadata
> {
  /** Why a receipt needed no request. Then there is no `data`. */
  readonly message?: string | undefined;
}
/** Which receipt, for which message. */
export type SendMessageReceiptArgs = Abortable & {
  readonly event: "read" | "delivered";
  /** Makes repeated calls one event. @defaultValue a random UUID */
  readonly clientToken?: string | undefined;
} & (
    | { readonly messageId: string; readonly message?: undefined }
    | { readonly messageId?: undefined; readonly message: { readonly Id?: string | undefined } }
  );
export interface GetTranscriptArgs extends Abortable {
  readonly contactId?: string | undefined;
  /** 1 to 100. @defaultValue `15` */
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
  /** @defaultValue `"BACKWARD"` */
  readonly scanDirection?: ScanDirection | undefined;
  /** @defaultValue `"ASCENDING"` */
  readonly sortOrder?: SortOrder | undefined;
  /** Where to start: an item's id, a time, or the n-th most recent item. */
  readonly startPosition?:
    | {
        readonly id?: string | undefined;
        readonly absoluteTime?: string | undefined;
        readonly mostRecent?: number | undefined;
      }
    | undefined;
}
export interface GetTranscriptResult {
  readonly InitialContactId?: string;
  /** Empty or absent at the end. */
  readonly NextToken?: string;
  readonly Transcript?: readonly ChatItem[];
}
export interface SendAttachmentArgs extends Abortable {
  readonly attachment: AttachmentFile;
  /**
   * Called with 0 when the upload begins, while it goes on where there is an `XMLHttpRequest`, and when all bytes are there. The
   * attachment is sent when the call resolves.
   */
  readonly onProgress?: ((progress: AttachmentProgress) => unknown) | undefined;
}
export interface DownloadAttachmentArgs extends Abortable {
  /** As in the `Attachments` of an item. */
  readonly attachmentId: string;
}
export type GetAttachmentURLArgs = DownloadAttachmentArgs;
export interface DescribeViewArgs extends Abortable {
  /** As in the `content` of a view message. */
  readonly viewToken: string | undefined;
  /** Not used; the typings of 5.0.0 ask for it. */
  readonly InstanceId?: string | undefined;
}
export interface DescribeViewResult {
  readonly View?: View;
}
export interface GetAuthenticationUrlArgs extends Abortable {
  /** From the content of the event `authentication.initiated`. */
  readonly sessionId: string;
  /** Absolute URL of the page that the customer comes back to. */
  readonly redirectUri: string;
}
export interface GetAuthenticationUrlResult {
  readonly AuthenticationUrl?: string;
}
export interface CancelParticipantAuthenticationArgs extends Abortable {
  /** From the content of the event `authentication.initiated`. */
  readonly sessionId: string;
}
/** What `connect()` resolves with. */
export interface ConnectChatResult<Metadata = unknown> {
  readonly connectSuccess: true;
  readonly connectCalled: true;
  readonly metadata: Metadata | null;
  /** `Connected` once subscribed; `Starting` when five seconds were not enough. */
  readonly _debug: { readonly websocketStatus: WebSocketStatus };
}
export type WebSocketStatus = "NeverStarted" | "Starting" | "Connected" | "ConnectionLost" | "Ended";

/** The state of a session's link, as 5.0.0 names it. */
export const NetworkLinkStatus = {
  NeverEstablished: "NeverEstablished",
  Establishing: "Establishing",
  Established: "Established",
  Broken: "Broken",
} as const;
export type NetworkLinkStatus = (typeof NetworkLinkStatus)[keyof typeof NetworkLinkStatus];

/** An event that carries an item: a message, an event, an attachment or a receipt. */
export interface ChatItemEvent<Method extends ItemMethod = ItemMethod> {
  readonly data: ItemOf<Method>;
  readonly chatDetails: ChatDetails;
}
/** An event of the connection. */
export interface ChatConnectionEvent {
  readonly data: object;
  readonly chatDetails: ChatDetails;
}
/** A message, an attachment, or an event that has no method of its own; `data.Type` and `data.ContentType` tell which. */
export type ChatMessageEvent = ChatItemEvent<"onMessage">;
export type ChatTypingEvent = ChatItemEvent<"onTyping">;
export type ChatReceiptEvent = ChatItemEvent<"onReadReceipt">;
export type ChatAuthenticationInitiatedEvent = ChatItemEvent<"onAuthenticationInitiated">;
export type ChatParticipantDisplayNameUpdatedEvent = ChatItemEvent<"onParticipantDisplayNameUpdated">;
export type ChatConnectionLostEvent = ChatConnectionEvent;
/** The connection is given up; `connect()` tries afresh. */
export interface ChatConnectionBrokenEvent extends ChatConnectionEvent {
  /**
   * Why: `NOT_AUTHORIZED` when the service refused a chat that is still alive, `REFUSED` when it refused otherwise, `FAILED`
   * when no connection can be had at all.
   */
  readonly data: { readonly reason: "NOT_AUTHORIZED" | "REFUSED" | "FAILED" };
}
/** The next attempt to connect is due. Comes after `onConnectionLost`, for each attempt, and again when it is brought forward. */
export interface ChatReconnectingEvent extends ChatConnectionEvent {
  readonly data: {
    /** Attempts that failed in a row, from 1. */
    readonly attempt: number;
    /** When the next one begins, in milliseconds since the epoch. */
    readonly retryAtMs: number;
  };
}
/** Items that came during an outage could not be fetched, or not yet. */
export interface ChatTranscriptGapEvent extends ChatConnectionEvent {
  readonly data: TranscriptGap;
}
/**
 * The transcript has changed: an item came, was read with `getTranscript`, or was sent, or a message's status changed. What
 * changes together comes in one event, after the events of the items themselves.
 */
export interface ChatTranscriptUpdatedEvent extends ChatConnectionEvent {
  readonly data: {
    /**
     * All that the session has heard, read or said since the first `onTranscriptUpdated` or shortly before, sorted by time, then
     * by arrival; what has no time, such as a message that is being sent, is last. The array is the handler's own; the items are
     * shared with earlier and later events, and never changed: a change makes a new one.
     */
    readonly transcript: TranscriptItem[];
    /**
     * Give it to `getTranscript` as `nextToken` to read what was said before. Null before a page was read, and undefined when
     * nothing is left.
     */
    readonly previousTranscriptNextToken?: string | undefined;
  };
}
/** The socket is open and subscribed, for the first time or again; what came meanwhile has been handed over. */
export interface ChatConnectionEstablishedEvent extends ChatConnectionEvent {
  /** Messages and attachments that were missed and have been handed over before this event. */
  readonly recovered: number;
  readonly connectSuccess: true;
  readonly connectCalled: true;
  readonly metadata: unknown;
  readonly _debug: { readonly websocketStatus: WebSocketStatus };
}
/** The chat is over; no event follows. */
export interface ChatEndedEvent {
  readonly data: null;
  readonly chatDetails: ChatDetails;
}

interface OwnEvents {
  onConnectionEstablished: ChatConnectionEstablishedEvent;
  onConnectionLost: ChatConnectionLostEvent;
  onConnectionBroken: ChatConnectionBrokenEvent;
  onReconnecting: ChatReconnectingEvent;
  onTranscriptGap: ChatTranscriptGapEvent;
  onTranscriptUpdated: ChatTranscriptUpdatedEvent;
  onDeepHeartbeatSuccess: ChatConnectionEvent;
  onDeepHeartbeatFailure: ChatConnectionEvent;
  onEnded: ChatEndedEvent;
}
/** What each subscribing method's handler gets. */
export type ChatEventMap = {
  readonly [Method in SubscribeMethod]: Method extends keyof OwnEvents
    ? OwnEvents[Method]
    : Method extends ItemMethod
      ? ChatItemEvent<Method>
      : never;
};
/** Subscribes a handler, and returns the way to unsubscribe it. */
export type Subscribe<Event> = (
  handler: (event: Event, eventName: string) => unknown,
  options?: SubscribeOptions,
) => () => void;
export type ChatSubscriptions = { readonly [Method in SubscribeMethod]: Subscribe<ChatEventMap[Method]> };

/** A chat session: what customers and agents share. */
export interface ChatSessionMethods extends ChatSubscriptions {
  /**
   * Gets a connection token, opens the WebSocket, and resolves when the chat is subscribed, or after five seconds without.
   * While a call is pending, and once it succeeded, further calls share its outcome; in an outage they
   * also end the wait for the next attempt, every five seconds at most. After a failure or `onConnectionBroken` a call tries
   * afresh.
   * @throws ChatError (rejection) `CONNECT_FAILED`; the cause is in `_debug`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
   */
  connect<Metadata = unknown>(args?: MetadataOption<Metadata>): Promise<ConnectChatResult<Metadata>>;
  /**
   * Sends a message. It also comes back through `onMessage`, with the `Id` of the result.
   * @throws IllegalArgumentError when `message` is not a string or `contentType` is unknown
   * @throws ChatError (rejection) `NO_ACTIVE_CONNECTION`, `SERVICE_ERROR`, `THROTTLED`, `NETWORK_ERROR`, `TIMEOUT`, `INVALID_RESPONSE`,
   * `ABORTED`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
   */
  sendMessage<Metadata = unknown>(
    args: SendMessageArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<SendMessageResult, Metadata>>;
  /**
   * Sends an event, such as typing: of those at most one goes out in ten seconds; the others share its outcome.
   *
   * Of receipts, `content: {messageId, disableThrottle?}`, at most one of each kind goes out at the end of a window of
   * `features.messageReceipts.throttleTime`: that of the message named latest, for all before it. With `disableThrottle` a
   * receipt waits for no window. One that has gone out already, or is about to, needs no request; nor does one that waits when
   * the chat ends: then the result is `{message, metadata}`, without data.
   * @throws IllegalArgumentError when `contentType` is unknown, or a receipt's `content` is neither an object nor its JSON
   * @throws ChatError (rejection) as `sendMessage`; `RECEIPT_IGNORED` for a receipt when `content` has no `messageId`, or
   * `features.messageReceipts.shouldSendMessageReceipts` is false
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
   */
  sendEvent<Metadata = unknown>(
    args: SendEventArgs & MetadataOption<Metadata>,
  ): Promise<SendEventResponse<Metadata>>;
  /**
   * Sends a receipt at once, whatever `features.messageReceipts` says, and also when it has gone out before. Throttled receipts
   * that it covers need no request any more.
   * @throws IllegalArgumentError when `event` or the message's id is missing
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendEvent.html
   */
  sendMessageReceipt<Metadata = unknown>(
    args: SendMessageReceiptArgs & MetadataOption<Metadata>,
  ): Promise<SendEventResponse<Metadata>>;
  /**
   * Reads a page of the transcript; without arguments the 15 newest items, oldest first.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html
   */
  getTranscript<Metadata = unknown>(
    args?: GetTranscriptArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<GetTranscriptResult, Metadata>>;
  /**
   * Sends a file: asks for a place, puts the bytes there, and says that they are there. It comes back through `onMessage`, after
   * the scanner's verdict where the instance has one. Which types and sizes may be sent is the service's to say.
   * @throws IllegalArgumentError when `attachment` is not an object
   * @throws ChatError (rejection) as `sendMessage`, or `STORAGE_ERROR`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CompleteAttachmentUpload.html
   */
  sendAttachment<Metadata = unknown>(
    args: SendAttachmentArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<object, Metadata>>;
  /**
   * Loads a file. When its URL is refused, as an expired one is, another one is asked for, once.
   * @returns the bytes; `metadata` is a property of the Blob
   * @throws ChatError (rejection) as `sendMessage`, or `STORAGE_ERROR`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAttachment.html
   */
  downloadAttachment<Metadata = unknown>(
    args: DownloadAttachmentArgs & MetadataOption<Metadata>,
  ): Promise<Blob & { readonly metadata: Metadata | null }>;
  /**
   * Asks for a URL that a file can be had from without further proof, for a few minutes: do not log it.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAttachment.html
   */
  getAttachmentURL<Metadata = unknown>(
    args: GetAttachmentURLArgs & MetadataOption<Metadata>,
  ): Promise<string>;
  /**
   * Reads how a view is to be shown, that a message has named. Works after the end of the chat too.
   * @throws ChatError (rejection) as `sendMessage`, or `ILLEGAL_ARGUMENT` without `viewToken`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DescribeView.html
   */
  describeView<Metadata = unknown>(
    args: DescribeViewArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<DescribeViewResult, Metadata>>;
  /**
   * Asks for the page on which the customer signs in; within a minute of `onAuthenticationInitiated`, once a session.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAuthenticationUrl.html
   */
  getAuthenticationUrl<Metadata = unknown>(
    args: GetAuthenticationUrlArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<GetAuthenticationUrlResult, Metadata>>;
  /**
   * Declines to sign in; the chat goes on without. `onAuthenticationCanceled` follows.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CancelParticipantAuthentication.html
   */
  cancelParticipantAuthentication<Metadata = unknown>(
    args: CancelParticipantAuthenticationArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<object, Metadata>>;
  /** The session's ids and credentials as they are now. */
  getChatDetails(): ChatDetails;
}

/** The session's inside, as pages written for 5.0.0 reach it. */
export interface ChatController extends ChatSessionMethods, ChatDetails {
  readonly sessionType: SessionType;
  /** Subscribes by event name, such as `INCOMING_MESSAGE`. */
  subscribe(
    eventName: EventName,
    handler: (
      event: { readonly data: unknown; readonly chatDetails: ChatDetails },
      eventName: string,
    ) => unknown,
    options?: SubscribeOptions,
  ): () => void;
  /** Gives the connection up. The chat itself goes on. */
  breakConnection(): Promise<void>;
  getConnectionStatus(): NetworkLinkStatus;
  disconnectParticipant(): Promise<Omit<ParticipantServiceResponse<object>, "metadata">>;
  cleanUpOnParticipantDisconnect(): void;
}

/** A customer's session. */
export interface CustomerChatSession extends ChatSessionMethods {
  readonly controller: ChatController;
  /**
   * Leaves the chat. The end itself comes through `onEnded`, when the service has closed the chat.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_DisconnectParticipant.html
   */
  disconnectParticipant(): Promise<Omit<ParticipantServiceResponse<object>, "metadata">>;
}
/** An agent's session. */
export interface AgentChatSession extends ChatSessionMethods {
  readonly controller: ChatController;
  /**
   * Lets go of the chat: of its handlers, timers and part in the websocketManager, which is left to the others, and without an
   * event. That is ten seconds later, as the end of the chat may still be on its way. Streams calls it when the agent's
   * connection is over. May be called again.
   */
  cleanUp(): void;
  /** Removes every handler of this session. */
  cleanUpOnParticipantDisconnect(): void;
}
