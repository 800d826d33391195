/**
 * A part that sends each thing once and in order, over outages and reloads; see [the guide](../../../docs/guides/outbox.md).
 * @module amazon-connect-chatjs/outbox
 */
export { outbox } from "./parts/outbox/outboxPart.js";
export type {
  Outbox,
  OutboxContent,
  OutboxEntry,
  OutboxFileStorage,
  OutboxOptions,
  OutboxState,
  OutboxStorage,
  OutboxStorageSource,
  OutboxTicket,
  SentEntry,
  WithOutbox,
} from "./parts/outbox/outboxTypes.js";
export { ChatError, IllegalArgumentError } from "./errors.js";
export type { ChatErrorCode, ChatErrorDetails } from "./errors.js";
export type { AttachmentFile, AttachmentProgress } from "./participant/attachments.js";
export type {
  Abortable,
  MetadataOption,
  SendAttachmentArgs,
  SendEventArgs,
  SendMessageArgs,
} from "./session/callTypes.js";
export type { OnChange } from "./session/observedValue.js";
export type { SessionPart } from "./session/parts.js";
