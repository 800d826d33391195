import type { ParticipantRole } from "@amazon-connect-chat/protocol";

export type ContactState = "CREATED" | "FLOW" | "QUEUED" | "WITH_AGENT" | "ENDED" | "EXPIRED";
/**
 * Who is `RINGING` comes in by accepting only: connecting has no effect until then. A customer who has left, and goes through the
 * flow that comes afterwards, is in `AFTERWARDS`.
 */
export type ParticipantState = "INVITED" | "RINGING" | "CONNECTED" | "AFTERWARDS" | "LEFT";

/** Who may take part in a chat. */
export interface Participant {
  readonly participantId: string;
  readonly role: ParticipantRole;
  readonly displayName: string;
  /** Of an agent: whose transport also carries this chat. */
  readonly agentId?: string | undefined;
  readonly state: ParticipantState;
  /** Of a supervisor: takes part, and does not only watch. */
  readonly isBarged?: boolean | undefined;
}

/** Whose timers there are: a custom bot has none. */
export type TimedRole = "AGENT" | "CUSTOMER";

/** When someone who does not write counts as idle, and when everyone but the customer has to go. Without a value a timer is off. */
export interface RoleTimers {
  /** Milliseconds until `participant.idle`. */
  readonly idleMs?: number | undefined;
  /** Milliseconds until `participant.autodisconnection`: after `participant.idle`, or without `idleMs` from the beginning. */
  readonly disconnectMs?: number | undefined;
}
export type ChatTimers = Readonly<Partial<Record<TimedRole, RoleTimers>>>;

export const RESPONSE_MODES = ["INCREMENTAL", "COMPLETE"] as const;
/** Whether the bot's answers come in pieces. */
export type ResponseMode = (typeof RESPONSE_MODES)[number];

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
  /** The contact flow that it was started with. */
  readonly contactFlowId?: string | undefined;
  /** Name of the flow that follows when the last agent has left. */
  readonly afterwards?: string | undefined;
  /** Whether agents go when the customer does, and the customer goes on to that flow. */
  readonly disconnectsAgentsOnExit?: boolean | undefined;
  /** Otherwise: whether a chat whose customer has left goes on until its last agent leaves. */
  readonly outlivesCustomer?: boolean | undefined;
  /** Whether the flow that it is in is the one that follows when the last agent has left. */
  readonly isAfterwards?: boolean | undefined;
  readonly customerName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly supportedContentTypes: readonly string[];
  readonly initialMessage?: InitialMessage | undefined;
  readonly createdAtMs: number;
  readonly durationMs: number;
  readonly responseMode: ResponseMode;
  /** In force for timers that start from now on. */
  readonly timers: ChatTimers;
  /** Of a persistent chat: the past contact that it goes on from. */
  readonly continuedFromContactId?: string | undefined;
  readonly relatedContactId?: string | undefined;
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

/** A supervisor who only watches: nobody is told of them, and they tell nobody. */
export const isSilent = ({ role, isBarged = false }: Participant): boolean =>
  role === "SUPERVISOR" && !isBarged;

/** Participants that are in the chat now, silent ones included. */
export const connectedParticipants = (contact: Contact): readonly Participant[] =>
  contact.participants.filter(({ state }) => state === "CONNECTED");

export const hasAgent = (contact: Contact): boolean =>
  connectedParticipants(contact).some(({ role }) => role === "AGENT");

/** Whether the service takes no receipts: too many take part for them, or a supervisor does. */
export function refusesReceipts(contact: Contact): boolean {
  const present = connectedParticipants(contact).filter((participant) => !isSilent(participant));
  return present.length > 2 || present.some(({ role }) => role === "SUPERVISOR");
}
