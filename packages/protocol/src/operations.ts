import type { ChatItem, MessageMetadata } from "./items.js";

/** Which credential an operation takes in `X-Amz-Bearer`. */
export type TokenKind = "participantToken" | "connectionToken";

export interface OperationRoute {
  readonly method: "POST" | "GET";
  /** Path with `{Member}` for what is taken from the input. */
  readonly path: string;
  readonly token: TokenKind;
}

const post = (path: string, token: TokenKind = "connectionToken"): OperationRoute => ({
  method: "POST",
  path: `/participant/${path}`,
  token,
});

/**
 * The eleven operations of the Amazon Connect Participant Service, API version 2018-09-07.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Participant_Service.html
 */
export const OPERATIONS = {
  CreateParticipantConnection: post("connection", "participantToken"),
  SendMessage: post("message"),
  SendEvent: post("event"),
  GetTranscript: post("transcript"),
  DisconnectParticipant: post("disconnect"),
  StartAttachmentUpload: post("start-attachment-upload"),
  CompleteAttachmentUpload: post("complete-attachment-upload"),
  GetAttachment: post("attachment"),
  GetAuthenticationUrl: post("authentication-url"),
  CancelParticipantAuthentication: post("cancel-authentication"),
  DescribeView: { method: "GET", path: "/participant/views/{ViewToken}", token: "connectionToken" },
} as const satisfies Record<string, OperationRoute>;

export type OperationName = keyof typeof OPERATIONS;

export const CONNECTION_TYPES = ["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

export const SCAN_DIRECTIONS = ["FORWARD", "BACKWARD"] as const;
export type ScanDirection = (typeof SCAN_DIRECTIONS)[number];

export const SORT_ORDERS = ["ASCENDING", "DESCENDING"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface StartPosition {
  readonly Id?: string | undefined;
  readonly AbsoluteTime?: string | undefined;
  readonly MostRecent?: number | undefined;
}

export interface View {
  readonly Id?: string;
  readonly Arn?: string;
  readonly Name?: string;
  readonly Version?: number;
  readonly Content?: {
    /** A JSON text. */
    readonly InputSchema?: string;
    /** A JSON text. */
    readonly Template?: string;
    readonly Actions?: readonly string[];
  };
}

/** Input and output of each operation as they stand in the bodies; headers and path members are named in `OPERATIONS`. */
export interface OperationShapes {
  CreateParticipantConnection: {
    input: { readonly Type?: readonly ConnectionType[]; readonly ConnectParticipant?: boolean };
    output: {
      readonly Websocket?: { readonly Url?: string; readonly ConnectionExpiry?: string };
      readonly ConnectionCredentials?: { readonly ConnectionToken?: string; readonly Expiry?: string };
    };
  };
  SendMessage: {
    input: { readonly ContentType: string; readonly Content: string; readonly ClientToken?: string };
    output: {
      readonly Id?: string;
      readonly AbsoluteTime?: string;
      readonly MessageMetadata?: MessageMetadata;
    };
  };
  SendEvent: {
    input: { readonly ContentType: string; readonly Content?: string; readonly ClientToken?: string };
    output: { readonly Id?: string; readonly AbsoluteTime?: string };
  };
  GetTranscript: {
    input: {
      readonly ContactId?: string | undefined;
      readonly MaxResults?: number | undefined;
      readonly NextToken?: string | undefined;
      readonly ScanDirection?: ScanDirection | undefined;
      readonly SortOrder?: SortOrder | undefined;
      readonly StartPosition?: StartPosition | undefined;
    };
    output: {
      readonly InitialContactId?: string;
      readonly NextToken?: string;
      readonly Transcript?: readonly ChatItem[];
    };
  };
  DisconnectParticipant: { input: { readonly ClientToken?: string }; output: object };
  StartAttachmentUpload: {
    input: {
      readonly ContentType: string;
      readonly AttachmentSizeInBytes: number;
      readonly AttachmentName: string;
      readonly ClientToken: string;
    };
    output: {
      readonly AttachmentId?: string;
      readonly UploadMetadata?: {
        readonly Url?: string;
        readonly UrlExpiry?: string;
        readonly HeadersToInclude?: Readonly<Record<string, string>>;
      };
    };
  };
  CompleteAttachmentUpload: {
    input: { readonly AttachmentIds: readonly string[]; readonly ClientToken: string };
    output: object;
  };
  GetAttachment: {
    input: { readonly AttachmentId: string; readonly UrlExpiryInSeconds?: number };
    output: { readonly Url?: string; readonly UrlExpiry?: string; readonly AttachmentSizeInBytes?: number };
  };
  GetAuthenticationUrl: {
    input: { readonly SessionId: string; readonly RedirectUri: string };
    output: { readonly AuthenticationUrl?: string };
  };
  CancelParticipantAuthentication: { input: { readonly SessionId: string }; output: object };
  DescribeView: { input: { readonly ViewToken: string }; output: { readonly View?: View } };
}

export type OperationInput<Name extends OperationName> = OperationShapes[Name]["input"];
export type OperationOutput<Name extends OperationName> = OperationShapes[Name]["output"];
