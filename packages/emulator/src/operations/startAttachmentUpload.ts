import { z } from "zod";
import { toIsoSeconds } from "../isoTime.js";
import { isSilent } from "../world/contact.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { accessDenied, invalidParameter, serviceError } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html */
export const startAttachmentUpload: Operation<"StartAttachmentUpload"> = {
  rules: z.object({
    ContentType: text(1, 255),
    AttachmentSizeInBytes: z.int().min(1),
    AttachmentName: text(1, 256),
    ClientToken: text(1, 500),
  }),

  run({ ref, participant, attachments, settings, limits, origin }, input) {
    const { ContentType: contentType, AttachmentSizeInBytes: sizeBytes, AttachmentName: name } = input;
    const mayAttach = participant.role !== "CUSTOM_BOT" && !isSilent(participant);
    if (!settings.attachments.enabled || !mayAttach) throw accessDenied();
    const isWanted = (other: string) => other.toLowerCase() === contentType.toLowerCase();
    if (!settings.attachments.contentTypes.some(isWanted))
      throw invalidParameter("ContentType", "is not one that may be attached");
    if (sizeBytes > limits.attachmentSizeBytes)
      throw invalidParameter("AttachmentSizeInBytes", `is more than ${limits.attachmentSizeBytes}`);
    if (attachments.countPlaces(ref.contactId) >= limits.attachmentsPerContact)
      throw serviceError(
        "ServiceQuotaExceededException",
        "The number of attachments exceeds the quota",
        `a chat takes ${limits.attachmentsPerContact} attachments`,
      );
    const upload = attachments.start(ref, { contentType, sizeBytes, name }, origin);
    return {
      AttachmentId: upload.attachmentId,
      UploadMetadata: {
        Url: upload.url,
        UrlExpiry: toIsoSeconds(upload.expiresAtMs),
        HeadersToInclude: upload.headers,
      },
    };
  },
};
