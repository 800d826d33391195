import { IllegalArgumentError } from "../errors.js";
import { isObject } from "../lib/isObject.js";
import type { GetConnectionToken } from "../credentials/connectionDetails.js";
import { SessionTypes } from "./sessionArgs.js";
import type { ChatDetailsInput, SessionType } from "./sessionArgs.js";
import type { SessionIdentity } from "./incoming.js";

/** Who joins which chat, checked and in one spelling. */
export interface Participant extends SessionIdentity {
  readonly participantToken?: string;
  readonly getConnectionToken?: GetConnectionToken;
}

/** @throws IllegalArgumentError with 5.0.0's sentence */
export function readSessionType(type: unknown): SessionType {
  const sessionType = type || SessionTypes.AGENT;
  if (sessionType === SessionTypes.AGENT || sessionType === SessionTypes.CUSTOMER) return sessionType;
  throw new IllegalArgumentError(
    `Unkown value for session type, Allowed values are: ${Object.values(SessionTypes).join()}`,
    type,
  );
}

/** @throws IllegalArgumentError when an id is missing or no text */
export function readChatDetails(input: ChatDetailsInput | undefined, sessionType: SessionType): Participant {
  const given: ChatDetailsInput = isObject(input) ? input : {};
  const idOf = (name: "contactId" | "participantId", value: unknown): string => {
    if (typeof value === "string" && value) return value;
    throw new IllegalArgumentError(
      `unable to create a chat session; chatDetails.${name} must be a text, as StartChatContact answers it`,
      value,
    );
  };
  const contactId = idOf("contactId", given.ContactId || given.contactId);
  const participantId = idOf("participantId", given.ParticipantId || given.participantId);
  const participantToken = given.ParticipantToken || given.participantToken;
  const getConnectionToken = given.getConnectionToken || given.GetConnectionToken;
  return {
    contactId,
    participantId,
    initialContactId: given.InitialContactId || given.initialContactId || contactId,
    sessionType,
    ...(participantToken && { participantToken }),
    ...(getConnectionToken && { getConnectionToken }),
  };
}
