import type { ParticipantRef } from "../world/contact.js";

/** An attachment's way: begun, handed in and at the scanner, decided. */
export type AttachmentState = "STARTED" | "SCANNING" | "APPROVED" | "REJECTED";

/** One attachment of a contact. Never changed in place. */
export interface AttachmentRecord {
  readonly attachmentId: string;
  /** Who sends it. */
  readonly ref: ParticipantRef;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly state: AttachmentState;
  /** Until then its place counts although nothing was handed in. */
  readonly uploadExpiresAtMs: number;
}

/** Whether the attachment takes one of the places that a chat has. */
export const takesPlace = ({ state, uploadExpiresAtMs }: AttachmentRecord, nowMs: number): boolean =>
  state !== "STARTED" || uploadExpiresAtMs > nowMs;

/** Where the bytes are while they are being handed in, and afterwards. */
export const stagingKey = (attachmentId: string): string => `staging/${attachmentId}`;
export const finalKey = (attachmentId: string): string => `final/${attachmentId}`;
