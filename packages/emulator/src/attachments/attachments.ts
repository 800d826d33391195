import type { Attachment } from "@amazon-connect-chat/protocol";
import type { Bucket } from "../bucket/bucket.js";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { createTimerScope } from "../timerScope.js";
import { currentContactId, isOver } from "../world/contact.js";
import type { Contact, ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { AttachmentOptions, ScanVerdict } from "./attachmentOptions.js";
import { finalKey, stagingKey, takesPlace } from "./attachmentRecord.js";
import type { AttachmentRecord } from "./attachmentRecord.js";
import { createScanner } from "./scanner.js";
import type { Scanner } from "./scanner.js";
import { uploadHeaders } from "./uploadHeaders.js";

/** A URL of the bucket. */
export interface FileUrl {
  readonly url: string;
  readonly expiresAtMs: number;
}

/** What a file is called and what it holds. */
export interface FileFacts {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** A chat's attachments, from the first call to the item that everyone gets. */
export interface Attachments extends Pick<Scanner, "setRule"> {
  list(contactId: string): readonly AttachmentRecord[];
  find(contactId: string, attachmentId: string): AttachmentRecord | undefined;
  /** How many of the places of a chat are taken. */
  countPlaces(contactId: string): number;
  start(
    ref: ParticipantRef,
    file: FileFacts,
    origin: string,
  ): FileUrl & { readonly attachmentId: string; readonly headers: Readonly<Record<string, string>> };
  /** Whether the bytes are there. */
  isUploaded(attachment: AttachmentRecord): boolean;
  /** Hands an uploaded attachment to the scanner, and with its verdict, or with the one given, to everyone. */
  complete(attachment: AttachmentRecord, verdict?: ScanVerdict): void;
  /** Says what comes of an attachment that is at the scanner. */
  decide(attachment: AttachmentRecord, state: "APPROVED" | "REJECTED"): void;
  downloadUrl(
    attachment: AttachmentRecord,
    given: { readonly lifetimeMs: number; readonly origin: string },
  ): FileUrl;
  /** Stores bytes as an attachment that needs no upload; `complete` sends it. */
  put(ref: ParticipantRef, file: Omit<FileFacts, "sizeBytes">, bytes: Uint8Array): AttachmentRecord;
  /** Takes up the chats that another process has left: the scanner looks again at what it had, and files go when their time has come. */
  resume(contactIds: readonly string[]): void;
  close(): void;
}

/** URLs stay good for so long after the end of the chat. */
const lingerMs = 300_000;

const asItem = ({ contentType, attachmentId, name, state }: AttachmentRecord): Attachment => ({
  ContentType: contentType,
  AttachmentId: attachmentId,
  AttachmentName: name,
  Status: state === "REJECTED" ? "REJECTED" : "APPROVED",
});

export function createAttachments(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly options: AttachmentOptions;
  readonly world: World;
  readonly bucket: Bucket;
}): Attachments {
  const { clock, ids, options, world, bucket } = given;
  const timers = createTimerScope(clock);
  const scanner = createScanner(options);
  const ownersOfFiles = new Set<string>();

  const recordsOf = (contactId: string) => world.room(contactId)?.attachments;
  const list = (contactId: string) => [...(recordsOf(contactId)?.values() ?? [])];
  const save = (record: AttachmentRecord) => {
    recordsOf(record.ref.contactId)?.set(record.attachmentId, record);
    return record;
  };

  const headersOf = (contact: Contact, file: FileFacts) =>
    uploadHeaders({
      ...file,
      contactId: currentContactId(contact),
      initialContactId: contact.initialContactId,
    });

  const contactOf = ({ contactId }: ParticipantRef): Contact => {
    const room = world.room(contactId);
    if (!room) throw new RangeError("unable to find the contact; its id is unknown");
    return room.contact;
  };

  const newRecord = (ref: ParticipantRef, file: FileFacts, uploadExpiresAtMs: number) => {
    ownersOfFiles.add(ref.contactId);
    return save({ attachmentId: ids.uuid(), ref, ...file, state: "STARTED", uploadExpiresAtMs });
  };

  const decide = (attachment: AttachmentRecord, state: "APPROVED" | "REJECTED") => {
    const now = recordsOf(attachment.ref.contactId)?.get(attachment.attachmentId);
    if (now?.state !== "SCANNING") return;
    const decided = save({ ...now, state });
    const { contactId, participantId } = attachment.ref;
    world.post({
      contactId,
      by: { participantId },
      draft: { type: "ATTACHMENT", attachments: [asItem(decided)] },
      stored: true,
    });
  };

  const scan = (attachment: AttachmentRecord, wanted?: ScanVerdict) => {
    const { contactId } = attachment.ref;
    const { verdict: usual, delayMs } = scanner.scan(contactId);
    const verdict = wanted ?? usual;
    const isLate = verdict === "hold" || delayMs > options.scanTimeoutMs;
    const verdictIs = () => decide(attachment, verdict === "approve" && !isLate ? "APPROVED" : "REJECTED");
    if (delayMs === 0 && !isLate) verdictIs();
    else world.room(contactId)?.timers.set(isLate ? options.scanTimeoutMs : delayMs, verdictIs);
  };

  const forgetLater = (contact: Contact) => {
    scanner.forget(contact.contactId);
    if (!ownersOfFiles.delete(contact.contactId)) return;
    timers.set(lingerMs, () => bucket.forget(contact.contactId));
  };
  const stopListening = world.onContact((contact) => {
    if (isOver(contact)) forgetLater(contact);
  });

  return {
    setRule: (rule) => scanner.setRule(rule),
    list,
    find: (contactId, attachmentId) => recordsOf(contactId)?.get(attachmentId),
    countPlaces(contactId) {
      const nowMs = clock.nowMs();
      return list(contactId).filter((record) => takesPlace(record, nowMs)).length;
    },
    start(ref, file, origin) {
      const contact = contactOf(ref);
      const headers = headersOf(contact, file);
      const record = newRecord(ref, file, clock.nowMs() + options.uploadUrlLifetimeMs);
      const { attachmentId } = record;
      const { url, expiresAtMs } = bucket.presign(
        { method: "PUT", key: stagingKey(attachmentId), owner: ref.contactId, headers },
        { lifetimeMs: options.uploadUrlLifetimeMs, origin },
      );
      return { attachmentId, url, expiresAtMs, headers };
    },
    isUploaded: ({ attachmentId }) => bucket.has(stagingKey(attachmentId)),
    complete(attachment, verdict) {
      const { attachmentId } = attachment;
      bucket.move(stagingKey(attachmentId), finalKey(attachmentId));
      scan(save({ ...attachment, state: "SCANNING" }), verdict);
    },
    decide,
    downloadUrl: ({ attachmentId, ref }, { lifetimeMs, origin }) =>
      bucket.presign(
        { method: "GET", key: finalKey(attachmentId), owner: ref.contactId, headers: {} },
        { lifetimeMs, origin },
      ),
    put(ref, { name, contentType }, bytes) {
      const file: FileFacts = { name, contentType, sizeBytes: bytes.length };
      const record = newRecord(ref, file, clock.nowMs());
      bucket.put(stagingKey(record.attachmentId), {
        owner: ref.contactId,
        bytes,
        headers: headersOf(contactOf(ref), file),
      });
      return record;
    },
    resume(contactIds) {
      for (const contactId of contactIds) {
        const records = list(contactId);
        if (records.length === 0) continue;
        ownersOfFiles.add(contactId);
        const contact = world.room(contactId)?.contact;
        if (contact && isOver(contact)) forgetLater(contact);
        else for (const record of records) if (record.state === "SCANNING") scan(record);
      }
    },
    close() {
      stopListening();
      timers.cancelAll();
    },
  };
}
