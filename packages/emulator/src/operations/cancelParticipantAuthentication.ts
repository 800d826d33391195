import { z } from "zod";
import { isOpen } from "../authentication/authenticationSession.js";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { accessDenied } from "./serviceError.js";

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CancelParticipantAuthentication.html */
export const cancelParticipantAuthentication: Operation<"CancelParticipantAuthentication"> = {
  rules: z.object({ SessionId: text(36, 36) }),

  run({ ref, authentications }, { SessionId: sessionId }) {
    const session = authentications.find(ref.contactId, sessionId);
    if (session?.ref.participantId !== ref.participantId) throw accessDenied();
    // A repeat changes nothing; any other end has come before.
    if (!isOpen(session) && session.phase !== "cancelled") throw accessDenied();
    authentications.finish(session, "cancelled");
    return {};
  },
};
