import { EVENT_TYPES, eventContentType } from "@amazon-connect-chat/protocol";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ContactSummary, ParticipantSummary } from "../control/contactSummary.js";
import { toldReceipt } from "../world/receipts.js";
import type {
  ExpectedEvent,
  ExpectedMessage,
  ExpectedParticipant,
  From,
  TextPattern,
} from "./expectations.js";
import type { TestSubject } from "./testSubject.js";

const fits = (pattern: TextPattern | undefined, text: string): boolean =>
  pattern === undefined || (typeof pattern === "string" ? text === pattern : text.search(pattern) >= 0);

/** An event with who it is from. Receipts are told as metadata of a message: here they are what was sent. */
export interface FoundEvent {
  readonly contentType: string;
  readonly role: string;
  readonly displayName: string;
}

const isFrom = (
  from: From | undefined,
  { role, displayName }: Pick<FoundEvent, "role" | "displayName">,
): boolean => from === undefined || from === role || from === displayName;

const contactsOf = ({ control, contactId }: TestSubject): readonly ContactSummary[] =>
  control.listContacts().filter((contact) => contactId === undefined || contact.contactId === contactId);

const itemsOf = ({ control, contactId }: TestSubject) =>
  control.items().filter((told) => contactId === undefined || told.contactId === contactId);

/** The messages that were told, each once though it came in pieces; a piece gives way to the next. */
export function findMessages(subject: TestSubject): readonly ChatItem[] {
  const messages = new Map<unknown, ChatItem>();
  for (const { item } of itemsOf(subject)) if (item.Type === "MESSAGE") messages.set(item.Id, item);
  return [...messages.values()];
}

export const isExpectedMessage = (
  { text, contentType, from = "CUSTOMER" }: ExpectedMessage,
  { Content = "", ContentType = "", ParticipantRole = "", DisplayName = "" }: ChatItem,
): boolean =>
  fits(text, Content) &&
  (contentType === undefined || contentType === ContentType) &&
  isFrom(from, { role: ParticipantRole, displayName: DisplayName });

function receiptOf(contact: ContactSummary | undefined, item: ChatItem): FoundEvent | undefined {
  const receipt = toldReceipt(item);
  if (!receipt) return undefined;
  const recipient = contact?.participants.find(
    ({ participantId }) => participantId === receipt.participantId,
  );
  return {
    contentType: receipt.contentType,
    role: recipient?.role ?? "",
    displayName: recipient?.displayName ?? "",
  };
}

/** The events that were told. */
export function findEvents(subject: TestSubject): readonly FoundEvent[] {
  const contacts = contactsOf(subject);
  return itemsOf(subject).flatMap(({ contactId, item }): readonly FoundEvent[] => {
    const { ContentType = "", ParticipantRole = "", DisplayName = "" } = item;
    if (item.Type === "EVENT")
      return [{ contentType: ContentType, role: ParticipantRole, displayName: DisplayName }];
    const receipt = receiptOf(
      contacts.find((contact) => contact.contactId === contactId),
      item,
    );
    return receipt ? [receipt] : [];
  });
}

/** @throws TypeError for an event that the service does not have */
export function isExpectedEvent({ type, from }: ExpectedEvent, found: FoundEvent): boolean {
  return found.contentType === eventContentType(type) && isFrom(from, found);
}

/** @throws TypeError for an event that the service does not have */
export function requireEventType(type: string): void {
  if (!EVENT_TYPES.some((known) => known === type))
    throw new TypeError(`unable to expect the event ${type}; it is none of ${EVENT_TYPES.join(", ")}`);
}

export const findParticipants = (subject: TestSubject): readonly ParticipantSummary[] =>
  contactsOf(subject).flatMap(({ participants }) => participants);

export const isExpectedParticipant = (
  { displayName, role, state = "CONNECTED" }: ExpectedParticipant,
  found: ParticipantSummary,
): boolean =>
  fits(displayName, found.displayName) &&
  (role === undefined || role === found.role) &&
  state === found.state;

export const findChats = contactsOf;
