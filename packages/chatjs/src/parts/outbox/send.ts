import { ChatError } from "../../errors.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import { untilAborted } from "../../platform/abort.js";
import type { Platform } from "../../platform/platform.js";
import type { CallKit } from "../../session/callKit.js";
import type { SendAttachmentArgs, SendEventResult } from "../../session/callTypes.js";
import { FILE_LOST } from "../../session/pauseAfter.js";
import type { PlainSession } from "../../session/parts.js";
import { sendAtOnce, sendBySteps } from "../../session/sendFile.js";
import type { SendFile } from "../../session/sendFile.js";
import type { Job } from "./entries.js";

export interface SendOptions {
  readonly session: PlainSession;
  readonly platform: Platform;
  /** Absent where the part came to a session that was made without it. */
  readonly perform: CallKit["perform"] | undefined;
  /** Resolves with null when there is none, and with undefined when the storage does not answer. */
  storedFile(id: string): Promise<AttachmentFile | null | undefined>;
  /** Stores what has changed, as far as it can be waited for. */
  save(): Promise<unknown>;
}

/** Makes the requests of an entry. */
export interface Sender {
  readonly canSendFiles: boolean;
  /** Resolves with what the service calls it. */
  send(job: Job, signal?: AbortSignal): Promise<string | undefined>;
}

export function createSender({ session, platform, perform, storedFile, save }: SendOptions): Sender {
  const { sendAttachment } = session as {
    readonly sendAttachment?: (args: SendAttachmentArgs) => Promise<unknown>;
  };
  const sendFile: SendFile | undefined = perform
    ? sendBySteps({ platform, perform })
    : sendAttachment && sendAtOnce(sendAttachment);

  const fileOf = async (job: Job): Promise<AttachmentFile> => {
    const found = job.file ?? (await storedFile(job.id));
    if (found) return found;
    if (found === undefined) {
      // One that never answers must not hold up what comes after.
      job.failedUploads += 1;
      throw new ChatError("TIMEOUT", "unable to send the attachment; the fileStorage does not answer");
    }
    throw new ChatError(
      "ILLEGAL_ARGUMENT",
      "unable to send the attachment; its bytes did not survive the reload. Choose the file again, or pass a fileStorage",
      { type: FILE_LOST },
    );
  };

  return {
    canSendFiles: Boolean(sendFile),
    async send(job, signal) {
      const { content, clientToken } = job;
      if (content.kind === "attachment")
        return sendFile?.(job, { signal, save, getFile: () => untilAborted(fileOf(job), signal) });
      if (content.kind === "event") {
        const { contentType, content: text } = content;
        const answer = await session.sendEvent({ contentType, content: text, clientToken, signal });
        // A receipt may need no request, and has no data then.
        const { data } = answer as { readonly data?: SendEventResult };
        return data?.Id;
      }
      const { message, contentType } = content;
      if (!perform) return (await session.sendMessage({ message, contentType, clientToken, signal })).data.Id;
      // The session's own method would show each try in its transcript.
      const input = { Content: message, ContentType: contentType, ClientToken: clientToken };
      return (await perform("SendMessage", input, signal)).Id;
    },
  };
}
