/** Who is in a chat. The service's list has grown before: accept any string when reading. */
export const PARTICIPANT_ROLES = ["AGENT", "CUSTOMER", "SYSTEM", "CUSTOM_BOT", "SUPERVISOR"] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** What the `Type` of an item is on the socket; a transcript has the first three only. */
export const ITEM_TYPES = ["MESSAGE", "EVENT", "ATTACHMENT", "MESSAGEMETADATA"] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

export const ATTACHMENT_STATUSES = ["APPROVED", "REJECTED", "IN_PROGRESS"] as const;
export type AttachmentStatus = (typeof ATTACHMENT_STATUSES)[number];

export const MESSAGE_PROCESSING_STATUSES = ["PROCESSING", "FAILED", "REJECTED"] as const;
export type MessageProcessingStatus = (typeof MESSAGE_PROCESSING_STATUSES)[number];

/** One participant's receipt for one message. Times are ISO-8601 UTC. */
export interface Receipt {
  readonly DeliveredTimestamp?: string;
  readonly ReadTimestamp?: string;
  readonly RecipientParticipantId?: string;
}

export interface MessageMetadata {
  readonly MessageId?: string;
  readonly Receipts?: readonly Receipt[];
  readonly MessageProcessingStatus?: MessageProcessingStatus;
  /** Streamed bot text: false while pieces come, true on the item that holds the whole text. */
  readonly MessageCompleted?: boolean;
  /** Streamed bot text: the piece's number, from 1. */
  readonly ChunkNumber?: number;
}

export interface Attachment {
  readonly AttachmentId?: string;
  readonly AttachmentName?: string;
  readonly ContentType?: string;
  readonly Status?: AttachmentStatus;
}

/**
 * An item as it stands in a transcript and, with `InitialContactId`, in a data frame of the socket.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_Item.html
 */
export interface ChatItem {
  /** ISO-8601 UTC with milliseconds. */
  readonly AbsoluteTime?: string;
  readonly Content?: string;
  readonly ContentType?: string;
  readonly Id?: string;
  readonly Type?: string;
  readonly ParticipantId?: string;
  readonly DisplayName?: string;
  readonly ParticipantRole?: string;
  readonly Attachments?: readonly Attachment[];
  readonly MessageMetadata?: MessageMetadata;
  /** On the socket only: a transcript names it once, at its top. */
  readonly InitialContactId?: string;
  /** The contact of the present session that the item belongs to. */
  readonly ContactId?: string;
  /** Persistent chat: the past contact that the item came from. */
  readonly RelatedContactId?: string;
}

/** Whether an item is a piece of a text that a bot is still writing. */
export const isPiece = ({ MessageMetadata }: ChatItem): boolean =>
  MessageMetadata?.MessageCompleted === false;
