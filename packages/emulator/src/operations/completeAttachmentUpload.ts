import { z } from "zod";
import { takesPlace } from "../attachments/attachmentRecord.js";
import { isSilent } from "../world/contact.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { accessDenied, invalidParameter, serviceError } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CompleteAttachmentUpload.html */
export const completeAttachmentUpload: Operation<"CompleteAttachmentUpload"> = {
  rules: z.object({
    AttachmentIds: z.array(text(1, 256)).length(1),
    ClientToken: text(1, 500),
  }),

  run({ ref, participant, attachments, settings, limits }, { AttachmentIds: [attachmentId = ""] }) {
    if (!settings.attachments.enabled || isSilent(participant)) throw accessDenied();
    const attachment = attachments.find(ref.contactId, attachmentId);
    if (attachment?.ref.participantId !== ref.participantId)
      throw invalidParameter("AttachmentIds", "is not an attachment of this participant");
    if (attachment.state !== "STARTED")
      throw serviceError("ConflictException", "The attachment has been uploaded already");
    if (!attachments.isUploaded(attachment))
      throw serviceError(
        "ConflictException",
        "The attachment has not been uploaded",
        "AttachmentIds: nothing was put to the URL, or it was refused",
      );
    // Whoever comes late may find the place of the attachment taken.
    const isInTime = takesPlace(attachment, settings.clock.nowMs());
    if (!isInTime && attachments.countPlaces(ref.contactId) >= limits.attachmentsPerContact)
      throw serviceError("ServiceQuotaExceededException", "The number of attachments exceeds the quota");
    attachments.complete(attachment);
    return {};
  },
};
