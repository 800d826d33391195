/** Whose event it is: the customer's, an agent's, whoever is named, or nobody's. */
type EventSender = "customer" | "agent" | "nobody";

export interface SystemEventRule {
  /** Who it is from when the call does not say. */
  readonly sender: EventSender;
  /** Whether a transcript has it. */
  readonly stored: boolean;
}

/**
 * Events of the service that stand for themselves. The last three have never been seen on a wire: they are for tests of clients that
 * meet something new.
 */
export const systemEvents = {
  "participant.idle": { sender: "customer", stored: false },
  "participant.returned": { sender: "customer", stored: false },
  "participant.autodisconnection": { sender: "customer", stored: false },
  "participant.displayname.updated": { sender: "customer", stored: false },
  "transfer.succeeded": { sender: "agent", stored: true },
  "transfer.failed": { sender: "agent", stored: true },
  "chat.rehydrated": { sender: "nobody", stored: false },
  "participant.active": { sender: "customer", stored: false },
  "participant.inactive": { sender: "customer", stored: false },
  "workflow.cancelled": { sender: "nobody", stored: false },
} as const satisfies Readonly<Record<string, SystemEventRule>>;
export type SystemEvent = keyof typeof systemEvents;
export const SYSTEM_EVENTS = Object.keys(systemEvents) as readonly SystemEvent[];
