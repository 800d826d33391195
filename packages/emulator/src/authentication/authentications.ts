import { eventContentType } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { ParticipantRef } from "../world/contact.js";
import type { World } from "../world/world.js";
import type { AuthenticationOptions } from "./authenticationOptions.js";
import { isOpen } from "./authenticationSession.js";
import type { AuthenticationOutcome, AuthenticationSession } from "./authenticationSession.js";
import { signInUrl } from "./signInUrl.js";

/** The sessions in which customers sign in. */
export interface Authentications {
  /** Begins one and tells everyone; undefined while one is open in the chat. */
  start(
    ref: ParticipantRef,
    given?: {
      readonly timeoutMs?: number | undefined;
      readonly onFinish?: ((outcome: AuthenticationOutcome) => void) | undefined;
    },
  ): AuthenticationSession | undefined;
  find(contactId: string, sessionId: string): AuthenticationSession | undefined;
  /** The one that is open in a chat. */
  open(contactId: string): AuthenticationSession | undefined;
  /** The one that a sign-in page was called with, as long as the customer is in the chat. */
  findByState(state: string): AuthenticationSession | undefined;
  /** Whether a URL may still be asked for. */
  isFresh(session: AuthenticationSession): boolean;
  /** Keeps the name until it is known what comes of signing in. */
  noteProfile(session: AuthenticationSession, profileName: string): AuthenticationSession;
  issueUrl(session: AuthenticationSession, redirectUri: string, origin: string): string;
  /** Ends an open session and tells everyone; with a name from the customer's profile, of that too. */
  finish(session: AuthenticationSession, outcome: AuthenticationOutcome, profileName?: string): void;
}

export function createAuthentications(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly options: AuthenticationOptions;
  readonly world: World;
}): Authentications {
  const { clock, ids, options, world } = given;

  const sessionsOf = (contactId: string) => [...(world.room(contactId)?.authentications.values() ?? [])];
  const find = (contactId: string, sessionId: string) =>
    world.room(contactId)?.authentications.get(sessionId);
  const save = (session: AuthenticationSession) => {
    world.room(session.ref.contactId)?.authentications.set(session.sessionId, session);
    return session;
  };

  const tell = (
    { contactId, participantId }: ParticipantRef,
    event: "initiated" | AuthenticationOutcome,
    content?: string,
  ) =>
    world.post({
      contactId,
      by: { participantId },
      draft: { type: "EVENT", contentType: eventContentType(`authentication.${event}`), content },
      stored: false,
    });

  const finish: Authentications["finish"] = ({ ref, sessionId }, outcome, profileName) => {
    const session = find(ref.contactId, sessionId);
    if (!session || !isOpen(session)) return;
    save({ ...session, phase: outcome });
    tell(ref, outcome);
    if (profileName) world.rename(ref, profileName);
    session.onFinish?.(outcome);
  };

  return {
    start(ref, { timeoutMs = options.timeoutMs, onFinish } = {}) {
      if (sessionsOf(ref.contactId).some(isOpen)) return undefined;
      const startedAtMs = clock.nowMs();
      const session = save({
        sessionId: ids.uuid(),
        ref,
        startedAtMs,
        endsAtMs: startedAtMs + timeoutMs,
        phase: "initiated",
        onFinish,
      });
      tell(ref, "initiated", JSON.stringify({ SessionId: session.sessionId }));
      world.room(ref.contactId)?.timers.set(timeoutMs, () => finish(session, "timeout"));
      return session;
    },
    find,
    open: (contactId) => sessionsOf(contactId).find(isOpen),
    findByState: (state) =>
      world
        .contacts()
        .flatMap(({ contactId }) => sessionsOf(contactId))
        .find(({ signIn, ref }) => signIn?.state === state && world.mayAct(ref)),
    isFresh: ({ startedAtMs }) => clock.nowMs() - startedAtMs <= options.urlWindowMs,
    issueUrl(session, redirectUri, origin) {
      const signIn = { redirectUri, state: ids.token("st."), code: ids.uuid() };
      save({ ...session, phase: "signingIn", signIn });
      return signInUrl(origin, signIn);
    },
    noteProfile: (session, profileName) => save({ ...session, profileName }),
    finish,
  };
}
