import { eventContentType, TOPICS } from "@amazon-connect-chat/protocol";
import type { DataFrame } from "@amazon-connect-chat/protocol";
import type { Clock } from "../clock.js";
import type { Faults } from "../faults/faults.js";
import { ownerSubject, recipientSubject } from "../faults/faultSubjects.js";
import type { Admission } from "../faults/socketFaults.js";
import type { Ids } from "../ids.js";
import type { Settings } from "../options.js";
import { createTimerScope } from "../timerScope.js";
import { ownerFacts } from "../traffic/socketTap.js";
import type { Traffic } from "../traffic/traffic.js";
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
import { isDropped, summariseSocket } from "./socketSummary.js";
import type { SocketDrop, SocketSummary } from "./socketSummary.js";
import { createTickets } from "./tickets.js";
import type { Ticket } from "./tickets.js";

/** The WebSocket side, whatever carries the frames. */
export interface Gateway {
  issueTicket(owner: SocketOwner): Ticket;
  /** What becomes of a handshake with this ticket: asked once for each, since a fault may strike it. */
  handshake(ticketId: string): Admission;
  /** Takes a new socket whose handshake was let in; undefined when its ticket is not good any more. */
  open(ticketId: string, port: SocketPort): Pick<Socket, "receive" | "closed"> | undefined;
  listSockets(): readonly SocketSummary[];
  /** Ends sockets; returns how many. */
  dropSockets(drop: SocketDrop): number;
  /** Ends all sockets and timers. */
  close(): void;
}

/** An item as a frame, and the sockets that it goes to. */
interface Delivery {
  readonly recipients: readonly Socket[];
  readonly contact: Contact;
  readonly text: string;
}

/** A gateway in front of a world. */
export function createGateway(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly world: World;
  readonly faults: Pick<Faults, "sockets" | "frames">;
  readonly traffic: Traffic;
  /** Settles when what has changed so far is kept; items go out after that. @defaultValue nothing is kept */
  readonly flushed?: (() => Promise<void>) | undefined;
}): Gateway {
  const { clock, ids, settings, world, faults, traffic, flushed } = given;
  const timers = createTimerScope(clock);
  const tickets = createTickets({ ...settings, ids });
  const registry = createSocketRegistry();

  const recipientsOf = ({ contact, item, before }: ItemEvent): readonly Socket[] => {
    const mutesTypist = !settings.typingEcho && item.ContentType === eventContentType("typing");
    return registry
      .ofContact(contact)
      .filter(
        ({ topics, owner }) =>
          topics.has(TOPICS.chat) &&
          (isRecipient(owner, contact, item) || (before !== undefined && isRecipient(owner, before, item))) &&
          !(mutesTypist && isSender(owner, contact, item)),
      );
  };

  const outbox = createOutbox<Delivery>({
    timers,
    immediate: settings.echoBeforeResponse,
    flushed,
    deliver({ recipients, contact, text }) {
      for (const sink of recipients)
        faults.frames.send({ sink, subject: recipientSubject(sink.owner, contact), text });
    },
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
    outbox.push({ recipients, contact: event.contact, text: JSON.stringify(frame) });
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

  const tapHandshake = (admission: Admission, owner: SocketOwner | undefined) => {
    if (!traffic.isWatched || admission.verdict === "admit") return;
    const whose = owner && ownerFacts(owner);
    if (admission.verdict === "hang") traffic.tell({ kind: "socket", event: "unanswered", ...whose }, {});
    else traffic.tell({ kind: "socket", event: "refused", status: admission.status, ...whose }, {});
  };

  return {
    issueTicket: (owner) => tickets.issue(owner),
    handshake(ticketId) {
      const ticket = admit(ticketId);
      const admission: Admission = ticket
        ? faults.sockets.admit(ownerSubject(world, ticket.owner))
        : { verdict: "refuse", status: 403 };
      tapHandshake(admission, ticket?.owner);
      return admission;
    },
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
        traffic,
        judge: (asked) => faults.sockets.receive(asked, ownerSubject(world, ticket.owner)),
        onSubscribed: () => joinChat(ticket.owner),
        onGone: () => registry.remove(socket),
      });
      registry.add(socket);
      return socket;
    },
    listSockets: () => registry.all().map(summariseSocket),
    dropSockets(drop) {
      const dropped = registry.all().filter((socket) => isDropped(socket, drop));
      for (const socket of dropped) {
        if (drop.how === "abort") socket.abort();
        else if (drop.how === "halfOpen") socket.goHalfOpen();
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
