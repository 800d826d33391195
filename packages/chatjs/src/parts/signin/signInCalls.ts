import { ChatError, IllegalArgumentError } from "../../errors.js";
import type { ChatSessionMethods } from "../../session/chatSessionTypes.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";

/** What is asked of the service. */
export interface SignInCalls {
  /** @throws ChatError (rejection) of the call, or `INVALID_RESPONSE` for what is no address of the web */
  getUrl(sessionId: string, redirectUri: string, signal: AbortSignal | undefined): Promise<string>;
  cancel(sessionId: string, signal: AbortSignal | undefined): Promise<unknown>;
}

function webUrl(url: unknown): string {
  if (typeof url === "string" && /^https?:\/\//i.test(url)) return url;
  throw new ChatError(
    "INVALID_RESPONSE",
    "unable to sign in; the service's answer has no address of the web",
  );
}

/**
 * By the session's own methods, or past them where the part was passed when the session was made.
 * @throws IllegalArgumentError where there is no way
 */
export function signInCalls(session: PlainSession, { perform }: ExtendKit): SignInCalls {
  const { getAuthenticationUrl, cancelParticipantAuthentication } = session as Partial<ChatSessionMethods>;
  if (getAuthenticationUrl && cancelParticipantAuthentication)
    return {
      async getUrl(sessionId, redirectUri, signal) {
        const { data } = await getAuthenticationUrl({ sessionId, redirectUri, signal });
        return webUrl(data.AuthenticationUrl);
      },
      cancel: (sessionId, signal) => cancelParticipantAuthentication({ sessionId, signal }),
    };
  if (perform)
    return {
      async getUrl(SessionId, RedirectUri, signal) {
        const answer = await perform("GetAuthenticationUrl", { SessionId, RedirectUri }, signal);
        return webUrl(answer.AuthenticationUrl);
      },
      cancel: (SessionId, signal) => perform("CancelParticipantAuthentication", { SessionId }, signal),
    };
  throw new IllegalArgumentError(
    "unable to add signIn; pass it, or the part authentication, when the session is made",
  );
}
