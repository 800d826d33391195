import type { Contact } from "../world/contact.js";
import type { Socket } from "./socket.js";
import { ownerKey } from "./socketOwner.js";
import type { SocketOwner } from "./socketOwner.js";

/** The open sockets, findable by whose they are. */
export interface SocketRegistry {
  add(socket: Socket): void;
  remove(socket: Socket): void;
  /** Oldest first. */
  all(): readonly Socket[];
  /** Oldest first. */
  ofOwner(owner: SocketOwner): readonly Socket[];
  /** Those of the contact's participants and of the transports of its agents. */
  ofContact(contact: Contact): readonly Socket[];
}

export function createSocketRegistry(): SocketRegistry {
  const socketsByOwner = new Map<string, Set<Socket>>();
  const sockets = new Set<Socket>();
  const ofOwner = (owner: SocketOwner) => [...(socketsByOwner.get(ownerKey(owner)) ?? [])];
  return {
    add(socket) {
      const key = ownerKey(socket.owner);
      socketsByOwner.set(key, (socketsByOwner.get(key) ?? new Set()).add(socket));
      sockets.add(socket);
    },
    remove(socket) {
      const key = ownerKey(socket.owner);
      const siblings = socketsByOwner.get(key);
      siblings?.delete(socket);
      if (siblings?.size === 0) socketsByOwner.delete(key);
      sockets.delete(socket);
    },
    all: () => [...sockets],
    ofOwner,
    ofContact({ contactId, participants }) {
      const agentIds = new Set(participants.flatMap(({ agentId }) => agentId ?? []));
      const owners: SocketOwner[] = [
        ...participants.map(({ participantId }) => ({
          kind: "participant" as const,
          contactId,
          participantId,
        })),
        ...[...agentIds].map((agentId) => ({ kind: "agent" as const, agentId })),
      ];
      return owners.flatMap(ofOwner);
    },
  };
}
