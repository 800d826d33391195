import { SOCKET_TIMES } from "@amazon-connect-chat/protocol";
import { makeSocketUrl } from "../gateway/socketUrl.js";
import type { Gateway } from "../gateway/gateway.js";
import { toIsoTime } from "../isoTime.js";
import { findParticipant } from "../world/contact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { StartedChat, World } from "../world/world.js";
import { admit } from "./admit.js";
import { ControlError } from "./controlError.js";
import { orConflict } from "./orConflict.js";
import type { ControlSubjects } from "./controlSubjects.js";

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

/** Who is asked into a chat. */
export interface ControlInvitation {
  readonly contactId: string;
  readonly displayName: string;
  readonly agentId: string;
  /** A custom bot is a program of yours that takes part as CreateParticipant lets it. @defaultValue "AGENT" */
  readonly role?: "AGENT" | "CUSTOM_BOT" | undefined;
}

/** A chat that goes from one agent to another. */
export interface ControlTransfer {
  readonly contactId: string;
  /** The agent who hands it on. @defaultValue the first one in the chat */
  readonly participantId?: string | undefined;
  /** The agent who gets it. */
  readonly displayName: string;
  readonly agentId: string;
}

export interface ParticipantControl {
  /** Adds an agent, who is in the chat once connected. Five agents at most. */
  inviteAgent(invitation: ControlInvitation): StartedChat;
  /**
   * Hands the chat to another agent: `transfer.succeeded`, the first agent leaves, the next is invited. The contact id given is that
   * of the next contact, which begins when that agent joins; the control side knows the chat by either id.
   */
  transfer(transfer: ControlTransfer): StartedChat;
  /**
   * Hands the chat back to the queue: as a transfer, and whoever is invited next begins the next contact, whose id is given. Without
   * `participantId` the first agent in the chat hands it on.
   */
  requeue(from: { readonly contactId: string; readonly participantId?: string | undefined }): {
    readonly contactId: string;
    readonly initialContactId: string;
  };
  connectionToken(ref: ParticipantRef): ChatTokenTransport;
  /** A socket for all chats of an agent. `origin` is where the service is reached. */
  agentTransport(agentId: string, origin?: string): WebSocketTransport;
  /** Lets someone into the chat as their own connecting would. Conflict for who rings: their CCP has to accept. */
  join(ref: ParticipantRef): void;
  leave(ref: ParticipantRef): void;
}

export function createParticipantControl(given: {
  readonly world: World;
  readonly gateway: Gateway;
  readonly subjects: ControlSubjects;
  readonly origin: () => string;
}): ParticipantControl {
  const { world, gateway, subjects, origin } = given;

  /** By the id that tokens and sockets know the chat by, whatever transfers there were. */
  const activeRef = ({ contactId, participantId }: ParticipantRef): ParticipantRef => {
    const { contact } = subjects.requireActive({ contactId, participantId });
    return { contactId: contact.contactId, participantId };
  };

  return {
    inviteAgent({ contactId, displayName, agentId, role = "AGENT" }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const ref = orConflict("invite the agent", () =>
        world.invite(contact.contactId, { displayName, agentId, role }),
      );
      // After a requeue the next contact begins with an agent's joining.
      return admit(world, contact, ref, role === "AGENT" ? contact.nextContactId : undefined);
    },
    transfer({ contactId, participantId, displayName, agentId }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const agent = subjects.agentOf(contact.contactId, participantId);
      const from = { contactId: contact.contactId, participantId: agent.participantId };
      const { ref, nextContactId } = orConflict("invite the agent", () =>
        world.transfer(from, { displayName, agentId }),
      );
      return admit(world, contact, ref, nextContactId);
    },
    requeue({ contactId, participantId }) {
      const { contact } = subjects.liveRoomOf(contactId);
      const agent = subjects.agentOf(contact.contactId, participantId);
      const ref = { contactId: contact.contactId, participantId: agent.participantId };
      return { contactId: world.requeue(ref), initialContactId: contact.initialContactId };
    },
    connectionToken(given) {
      const { token, expiresAtMs } = world.issueToken("connectionToken", activeRef(given));
      return { chatTokenTransport: { participantToken: token, expiry: toIsoTime(expiresAtMs) } };
    },
    agentTransport(agentId, at = origin()) {
      const { ticketId, expiresAtMs } = gateway.issueTicket({ kind: "agent", agentId });
      return {
        webSocketTransport: {
          url: makeSocketUrl(at, ticketId),
          transportLifeTimeInSeconds: SOCKET_TIMES.lifetimeMs / 1_000,
          expiry: toIsoTime(expiresAtMs),
        },
      };
    },
    join(given) {
      const ref = activeRef(given);
      const { contact } = subjects.roomOf(ref.contactId);
      if (findParticipant(contact, ref.participantId)?.state === "RINGING")
        throw new ControlError(
          "Conflict",
          "unable to join; the chat rings at the agent's CCP, accept it there",
        );
      world.connect(ref);
    },
    leave: (ref) => world.leave(activeRef(ref)),
  };
}
