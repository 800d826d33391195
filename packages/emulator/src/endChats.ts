import { isVirtual } from "./clock.js";
import type { Clock } from "./clock.js";
import { isEnded } from "./control/contactSummary.js";
import type { Control } from "./control/control.js";

// Taken before a test fakes its timers.
const { setTimeout: wait } = globalThis;

/** How often is looked whether the clients have closed their sockets, and what is waited between two looks. */
export interface Patience {
  readonly looks: number;
  readonly pauseMs: number;
}

/** So many tasks are enough for a client in this process to hear of an end, and to close its socket. */
export const IN_PROCESS: Patience = { looks: 10, pauseMs: 0 };

/** Of them, so many for agents, whose sockets tell nothing of it. */
const AGENT_LOOKS = 10;

/** A second, for clients behind a network. */
export const OVER_NETWORK: Patience = { looks: 100, pauseMs: 10 };

/** Ends all chats, and lets their clients hear of it. Faults are cleared first: they might keep it from them. */
export async function endChats(control: Control, clock: Clock, { looks, pauseMs }: Patience): Promise<void> {
  control.clearFaults();
  for (const contact of control.listContacts()) if (!isEnded(contact)) control.end(contact.contactId);
  for (let look = 0; look < looks; look++) {
    const sockets = control.listSockets();
    // Agents' sockets are of other chats, too, and stay: only in time can what is on its way to them be heard.
    if (sockets.every(({ agentId }) => look >= AGENT_LOOKS && agentId !== undefined)) return;
    if (isVirtual(clock)) clock.advance(0);
    await new Promise<void>((resolve) => wait(resolve, pauseMs));
  }
}
