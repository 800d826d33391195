import { createAttachments } from "../participant/attachments.js";
import type { DownloadAttachmentArgs, SendAttachmentArgs } from "./callTypes.js";
import { attachmentOf } from "./requests.js";
import type { CallKit } from "./callKit.js";

/** The session's methods for files. */
export function attachmentCalls({ platform, perform }: CallKit) {
  const attachments = createAttachments(platform, perform);
  return {
    sendAttachment: (args: SendAttachmentArgs, signal?: AbortSignal) =>
      attachments.send(attachmentOf(args), { signal, onProgress: args.onProgress }),
    downloadAttachment: ({ attachmentId }: DownloadAttachmentArgs, signal?: AbortSignal) =>
      attachments.download(attachmentId, signal),
    getAttachmentURL: ({ attachmentId }: DownloadAttachmentArgs, signal?: AbortSignal) =>
      attachments.urlOf(attachmentId, signal),
  };
}
