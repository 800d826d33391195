import type { ParticipantRef } from "./contact.js";

/** A chat and its customer. */
export interface StartedChat extends ParticipantRef {
  readonly initialContactId: string;
  /** Of a persistent chat: the past contact that it goes on from. */
  readonly continuedFromContactId?: string;
  readonly participantToken: string;
}
