import type { ChatItem } from "amazon-connect-chatjs";

/** A file of one's own that is on its way. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly loadedBytes: number;
  readonly startedAtMs: number;
  /** `checking`: it is there, and shows once the scanner has looked at it. */
  readonly status: "sending" | "checking" | "failed";
  /** Why it failed, in words. */
  readonly reason?: string | undefined;
}

/** The uploads after one of them has changed. One that is gone stays so. */
export const changeUpload = (
  uploads: readonly Upload[],
  key: string,
  change: Partial<Upload>,
): readonly Upload[] => uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));

export const withoutUpload = (uploads: readonly Upload[], key: string): readonly Upload[] =>
  uploads.filter((upload) => upload.key !== key);

/** The uploads after one's own item with files has come: it takes the place of the oldest of each name. */
export function settleUploads(uploads: readonly Upload[], { Attachments = [] }: ChatItem): readonly Upload[] {
  return Attachments.reduce((left, { AttachmentName }) => {
    const arrived = left.find(({ name, status }) => name === AttachmentName && status !== "failed");
    return arrived ? withoutUpload(left, arrived.key) : left;
  }, uploads);
}

/** A size for people: "12 kB". */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1_000) return `${sizeBytes} B`;
  return sizeBytes < 1_000_000
    ? `${Math.round(sizeBytes / 1_000)} kB`
    : `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}
