import type { Authentications } from "../authentication/authentications.js";
import type { AuthenticationOutcome } from "../authentication/authenticationSession.js";
import type { ParticipantRef } from "../world/contact.js";
import { ControlError } from "./controlError.js";
import type { ControlSubjects } from "./controlSubjects.js";

/** The flow asks the customer to sign in. */
export interface ControlAuthentication {
  readonly contactId: string;
  /** Milliseconds until the flow goes on without. @defaultValue that of the options */
  readonly timeoutMs?: number | undefined;
}

/** An end of the open session, as if it had come about by itself. */
export interface ControlAuthenticationEnd {
  readonly contactId: string;
  readonly outcome: AuthenticationOutcome;
  /** Of `succeeded`: the name in the customer's profile, which becomes the display name. */
  readonly displayName?: string | undefined;
}

export interface AuthenticationControl {
  /** Sends `authentication.initiated`. Conflict while a session is open in the chat. */
  startAuthentication(authentication: ControlAuthentication): { readonly sessionId: string };
  /** Conflict when no session is open in the chat. */
  finishAuthentication(end: ControlAuthenticationEnd): void;
}

export function createAuthenticationControl(
  authentications: Authentications,
  subjects: ControlSubjects,
): AuthenticationControl {
  const customerRef = (contactId: string): ParticipantRef => {
    const { participantId } = subjects.customerOf(contactId);
    const { contact } = subjects.requireActive({ contactId, participantId });
    return { contactId: contact.contactId, participantId };
  };
  return {
    startAuthentication({ contactId, timeoutMs }) {
      const session = authentications.start(customerRef(contactId), { timeoutMs });
      if (!session)
        throw new ControlError(
          "Conflict",
          "unable to ask the customer to sign in; a session is open already",
        );
      return { sessionId: session.sessionId };
    },
    finishAuthentication({ contactId, outcome, displayName }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const session = authentications.open(contact.contactId);
      if (!session) throw new ControlError("Conflict", "unable to end the session; none is open, start one");
      authentications.finish(session, outcome, outcome === "succeeded" ? displayName : undefined);
    },
  };
}
