import { z } from "zod";
import { clientToken, text } from "./bodyRules.js";
import { checkMessage } from "./messageRules.js";
import type { Operation } from "./operation.js";
import { accessDenied } from "./serviceError.js";
import { isSilent } from "../world/contact.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_SendMessage.html */
export const sendMessage: Operation<"SendMessage"> = {
  // The upper limit of Content counts bytes and depends on the content type.
  rules: z.object({ ContentType: text(1, 100), Content: z.string().min(1), ClientToken: clientToken }),

  run({ ref, contact, participant, messages, limits }, { ContentType: contentType, Content: content }) {
    if (isSilent(participant)) throw accessDenied();
    checkMessage(contact.supportedContentTypes, { contentType, content }, limits);
    return messages.send(ref, { contentType, content });
  },
};
