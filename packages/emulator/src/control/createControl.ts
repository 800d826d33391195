import { eventContentType, SOCKET_TIMES } from "@amazon-connect-chat/protocol";
import type { FaultBook } from "../faults/faultBook.js";
import { makeSocketUrl } from "../gateway/socketUrl.js";
import type { Gateway } from "../gateway/gateway.js";
import { toIsoTime } from "../isoTime.js";
import { checkMessage, sizeInBytes } from "../operations/messageRules.js";
import { ServiceError } from "../operations/serviceError.js";
import type { Settings } from "../options.js";
import type { RequestLog } from "../requestLog.js";
import { findParticipant, isOver } from "../world/contact.js";
import type { ParticipantRef } from "../world/contact.js";
import type { Room } from "../world/room.js";
import type { World } from "../world/world.js";
import { summariseContact } from "./contactSummary.js";
import type { Control, ControlMessage } from "./control.js";
import { ControlError } from "./controlError.js";
import { createFaultControl } from "./faultControl.js";

export interface ControlParts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly settings: Settings;
  readonly requestLog: RequestLog;
  readonly faults: FaultBook;
  /** Where the service is reached when a call does not say. */
  readonly origin: () => string;
}

/** The control side of a world and its gateway. */
export function createControl(parts: ControlParts): Control {
  const { world, gateway, settings, requestLog, faults, origin } = parts;
  const roomOf = (contactId: string): Readonly<Room> => {
    const room = world.room(contactId);
    if (!room) throw new ControlError("NotFound", "unable to find the contact; its id is unknown");
    return room;
  };

  const liveRoomOf = (contactId: string): Readonly<Room> => {
    const room = roomOf(contactId);
    if (isOver(room.contact))
      throw new ControlError("Conflict", "unable to change the contact; the chat has ended");
    return room;
  };

  const requireActive = (ref: ParticipantRef): Readonly<Room> => {
    if (!findParticipant(roomOf(ref.contactId).contact, ref.participantId))
      throw new ControlError("NotFound", "unable to find the participant; its id is unknown");
    const room = liveRoomOf(ref.contactId);
    if (!world.mayAct(ref))
      throw new ControlError("Conflict", "unable to act as the participant; it has left the chat");
    return room;
  };

  const requireSpeakable = (
    room: Readonly<Room>,
    message: ControlMessage & { readonly contentType: string },
  ) => {
    const { participantId, contentType, content } = message;
    if (participantId === undefined) {
      if (content && sizeInBytes(content) <= settings.limits.textSizeBytes) return;
      throw new ControlError(
        "InvalidRequest",
        "unable to send the message; its content is empty or too long",
      );
    }
    try {
      checkMessage(room.contact.supportedContentTypes, { contentType, content }, settings.limits);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new ControlError(
        "InvalidRequest",
        `unable to send the message; ${error.detail ?? error.message}`,
      );
    }
  };

  const transcriptOf = (contactId: string) => [...roomOf(contactId).transcript.items];

  return {
    listContacts: () => world.contacts().map(({ contactId }) => summariseContact(roomOf(contactId))),
    getContact: (contactId) => ({
      contact: summariseContact(roomOf(contactId)),
      transcript: transcriptOf(contactId),
    }),
    watchContacts: (listener) =>
      world.onContact(({ contactId }) => {
        const room = world.room(contactId);
        if (room) listener(summariseContact(room));
      }),
    startChat: (request) => world.startChat(request),
    inviteAgent({ contactId, displayName, agentId }) {
      const { contact } = liveRoomOf(contactId);
      const agents = contact.participants.filter(({ role, state }) => role === "AGENT" && state !== "LEFT");
      if (agents.length >= settings.limits.agentsPerContact)
        throw new ControlError("Conflict", "unable to invite the agent; the chat has no room for one more");
      const ref = world.invite(contactId, { displayName, agentId });
      const { token: participantToken } = world.issueToken("participantToken", ref);
      return { ...ref, initialContactId: contact.initialContactId, participantToken };
    },
    connectionToken({ contactId, participantId }) {
      const ref = { contactId, participantId };
      requireActive(ref);
      const { token, expiresAtMs } = world.issueToken("connectionToken", ref);
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
    say({ contactId, participantId, content, contentType = "text/plain" }) {
      const room =
        participantId === undefined ? liveRoomOf(contactId) : requireActive({ contactId, participantId });
      requireSpeakable(room, { contactId, participantId, content, contentType });
      const { Id, AbsoluteTime } = world.say({ contactId, participantId }, { contentType, content });
      return { Id, AbsoluteTime };
    },
    type(ref) {
      requireActive(ref);
      world.signal(ref, eventContentType("typing"));
    },
    leave(ref) {
      requireActive(ref);
      world.leave(ref);
    },
    end(contactId) {
      liveRoomOf(contactId);
      world.end(contactId);
    },
    listSockets: () => gateway.listSockets(),
    dropSockets: (drop = {}) => gateway.dropSockets(drop),
    expireTokens: (expiry = {}) => world.expireTokens(expiry),
    ...createFaultControl(faults),
    requests: () => requestLog.records(),
  };
}
