import { eventContentType, TOPICS } from "@amazon-connect-chat/protocol";
import type { DataFrame } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { toIsoTime } from "../isoTime.js";
import type { Settings } from "../options.js";
import { createTimerScope } from "../timerScope.js";
import { isOver } from "../world/contact.js";
import type { Contact } from "../world/contact.js";
import { toSocketItem } from "../world/item.js";
import type { ItemEvent, World } from "../world/world.js";
import { createOutbox } from "./outbox.js";
import { isRecipient, isSender } from "./recipients.js";
import { createSocket } from "./socket.js";
import type { Socket, SocketPort } from "./socket.js";
import { createSocketRegistry } from "./socketRegistry.js";
import type { SocketOwner } from "./socketOwner.js";
import { createTickets } from "./tickets.js";
import type { Ticket } from "./tickets.js";

/** An open socket, as the control API shows it. */
export interface SocketSummary {
  readonly socketId: string;
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly topics: readonly string[];
  /** ISO-8601 UTC. */
  readonly openedAt: string;
}

/** Which sockets to drop, and how. No member: all sockets. */
export interface SocketDrop {
  readonly contactId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly agentId?: string | undefined;
  /** With a close frame, or by cutting the connection. @defaultValue "close" */
  readonly how?: "close" | "abort" | undefined;
  /** Close code. @defaultValue 1001 */
  readonly code?: number | undefined;
}

/** The WebSocket side, whatever carries the frames. */
export interface Gateway {
  issueTicket(owner: SocketOwner): Ticket;
  /** Whether a handshake with this ticket is let in now. */
  admits(ticketId: string): boolean;
  /** Takes a new socket; undefined when its ticket is not let in. */
  open(ticketId: string, port: SocketPort): Pick<Socket, "receive" | "closed"> | undefined;
  listSockets(): readonly SocketSummary[];
  /** Ends sockets; returns how many. */
  dropSockets(drop: SocketDrop): number;
  /** Ends all sockets and timers. */
  close(): void;
}

/** A frame and the sockets that it goes to. */
interface Delivery {
  readonly recipients: readonly Socket[];
  readonly text: string;
}

const summarise = ({ socketId, owner, topics, openedAtMs }: Socket): SocketSummary => ({
  socketId,
  ...(owner.kind === "agent"
    ? { agentId: owner.agentId }
    : { contactId: owner.contactId, participantId: owner.participantId }),
  topics: [...topics],
  openedAt: toIsoTime(openedAtMs),
});

const matches = (summary: SocketSummary, { contactId, participantId, agentId }: SocketDrop): boolean =>
  (contactId === undefined || summary.contactId === contactId) &&
  (participantId === undefined || summary.participantId === participantId) &&
  (agentId === undefined || summary.agentId === agentId);

/** A gateway in front of a world. */
export function createGateway(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly world: World;
}): Gateway {
  const { clock, ids, settings, world } = given;
  const timers = createTimerScope(clock);
  const tickets = createTickets({ ...settings, ids });
  const registry = createSocketRegistry();

  const recipientsOf = ({ contact, item }: ItemEvent): readonly Socket[] => {
    const mutesTypist = !settings.typingEcho && item.ContentType === eventContentType("typing");
    return registry
      .ofContact(contact)
      .filter(
        ({ topics, owner }) =>
          topics.has(TOPICS.chat) &&
          isRecipient(owner, contact, item) &&
          !(mutesTypist && isSender(owner, contact, item)),
      );
  };

  const outbox = createOutbox<Delivery>({
    timers,
    immediate: settings.echoBeforeResponse,
    deliver: ({ recipients, text }) => recipients.forEach((socket) => socket.send(text)),
  });

  const post = (event: ItemEvent) => {
    // Who subscribes from now on finds the item in the transcript.
    const recipients = recipientsOf(event);
    if (recipients.length === 0) return;
    const frame: DataFrame = {
      content: JSON.stringify(toSocketItem(event.contact, event.item)),
      contentType: "application/json",
      topic: TOPICS.chat,
    };
    outbox.push({ recipients, text: JSON.stringify(frame) });
  };

  const closeWhenOver = (contact: Contact) => {
    if (!isOver(contact)) return;
    timers.set(settings.socketLingerMs, () => {
      for (const socket of registry.ofContact(contact))
        if (socket.owner.kind === "participant") socket.close(1000, "chat ended");
    });
  };

  const stopListening = [world.onItem(post), world.onContact(closeWhenOver)];

  const admit = (ticketId: string): Ticket | undefined => {
    const ticket = tickets.find(ticketId);
    if (!ticket) return undefined;
    return ticket.owner.kind === "agent" || world.mayAct(ticket.owner) ? ticket : undefined;
  };

  const joinChat = (owner: SocketOwner) => {
    if (owner.kind === "participant" && world.room(owner.contactId)) world.connect(owner);
  };

  return {
    issueTicket: (owner) => tickets.issue(owner),
    admits: (ticketId) => admit(ticketId) !== undefined,
    open(ticketId, port) {
      const ticket = admit(ticketId);
      if (!ticket) return undefined;
      const siblings = registry.ofOwner(ticket.owner);
      const surplus = siblings.length + 1 - settings.limits.socketsPerOwner;
      for (const oldest of siblings.slice(0, Math.max(0, surplus))) oldest.close(1008, "too many sockets");
      const socket = createSocket({
        ticket,
        port,
        clock,
        ids,
        settings,
        onSubscribed: () => joinChat(ticket.owner),
        onGone: () => registry.remove(socket),
      });
      registry.add(socket);
      return socket;
    },
    listSockets: () => registry.all().map(summarise),
    dropSockets(drop) {
      const dropped = registry.all().filter((socket) => matches(summarise(socket), drop));
      for (const socket of dropped) {
        if (drop.how === "abort") socket.abort();
        else socket.close(drop.code ?? 1001, "dropped");
      }
      return dropped.length;
    },
    close() {
      for (const stop of stopListening) stop();
      timers.cancelAll();
      for (const socket of registry.all()) socket.close(1001, "emulator stopped");
    },
  };
}
