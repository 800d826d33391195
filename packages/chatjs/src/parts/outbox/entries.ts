import { createSettling } from "../../lib/settling.js";
import type { Settling } from "../../lib/settling.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import type { TryCount } from "../../session/pauseAfter.js";
import type { FileJob } from "../../session/sendFile.js";
import { keepError, restoreError } from "./kept.js";
import type { KeptEntry } from "./kept.js";
import { onDevice } from "./files.js";
import type { OutboxContent, OutboxEntry, OutboxState, SentEntry } from "./outboxTypes.js";

/** An entry and all that belongs to it. */
export interface Job extends FileJob, TryCount {
  readonly id: string;
  readonly createdAt: string;
  readonly content: OutboxContent;
  readonly metadata: unknown;
  readonly file?: AttachmentFile | undefined;
  state: OutboxState;
  attempts: number;
  stored: Promise<boolean>;
  promise: Settling<SentEntry>;
  /** Ends what is under way for it. */
  abort?: (() => void) | undefined;
  /** What the page sees of it. */
  entry: OutboxEntry;
}

export const entryOf = ({
  id,
  createdAt,
  content,
  state,
  attempts,
  metadata,
}: Omit<Job, "entry">): OutboxEntry => ({
  id,
  createdAt,
  attempts,
  metadata,
  ...content,
  ...state,
});

export type Given = Pick<Job, "id" | "createdAt" | "clientToken" | "content" | "metadata"> &
  Partial<Pick<Job, "file" | "onProgress" | "upload" | "state">>;

export function createJob(given: Given): Job {
  const job = {
    state: { state: "waiting" },
    upload: { round: 0 },
    attempts: 0,
    failed: 0,
    failedUploads: 0,
    stored: Promise.resolve(true),
    promise: createSettling(),
    ...given,
  } satisfies Omit<Job, "entry">;
  return { ...job, entry: entryOf(job) };
}

/** What is stored of a job; undefined when it needs no other try after a reload. */
export function keptOf({
  id,
  createdAt,
  clientToken,
  content,
  state,
  upload,
  file,
}: Job): KeptEntry | undefined {
  if (state.state === "sent") return undefined;
  return {
    ...content,
    id,
    createdAt,
    clientToken,
    ...(state.state === "failed" && { error: keepError(state.error) }),
    ...(content.kind === "attachment" && { upload, file: file && onDevice(file) }),
  };
}

/** What is stored of a job that nobody wants any more, until its bytes are gone. */
export const goneOf = ({ id, createdAt, clientToken, content }: Job): KeptEntry => ({
  ...content,
  id,
  createdAt,
  clientToken,
  isForgotten: true,
});

const contentOf = (kept: KeptEntry): OutboxContent => {
  if (kept.kind === "message")
    return { kind: "message", message: kept.message, contentType: kept.contentType };
  if (kept.kind === "event") return { kind: "event", contentType: kept.contentType, content: kept.content };
  return { kind: "attachment", name: kept.name, type: kept.type, size: kept.size };
};

export const restoreJob = (kept: KeptEntry): Job =>
  createJob({
    id: kept.id,
    createdAt: kept.createdAt,
    clientToken: kept.clientToken,
    content: contentOf(kept),
    metadata: null,
    file: kept.file,
    ...(kept.upload && { upload: kept.upload }),
    ...(kept.error && { state: { state: "failed", error: restoreError(kept.error) } }),
  });
