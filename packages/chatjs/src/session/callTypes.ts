import type {
  ChatItem,
  MessageMetadata,
  ScanDirection,
  SortOrder,
  View,
} from "@amazon-connect-chat/protocol";
import type { AttachmentFile, AttachmentProgress } from "../participant/attachments.js";

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
  /** Of the page before this one. Without it, or with an empty one, the first page is read. */
  readonly nextToken?: string | null | undefined;
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
  /**
   * For a page that does not show what it reads: should an outage have begun before the first message came, handlers are given what
   * of it was said since the session was subscribed nevertheless.
   * @defaultValue `false`
   */
  readonly peek?: boolean | undefined;
}
export interface GetTranscriptResult {
  readonly InitialContactId?: string;
  /** Empty or absent at the end. */
  readonly NextToken?: string;
  readonly Transcript?: ChatItem[];
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
export interface ConnectResult<Metadata = unknown> {
  readonly connectSuccess: true;
  readonly connectCalled: true;
  readonly metadata: Metadata | null;
  /** `Connected` once subscribed; `Starting` when five seconds were not enough. */
  readonly _debug: { readonly websocketStatus: WebSocketStatus };
}
export type WebSocketStatus = "NeverStarted" | "Starting" | "Connected" | "ConnectionLost" | "Ended";
