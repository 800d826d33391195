import { z } from "zod";
import { text } from "./bodyRules.js";
import type { Operation } from "./operation.js";
import { accessDenied, invalidParameter } from "./serviceError.js";

const absoluteUrl = /^[a-z][a-z\d+.-]*:\/\/\S+$/i;

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_GetAuthenticationUrl.html */
export const getAuthenticationUrl: Operation<"GetAuthenticationUrl"> = {
  rules: z.object({ SessionId: text(36, 36), RedirectUri: text(1, 1_024) }),

  run({ ref, authentications, origin }, { SessionId: sessionId, RedirectUri: redirectUri }) {
    if (!absoluteUrl.test(redirectUri) || !URL.canParse(redirectUri))
      throw invalidParameter("RedirectUri", "is not an absolute URL");
    const session = authentications.find(ref.contactId, sessionId);
    if (session?.ref.participantId !== ref.participantId || session.phase !== "initiated")
      throw accessDenied();
    if (!authentications.isFresh(session)) {
      authentications.finish(session, "expired");
      throw accessDenied();
    }
    return { AuthenticationUrl: authentications.issueUrl(session, redirectUri, origin) };
  },
};
