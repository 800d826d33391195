import type { CallName, FaultKind } from "amazon-connect-chat-emulator";

/** A member of a fault's rule that can be filled in. */
export interface FaultField {
  readonly name: string;
  readonly label: string;
  /** What can be chosen; any number when left out. */
  readonly choices?: readonly string[];
  /** What to call it when nothing is chosen. */
  readonly unset?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: string;
}

const OPERATIONS: readonly CallName[] = [
  "CreateParticipantConnection",
  "SendMessage",
  "SendEvent",
  "GetTranscript",
  "DisconnectParticipant",
  "StartAttachmentUpload",
  "CompleteAttachmentUpload",
  "GetAttachment",
  "DescribeView",
  "GetAuthenticationUrl",
  "CancelParticipantAuthentication",
  "StartChatContact",
  "StopContact",
  "CreateParticipant",
  "CreatePersistentContactAssociation",
  "UpdateParticipantRoleConfig",
  "PutObject",
  "GetObject",
];

const operation: FaultField = {
  name: "operation",
  label: "Operation",
  choices: ["", ...OPERATIONS],
  unset: "any",
};
const when: FaultField = { name: "when", label: "When", choices: ["", "before", "after"], unset: "usual" };
const status = (value: string): FaultField => ({
  name: "status",
  label: "Status",
  value,
  min: 400,
  max: 599,
});
const ms: FaultField = { name: "ms", label: "Milliseconds", value: "2000", min: 0 };
const jitterMs: FaultField = { name: "jitterMs", label: "Jitter (ms)", min: 0 };

/** What each kind of fault says beside when and whom it strikes. */
export const FAULT_FIELDS: Readonly<Record<FaultKind, readonly FaultField[]>> = {
  httpError: [
    status("500"),
    operation,
    when,
    { name: "retryAfterSeconds", label: "Retry-After (s)", min: 0 },
  ],
  dropResponse: [operation, when],
  latency: [ms, jitterMs, operation],
  hangResponse: [operation, when],
  invalidExpiry: [{ name: "expiry", label: "Expiry", choices: ["past", "missing", "unreadable"] }],
  refuseUpgrade: [status("503")],
  hangHandshake: [],
  ignoreHeartbeats: [],
  ignorePings: [],
  refuseSubscriptions: [],
  ignoreSubscriptions: [],
  refuseTransport: [],
  duplicateFrames: [{ name: "copies", label: "Copies", value: "1", min: 1, max: 10 }],
  delayFrames: [ms, jitterMs],
  reorderFrames: [{ name: "window", label: "Window", value: "4", min: 2, max: 100 }],
  dropFrames: [],
};

/** When a fault strikes, and for how long. */
export const SCOPE_FIELDS: readonly FaultField[] = [
  { name: "times", label: "Times", min: 1 },
  { name: "probability", label: "Probability (0 to 1)", min: 0, max: 1, step: "any" },
  { name: "forMs", label: "For (ms)", min: 0 },
];
