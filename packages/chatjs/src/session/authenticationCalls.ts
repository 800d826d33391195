import type { CancelParticipantAuthenticationArgs, GetAuthenticationUrlArgs } from "./callTypes.js";
import type { CallKit } from "./callKit.js";

/** The session's methods for customers who sign in. */
export const authenticationCalls = ({ perform }: CallKit) => ({
  getAuthenticationUrl: ({ redirectUri, sessionId }: GetAuthenticationUrlArgs, signal?: AbortSignal) =>
    perform("GetAuthenticationUrl", { RedirectUri: redirectUri, SessionId: sessionId }, signal),
  cancelParticipantAuthentication: (
    { sessionId }: CancelParticipantAuthenticationArgs,
    signal?: AbortSignal,
  ) => perform("CancelParticipantAuthentication", { SessionId: sessionId }, signal),
});
