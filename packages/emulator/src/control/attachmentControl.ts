import type { AttachmentRecord, AttachmentState } from "../attachments/attachmentRecord.js";
import type { Attachments } from "../attachments/attachments.js";
import type { ScanRule } from "../attachments/scanner.js";
import type { Settings } from "../options.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";

/** An attachment, as the control API shows it. */
export interface AttachmentSummary {
  readonly attachmentId: string;
  readonly participantId: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly state: AttachmentState;
}

/** A file that a participant sends from the control side. */
export interface ControlFile {
  readonly contactId: string;
  readonly participantId: string;
  readonly name: string;
  readonly contentType: string;
  /** The bytes, in base64. */
  readonly contentBase64: string;
}

/** The end of a scan. */
export interface ControlVerdict {
  readonly contactId: string;
  readonly attachmentId: string;
  readonly verdict: "approve" | "reject";
}

export interface AttachmentControl {
  /** Sends a file in one go, past the upload but not past the scanner. */
  attach(file: ControlFile): { readonly attachmentId: string };
  listAttachments(contactId: string): readonly AttachmentSummary[];
  /** What the scanner says from now on; a member left out is as the options say. A chat's own rule goes first. */
  setScanner(rule: ScanRule): void;
  /** Decides now on an attachment that is at the scanner. */
  decideAttachment(verdict: ControlVerdict): void;
}

/** What flows can do beside. */
export interface AttachmentVerbs extends AttachmentControl {
  /** @param verdict - what the scanner says of this file. @defaultValue as it says of all */
  attach(file: ControlFile, verdict?: ControlVerdict["verdict"]): { readonly attachmentId: string };
}

const summarise = ({ attachmentId, ref, name, contentType, sizeBytes, state }: AttachmentRecord) => ({
  attachmentId,
  participantId: ref.participantId,
  name,
  contentType,
  sizeBytes,
  state,
});

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new ControlError("InvalidRequest", "unable to attach the file; contentBase64 is not base64");
  }
}

export function createAttachmentControl(given: {
  readonly attachments: Attachments;
  readonly settings: Settings;
  readonly subjects: ControlSubjects;
}): AttachmentVerbs {
  const { attachments, settings, subjects } = given;
  return {
    attach({ contactId, participantId, name, contentType, contentBase64 }, verdict) {
      const { contact } = subjects.requireSpeaker({ contactId, participantId });
      const bytes = bytesOf(contentBase64);
      if (bytes.length === 0 || bytes.length > settings.limits.attachmentSizeBytes)
        throw new ControlError("InvalidRequest", "unable to attach the file; it is empty or too large");
      if (attachments.countPlaces(contact.contactId) >= settings.limits.attachmentsPerContact)
        throw new ControlError("Conflict", "unable to attach the file; the chat takes no more");
      const ref = { contactId: contact.contactId, participantId };
      const record = attachments.put(ref, { name, contentType }, bytes);
      attachments.complete(record, verdict);
      return { attachmentId: record.attachmentId };
    },
    listAttachments: (contactId) =>
      attachments.list(subjects.roomOf(contactId).contact.contactId).map(summarise),
    setScanner({ contactId, ...rule }) {
      const room = contactId === undefined ? undefined : subjects.liveRoomOf(contactId);
      attachments.setRule({ ...rule, contactId: room?.contact.contactId });
    },
    decideAttachment({ contactId, attachmentId, verdict }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const record = attachments.find(contact.contactId, attachmentId);
      if (!record) throw new ControlError("NotFound", "unable to find the attachment; its id is unknown");
      if (record.state !== "SCANNING")
        throw new ControlError("Conflict", "unable to decide on the attachment; it is not at the scanner");
      attachments.decide(record, verdict === "approve" ? "APPROVED" : "REJECTED");
    },
  };
}
