import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { FaultRule, FaultSummary } from "../faults/faultRule.js";
import type { SocketDrop, SocketSummary } from "../gateway/socketSummary.js";
import type { RequestRecord } from "../requestLog.js";
import type { ChatRequest } from "../world/newContact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { TokenExpiry } from "../world/tokenBook.js";
import type { StartedChat } from "../world/world.js";
import type { ContactSummary } from "./contactSummary.js";

/** What Streams' `createTransport` gives for a chat: here `participantToken` is a connection token. */
export interface ChatTokenTransport {
  readonly chatTokenTransport: { readonly participantToken: string; readonly expiry: string };
}

/** What Streams' `createTransport` gives for a socket. */
export interface WebSocketTransport {
  readonly webSocketTransport: {
    readonly url: string;
    readonly transportLifeTimeInSeconds: number;
    readonly expiry: string;
  };
}

/** A message from the control side. Without `participantId` the contact flow speaks. */
export interface ControlMessage {
  readonly contactId: string;
  readonly participantId?: string | undefined;
  readonly content: string;
  /** @defaultValue "text/plain" */
  readonly contentType?: string | undefined;
}

/**
 * The other side of the desk: everything that in Amazon Connect is not the participant service.
 * All methods throw a ControlError: NotFound for an unknown contact or participant, Conflict when the chat or
 * the participant is past it, InvalidRequest for a message that the service would refuse and for a rule that makes no fault.
 */
export interface Control {
  listContacts(): readonly ContactSummary[];
  getContact(contactId: string): {
    readonly contact: ContactSummary;
    readonly transcript: readonly ChatItem[];
  };
  /** Calls back with a contact's summary on each change; returns what stops it. */
  watchContacts(listener: (contact: ContactSummary) => void): () => void;
  /** Starts a chat, as StartChatContact does. */
  startChat(request: ChatRequest): StartedChat;
  /** Adds an agent, who is in the chat once connected. Five agents at most. */
  inviteAgent(request: {
    readonly contactId: string;
    readonly displayName: string;
    readonly agentId: string;
  }): StartedChat;
  connectionToken(ref: ParticipantRef): ChatTokenTransport;
  /** A socket for all chats of an agent. `origin` is where the service is reached. */
  agentTransport(agentId: string, origin?: string): WebSocketTransport;
  say(message: ControlMessage): { readonly Id: string; readonly AbsoluteTime: string };
  type(ref: ParticipantRef): void;
  leave(ref: ParticipantRef): void;
  /** Ends the contact; `chat.ended` follows at once. */
  end(contactId: string): void;
  listSockets(): readonly SocketSummary[];
  /** Ends sockets, or leaves them half-open; returns how many. */
  dropSockets(drop?: SocketDrop): number;
  /** Lets tokens expire now: who comes with one gets the service's 403. Returns how many. */
  expireTokens(expiry?: TokenExpiry): number;
  /** From now on something goes wrong. Of several faults that could strike, the oldest does. */
  injectFault(rule: FaultRule): { readonly faultId: string };
  /** The faults that are neither cleared nor over, oldest first; also those that have struck as often as they were to. */
  listFaults(): readonly FaultSummary[];
  /** Ends a fault; requests that it left hanging go on. */
  clearFault(faultId: string): void;
  clearFaults(): void;
  /** The latest operation calls, oldest first. */
  requests(): readonly RequestRecord[];
}
