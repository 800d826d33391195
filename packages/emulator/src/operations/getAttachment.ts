import { z } from "zod";
import { toIsoSeconds } from "../isoTime.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { accessDenied, invalidParameter } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAttachment.html */
export const getAttachment: Operation<"GetAttachment"> = {
  rules: z.object({
    AttachmentId: text(1, 256),
    UrlExpiryInSeconds: z.int().min(5).max(300).optional(),
  }),

  run({ ref, participant, attachments, settings, origin }, input) {
    if (participant.role === "CUSTOM_BOT") throw accessDenied();
    const attachment = attachments.find(ref.contactId, input.AttachmentId);
    if (attachment?.state !== "APPROVED")
      throw invalidParameter("AttachmentId", "is not an approved attachment of this chat");
    const lifetimeMs =
      input.UrlExpiryInSeconds === undefined
        ? settings.attachments.downloadUrlLifetimeMs
        : input.UrlExpiryInSeconds * 1_000;
    const { url, expiresAtMs } = attachments.downloadUrl(attachment, { lifetimeMs, origin });
    return { Url: url, UrlExpiry: toIsoSeconds(expiresAtMs), AttachmentSizeInBytes: attachment.sizeBytes };
  },
};
