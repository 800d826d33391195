import type {
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
  MetadataOption,
  ParticipantServiceResponse,
  SendAttachmentArgs,
  SendEventArgs,
  SendEventResponse,
  SendMessageArgs,
  SendMessageReceiptArgs,
  SendMessageResult,
} from "./callTypes.js";
import type { EventName } from "./eventNames.js";
import type { ChatSubscriptions } from "./eventTypes.js";
import type { ChatDetails, SessionType } from "./sessionArgs.js";
import type { SubscribeOptions } from "./sessionEvents.js";

/** The state of a session's link, as 5.0.0 names it. */
export const NetworkLinkStatus = {
  NeverEstablished: "NeverEstablished",
  Establishing: "Establishing",
  Established: "Established",
  Broken: "Broken",
} as const;
export type NetworkLinkStatus = (typeof NetworkLinkStatus)[keyof typeof NetworkLinkStatus];

/** A chat session: what customers and agents share. */
export interface ChatSessionMethods extends ChatSubscriptions {
  /**
   * Gets a connection token, opens the WebSocket, and resolves when the chat is subscribed, or after five seconds without.
   * While a call is pending, and once it succeeded, further calls share its outcome; in an outage they
   * also end the wait for the next attempt, every five seconds at most. After a failure or `onConnectionBroken` a call tries
   * afresh.
   * @throws ChatError (rejection) `CONNECT_FAILED`; the cause is in `_debug`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
   * @example
   * ```ts
   * try {
   *   await session.connect();
   * } catch (error) {
   *   if (error instanceof ChatError) console.log(error.code, error.message);
   * }
   * ```
   */
  connect<Metadata = unknown>(args?: MetadataOption<Metadata>): Promise<ConnectResult<Metadata>>;
  /**
   * Sends a message. It also comes back through `onMessage`, with the `Id` of the result.
   * @throws IllegalArgumentError when `message` is not a string or `contentType` is unknown
   * @throws ChatError (rejection) `NO_ACTIVE_CONNECTION`, `SERVICE_ERROR`, `THROTTLED`, `NETWORK_ERROR`, `TIMEOUT`, `INVALID_RESPONSE`,
   * `ABORTED`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html
   * @example
   * ```ts
   * const { data } = await session.sendMessage({ contentType: "text/plain", message: "Hello" });
   * console.log(data.Id, data.AbsoluteTime);
   * ```
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
   * @example
   * ```ts
   * await session.sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" });
   * ```
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
   * @example
   * ```ts
   * session.onMessage(({ data }) => session.sendMessageReceipt({ event: "read", message: data }));
   * ```
   */
  sendMessageReceipt<Metadata = unknown>(
    args: SendMessageReceiptArgs & MetadataOption<Metadata>,
  ): Promise<SendEventResponse<Metadata>>;
  /**
   * Reads a page of the transcript; without arguments the 15 newest items, oldest first.
   * @throws ChatError (rejection) as `sendMessage`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetTranscript.html
   * @example
   * ```ts
   * const { data } = await session.getTranscript({ maxResults: 100, sortOrder: "DESCENDING" });
   * for (const item of data.Transcript ?? []) console.log(item.Type, item.Content);
   * const older = await session.getTranscript({ nextToken: data.NextToken });
   * ```
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
   * @example
   * ```ts
   * await session.sendAttachment({
   *   attachment: new File(["one chair"], "order.txt", { type: "text/plain" }),
   *   onProgress: ({ loadedBytes, totalBytes }) => console.log(loadedBytes / totalBytes),
   *   signal: AbortSignal.timeout(60_000),
   * });
   * ```
   */
  sendAttachment<Metadata = unknown>(
    args: SendAttachmentArgs & MetadataOption<Metadata>,
  ): Promise<ParticipantServiceResponse<object, Metadata>>;
  /**
   * Loads a file. When its URL is refused, as an expired one is, another one is asked for, once.
   * @returns the bytes; `metadata` is a property of the Blob
   * @throws ChatError (rejection) as `sendMessage`, or `STORAGE_ERROR`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAttachment.html
   * @example
   * ```ts
   * const blob = await session.downloadAttachment({ attachmentId: "f1e2" });
   * const image = Object.assign(new Image(), { src: URL.createObjectURL(blob) });
   * ```
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
