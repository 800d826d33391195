import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import type { GetConnectionToken } from "../credentials/connectionDetails.js";
import { SessionTypes } from "./sessionArgs.js";
import type { ChatDetailsInput, SessionType } from "./sessionArgs.js";
import type { SessionIdentity } from "./incoming.js";

/** Who joins which chat, checked and in one spelling. */
export interface Participant extends SessionIdentity {
  readonly participantToken?: string | undefined;
  readonly getConnectionToken?: GetConnectionToken | undefined;
}

/** @throws IllegalArgumentError with 5.0.0's sentence */
export function readSessionType(type: unknown): SessionType {
  const allowed = Object.values(SessionTypes);
  const sessionType = allowed.find((each) => each === (type || SessionTypes.AGENT));
  if (sessionType) return sessionType;
  throw new IllegalArgumentError(
    `Unkown value for session type, Allowed values are: ${allowed.join()}`,
    type,
  );
}

/** @throws IllegalArgumentError when an id is missing or no text */
export function readChatDetails(input: ChatDetailsInput | undefined, sessionType: SessionType): Participant {
  const given: ChatDetailsInput = isObject(input) ? input : {};
  const idOf = (name: "contactId" | "participantId", value: unknown): string => {
    if (typeof value === "string" && value) return value;
    throw new IllegalArgumentError(
      `unable to create a chat session; chatDetails.${name} must be a text`,
      value,
    );
  };
  const contactId = idOf("contactId", given.ContactId || given.contactId);
  const participantId = idOf("participantId", given.ParticipantId || given.participantId);
  return {
    contactId,
    participantId,
    initialContactId: given.InitialContactId || given.initialContactId || contactId,
    sessionType,
    participantToken: given.ParticipantToken || given.participantToken || undefined,
    getConnectionToken: given.getConnectionToken || given.GetConnectionToken || undefined,
  };
}
