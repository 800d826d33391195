import type { OperationName } from "@amazon-connect-chat/protocol";
import type { ConnectOperationName } from "../connect/connectOperationName.js";

/** Whether a request is carried out before the fault strikes. */
export type FaultMoment = "before" | "after";

/** What every rule can say of when and whom it strikes. */
export interface FaultScope {
  /** How often it strikes. @defaultValue without end */
  readonly times?: number | undefined;
  /** From 0 to 1; drawn anew each time it could strike. @defaultValue 1 */
  readonly probability?: number | undefined;
  /** Milliseconds of the emulator's clock after which it ends. @defaultValue until cleared */
  readonly forMs?: number | undefined;
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  /** An agent's transport, and what the participants of that agent do. */
  readonly agentId?: string | undefined;
}

/** The upload and the download of an attachment's bytes, in the words of S3. */
export const FILE_OPERATIONS = ["PutObject", "GetObject"] as const;
export type FileOperation = (typeof FILE_OPERATIONS)[number];

/** What a request asks for: of the participant service, of the Connect API (`StartChatContact` in the form of a proxy, too), of S3. */
export type CallName = OperationName | ConnectOperationName | FileOperation;

interface OperationScope {
  /** Those of the Connect API, uploads and downloads have to be named. @defaultValue all operations of the participant service */
  readonly operation?: CallName | undefined;
}

/** An error is answered: `before` instead of carrying the request out, `after` in spite of having done so. */
export interface HttpErrorFault extends OperationScope {
  readonly kind: "httpError";
  /** From 400 to 599. */
  readonly status: number;
  /** Seconds, in a `Retry-After` header. */
  readonly retryAfterSeconds?: number | undefined;
  /** What `x-amzn-errortype` says. @defaultValue the exception of that status */
  readonly type?: string | undefined;
  /** @defaultValue "before" */
  readonly when?: FaultMoment | undefined;
}

/** The connection is cut without an answer. */
export interface DropResponseFault extends OperationScope {
  readonly kind: "dropResponse";
  /** @defaultValue "after": the request was carried out, the answer is lost */
  readonly when?: FaultMoment | undefined;
}

/** The request waits before it is carried out. */
export interface LatencyFault extends OperationScope {
  readonly kind: "latency";
  /** Milliseconds. */
  readonly ms: number;
  /** Milliseconds; up to so many are added by chance. @defaultValue 0 */
  readonly jitterMs?: number | undefined;
}

/** No answer comes until the fault ends. */
export interface HangResponseFault extends OperationScope {
  readonly kind: "hangResponse";
  /** @defaultValue "before" */
  readonly when?: FaultMoment | undefined;
}

/** CreateParticipantConnection, and an agent's `createTransport`, tell expiries that cannot be used. */
export interface InvalidExpiryFault {
  readonly kind: "invalidExpiry";
  readonly expiry: "past" | "missing" | "unreadable";
}

/** A WebSocket handshake is answered with an HTTP status. */
export interface RefuseUpgradeFault {
  readonly kind: "refuseUpgrade";
  /** From 400 to 599. @defaultValue 403 */
  readonly status?: number | undefined;
}

/**
 * - `hangHandshake`: a WebSocket handshake is never answered
 * - `ignoreHeartbeats`, `ignorePings`, `ignoreSubscriptions`: these frames get no answer and have no effect
 * - `refuseSubscriptions`: they are answered with `failure`
 */
export type SocketFaultKind =
  | "hangHandshake"
  | "ignoreHeartbeats"
  | "ignorePings"
  | "refuseSubscriptions"
  | "ignoreSubscriptions";

/** The socket does not do what is asked of it. */
export type SocketFault = {
  readonly [Kind in SocketFaultKind]: { readonly kind: Kind };
}[SocketFaultKind];

/** Streams' `createTransport` for a chat fails: the agent's page gets no connection token. */
export interface RefuseTransportFault {
  readonly kind: "refuseTransport";
}

/** A frame of `aws/chat` is sent several times. */
export interface DuplicateFramesFault {
  readonly kind: "duplicateFrames";
  /** How many more than one, from 1 to 10. @defaultValue 1 */
  readonly copies?: number | undefined;
}

/** A frame of `aws/chat` comes later; those after it may overtake it. */
export interface DelayFramesFault {
  readonly kind: "delayFrames";
  /** Milliseconds. */
  readonly ms: number;
  /** Milliseconds; up to so many are added by chance, for each copy on its own. @defaultValue 0 */
  readonly jitterMs?: number | undefined;
}

/** Frames of `aws/chat` are gathered and sent in another order; none waits for more than 200 ms. */
export interface ReorderFramesFault {
  readonly kind: "reorderFrames";
  /** How many are gathered, from 2 to 100. @defaultValue 2 */
  readonly window?: number | undefined;
}

/** A frame of `aws/chat` is lost. */
export interface DropFramesFault {
  readonly kind: "dropFrames";
}

export type Fault =
  | HttpErrorFault
  | DropResponseFault
  | LatencyFault
  | HangResponseFault
  | InvalidExpiryFault
  | RefuseUpgradeFault
  | SocketFault
  | RefuseTransportFault
  | DuplicateFramesFault
  | DelayFramesFault
  | ReorderFramesFault
  | DropFramesFault;

export type FaultKind = Fault["kind"];

/** What goes wrong, for whom and how often. */
export type FaultRule = Fault & FaultScope;

/** A rule of one kind. */
export type RuleOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }> & FaultScope;

/** A rule at work. One that has struck `times` times stays in the list until it is cleared or over. */
export type FaultSummary = FaultRule & {
  readonly faultId: string;
  /** How often it has struck. */
  readonly hits: number;
  /** The profile that it is part of. */
  readonly profileId?: string | undefined;
};
