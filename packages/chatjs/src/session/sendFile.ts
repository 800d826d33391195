import { ChatError, statusCodeOf } from "../errors.js";
import { createAttachments } from "../participant/attachments.js";
import type { AttachmentFile, AttachmentProgress } from "../participant/attachments.js";
import type { Platform } from "../platform/platform.js";
import type { CallKit } from "./callKit.js";
import type { SendAttachmentArgs } from "./callTypes.js";
import { isDenied, MAYBE_SENT } from "./pauseAfter.js";

/** How far an attachment has got. */
export interface Upload {
  /** From 0; another one has other tokens, as its upload begins anew. */
  readonly round: number;
  readonly attachmentId?: string | undefined;
  /** Whether its bytes are there, so that the service may have been told so. */
  readonly isUploaded?: boolean | undefined;
}

/** An attachment that is to be sent, and how far it has got. */
export interface FileJob {
  readonly clientToken: string;
  readonly onProgress?: ((progress: AttachmentProgress) => unknown) | undefined;
  failedUploads: number;
  upload: Upload;
}

/** What sending one takes. */
export interface FileTools {
  /** Rejects when its bytes are gone. */
  getFile(): Promise<AttachmentFile>;
  /** Resolves when what is known of the upload is stored, or cannot be. */
  save(): Promise<unknown>;
  readonly signal?: AbortSignal | undefined;
}

export const endedError = (): ChatError =>
  new ChatError("NO_ACTIVE_CONNECTION", "unable to send; the chat has ended");

/** Sends a file, or what is left to do of it. Resolves with its attachment id, where that is known. */
export type SendFile = (job: FileJob, tools: FileTools) => Promise<string | undefined>;

/**
 * Each step has a token of its own, and is not taken again when it is known to be done: a lost answer sends nothing twice. Only a
 * new round, after the storage or the service has said no, has other tokens.
 */
export const sendBySteps =
  ({ platform, perform }: { readonly platform: Platform; readonly perform: CallKit["perform"] }): SendFile =>
  async (job, tools) => {
    const { clientToken } = job;
    const { signal } = tools;
    const tokenOf = (step: string) => `${clientToken}-${step}-${job.upload.round}`;
    if (job.upload.isUploaded) {
      const { attachmentId = "" } = job.upload;
      const input = { AttachmentIds: [attachmentId], ClientToken: tokenOf("complete") };
      await perform("CompleteAttachmentUpload", input, signal).catch((error: unknown) => {
        // It was completed, and the answer got lost.
        if (statusCodeOf(error) !== 409) throw error;
      });
      return attachmentId;
    }
    const attachments = createAttachments(platform, async (name, input, until) => {
      const isStart = name === "StartAttachmentUpload";
      if (!isStart) {
        job.failedUploads = 0;
        job.upload = { ...job.upload, isUploaded: true };
        await tools.save();
      }
      const output = await perform(
        name,
        { ...input, ClientToken: tokenOf(isStart ? "start" : "complete") },
        until,
      );
      if (isStart) {
        job.failedUploads += 1;
        const { AttachmentId: attachmentId } = output as { readonly AttachmentId?: string };
        job.upload = { ...job.upload, attachmentId };
      }
      return output;
    });
    try {
      await attachments.send(await tools.getFile(), {
        signal,
        // An upload that is watched ends when it stalls.
        onProgress: (progress) => job.onProgress?.(progress),
      });
      return job.upload.attachmentId;
    } catch (error) {
      const { upload } = job;
      const { code, attempts = 1 } = error as Partial<ChatError>;
      // An earlier request of the same call has completed it, and the answer got lost.
      if (upload.isUploaded && statusCodeOf(error) === 409 && attempts > 1) return upload.attachmentId;
      // The URL of the upload has expired.
      if (code === "STORAGE_ERROR" && isDenied(error)) job.upload = { round: upload.round + 1 };
      throw error;
    }
  };

/** Whether it is certain that nothing was sent: the storage did not take it, or the one request that was made was refused. */
function isRefused(error: unknown) {
  const statusCode = statusCodeOf(error) ?? 0;
  const { code, attempts } = error as Partial<ChatError>;
  return code === "STORAGE_ERROR" || (statusCode >= 400 && statusCode < 500 && attempts === 1);
}

/**
 * Where the steps cannot be taken one by one: when it is not certain that the last one failed, the page has to decide, as
 * another try might send the file twice.
 */
export const sendAtOnce =
  (sendAttachment: (args: SendAttachmentArgs) => Promise<unknown>): SendFile =>
  async (job, tools) => {
    const uncertain = (cause?: unknown) =>
      new ChatError(
        "NETWORK_ERROR",
        "unable to say whether the attachment was sent; its last answer got lost. Look for it in the transcript before you retry",
        { type: MAYBE_SENT, cause },
      );
    if (job.upload.isUploaded) throw uncertain();
    const attachment = await tools.getFile();
    job.upload = { ...job.upload, isUploaded: true };
    await tools.save();
    let loadedBytes = -1;
    try {
      await sendAttachment({
        attachment,
        signal: tools.signal,
        onProgress(progress) {
          // The service has given it a place.
          if (loadedBytes < 0) job.failedUploads += 1;
          ({ loadedBytes } = progress);
          job.onProgress?.(progress);
        },
      });
      return undefined;
    } catch (error) {
      if (loadedBytes === attachment.size && !isRefused(error)) throw uncertain(error);
      job.upload = { round: job.upload.round };
      throw error;
    }
  };
