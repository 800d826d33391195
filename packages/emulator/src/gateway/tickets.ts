import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { SocketOwner } from "./socketOwner.js";

/** A right to open sockets. */
export interface Ticket {
  readonly ticketId: string;
  readonly owner: SocketOwner;
  /** When the sockets opened with it have had their time: ConnectionExpiry. */
  readonly expiresAtMs: number;
}

/** The tickets that are in the URLs of sockets. */
export interface Tickets {
  issue(owner: SocketOwner): Ticket;
  /** The ticket, as often as asked for while its URL is valid; undefined otherwise. */
  find(ticketId: string): Ticket | undefined;
}

export function createTickets(given: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly urlValidityMs: number;
  readonly socketLifetimeMs: number;
}): Tickets {
  const tickets = new Map<string, { readonly ticket: Ticket; readonly validUntilMs: number }>();

  // All live equally long, so the oldest come first.
  const dropStale = (nowMs: number) => {
    for (const [ticketId, { validUntilMs }] of tickets) {
      if (validUntilMs > nowMs) return;
      tickets.delete(ticketId);
    }
  };

  return {
    issue(owner) {
      const nowMs = given.clock.nowMs();
      dropStale(nowMs);
      const ticket: Ticket = {
        ticketId: given.ids.token("ws."),
        owner,
        expiresAtMs: nowMs + given.socketLifetimeMs,
      };
      tickets.set(ticket.ticketId, { ticket, validUntilMs: nowMs + given.urlValidityMs });
      return ticket;
    },
    find(ticketId) {
      dropStale(given.clock.nowMs());
      return tickets.get(ticketId)?.ticket;
    },
  };
}
