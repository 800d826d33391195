import type { ParticipantRole } from "@amazon-connect-chat/protocol";

export type ContactState = "CREATED" | "FLOW" | "QUEUED" | "WITH_AGENT" | "ENDED" | "EXPIRED";
export type ParticipantState = "INVITED" | "CONNECTED" | "LEFT";

/** Who may take part in a chat. */
export interface Participant {
  readonly participantId: string;
  readonly role: ParticipantRole;
  readonly displayName: string;
  /** Of an agent: whose transport also carries this chat. */
  readonly agentId?: string | undefined;
  readonly state: ParticipantState;
}

export interface InitialMessage {
  readonly contentType: string;
  readonly content: string;
}

/** One chat. Never changed in place. */
export interface Contact {
  /** The first contact of the session: the emulator knows a chat by it whatever transfers there are. */
  readonly contactId: string;
  readonly initialContactId: string;
  /** The contacts that transfers have led to, oldest first. */
  readonly laterContactIds: readonly string[];
  /** Of a transfer whose next agent has yet to join. */
  readonly nextContactId?: string | undefined;
  readonly state: ContactState;
  readonly customerName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly supportedContentTypes: readonly string[];
  readonly initialMessage?: InitialMessage | undefined;
  readonly createdAtMs: number;
  readonly durationMs: number;
  readonly endedAtMs?: number | undefined;
  readonly participants: readonly Participant[];
}

/** Names one participant of one contact. */
export interface ParticipantRef {
  readonly contactId: string;
  readonly participantId: string;
}

export const isOver = (contact: Contact): boolean => contact.state === "ENDED" || contact.state === "EXPIRED";

export const findParticipant = (contact: Contact, participantId: string): Participant | undefined =>
  contact.participants.find((participant) => participant.participantId === participantId);

/** The contact that new items belong to. */
export const currentContactId = (contact: Contact): string =>
  contact.laterContactIds.at(-1) ?? contact.contactId;

/** Participants that are in the chat now. */
export const connectedParticipants = (contact: Contact): readonly Participant[] =>
  contact.participants.filter(({ state }) => state === "CONNECTED");
