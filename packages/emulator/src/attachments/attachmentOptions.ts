/** What the scanner says: an attachment may be sent, may not, or waits for the control side. */
export type ScanVerdict = "approve" | "reject" | "hold";

/** How the service treats attachments. Times are in milliseconds. */
export interface AttachmentOptions {
  /** Without, StartAttachmentUpload is refused with 403. @defaultValue true */
  readonly enabled: boolean;
  /** @defaultValue "approve" */
  readonly verdict: ScanVerdict;
  /** From CompleteAttachmentUpload to the verdict. @defaultValue 0 */
  readonly scanDelayMs: number;
  /** A file without a verdict by then is rejected. @defaultValue 60000 */
  readonly scanTimeoutMs: number;
  /** Content types that may be sent. @defaultValue those of Amazon Connect */
  readonly contentTypes: readonly string[];
  /** Life of the URL to upload to, in whole seconds. @defaultValue 120000 */
  readonly uploadUrlLifetimeMs: number;
  /** Life of the URL to download from, when the caller does not say, in whole seconds. @defaultValue 300000 */
  readonly downloadUrlLifetimeMs: number;
}

const office = "application/vnd.openxmlformats-officedocument";

export const defaultAttachmentOptions: AttachmentOptions = {
  enabled: true,
  verdict: "approve",
  scanDelayMs: 0,
  scanTimeoutMs: 60_000,
  contentTypes: [
    "application/msword",
    "application/pdf",
    "application/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    `${office}.presentationml.presentation`,
    `${office}.spreadsheetml.sheet`,
    `${office}.wordprocessingml.document`,
    "application/x-rtf",
    "audio/vnd.wave",
    "audio/wav",
    "audio/x-wav",
    "image/heic",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/plain",
    "text/richtext",
    "text/rtf",
    "video/mp4",
    "video/quicktime",
  ],
  uploadUrlLifetimeMs: 120_000,
  downloadUrlLifetimeMs: 300_000,
};
