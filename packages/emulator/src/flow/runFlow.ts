import type { Contact } from "../world/contact.js";

/**
 * Takes a contact through its flow: called when the customer has connected, and with the name of the flow that comes
 * afterwards when the last agent has left.
 */
export type RunFlow = (contact: Contact, afterwards?: string) => void;
