import { eventContentType } from "@amazon-connect-chat/protocol";
import { connectedParticipants, findParticipant, hasAgent, isOver, isSilent } from "./contact.js";
import { recordEvent, withParticipant } from "./contactEffects.js";
import type { ContactEffect, Transition } from "./contactEffects.js";
import type { ChatTimers, Contact, ContactState, Participant } from "./contact.js";
import { autoDisconnected, left, without } from "./leaving.js";

/** What happens to a contact. */
export type ContactEvent =
  | { readonly type: "connected"; readonly participantId: string }
  | { readonly type: "invited"; readonly participant: Participant }
  | { readonly type: "rang"; readonly participantId: string }
  | { readonly type: "accepted"; readonly participantId: string }
  | { readonly type: "queued" }
  /** From now on there is a past. */
  | { readonly type: "continued"; readonly fromContactId: string }
  | { readonly type: "timersSet"; readonly timers: ChatTimers }
  /** A supervisor who watched takes part, or watches again. */
  | { readonly type: "barged"; readonly participantId: string; readonly isBarged: boolean }
  /** Someone's silence ends the conversation: all but the customer have to go. */
  | { readonly type: "autoDisconnected"; readonly participantId: string }
  | { readonly type: "afterwardsSet"; readonly flow: string }
  | { readonly type: "renamed"; readonly participantId: string; readonly displayName: string }
  | {
      readonly type: "transferred";
      /** The agent who hands the chat on. */
      readonly participantId: string;
      /** The agent who gets it; without one, whoever joins next from the queue. */
      readonly participant?: Participant | undefined;
      readonly nextContactId: string;
    }
  /** The process that looked after it is gone, and another one does now. */
  | { readonly type: "resumed" }
  | { readonly type: "left"; readonly participantId: string }
  | { readonly type: "ended"; readonly atMs: number }
  | { readonly type: "connectWindowClosed"; readonly atMs: number };

function customerConnected(contact: Contact, customer: Participant): Transition {
  const { initialMessage } = contact;
  const effects: ContactEffect[] = [recordEvent(eventContentType("participant.joined"), customer)];
  if (initialMessage)
    effects.push({ type: "record", draft: { type: "MESSAGE", ...initialMessage, sender: customer } });
  if (contact.continuedFromContactId !== undefined) effects.push({ type: "rehydrate" });
  if (contact.state !== "CREATED") return { contact, effects };
  return { contact: { ...contact, state: "FLOW" }, effects: [...effects, { type: "startFlow" }] };
}

function othersConnected(contact: Contact, participant: Participant): Transition {
  if (isSilent(participant)) return { contact, effects: [] };
  const joined = recordEvent(eventContentType("participant.joined"), participant);
  if (participant.role !== "AGENT") return { contact, effects: [joined] };
  const { nextContactId, laterContactIds, ...rest } = contact;
  const withAgent: Contact = {
    ...rest,
    state: "WITH_AGENT",
    laterContactIds: nextContactId === undefined ? laterContactIds : [...laterContactIds, nextContactId],
  };
  // An agent comes in the place of a custom bot.
  const { contact: alone, effects } = without(withAgent, ({ role }) => role === "CUSTOM_BOT");
  return { contact: alone, effects: [joined, ...effects] };
}

function connected(
  contact: Contact,
  participantId: string,
  from: "INVITED" | "RINGING" = "INVITED",
): Transition {
  const invited = findParticipant(contact, participantId);
  if (invited?.state !== from) return { contact, effects: [] };
  const participant: Participant = { ...invited, state: "CONNECTED" };
  const next = withParticipant(contact, participant);
  return participant.role === "CUSTOMER"
    ? customerConnected(next, participant)
    : othersConnected(next, participant);
}

function invited(contact: Contact, participant: Participant): Transition {
  return {
    contact: { ...contact, participants: [...contact.participants, participant] },
    effects:
      hasAgent(contact) && !isSilent(participant)
        ? [recordEvent(eventContentType("participant.invited"), participant)]
        : [],
  };
}

function rang(contact: Contact, participantId: string): Transition {
  const invited = findParticipant(contact, participantId);
  const rings = invited?.state === "INVITED";
  return {
    contact: rings ? withParticipant(contact, { ...invited, state: "RINGING" }) : contact,
    effects: [],
  };
}

function renamed(contact: Contact, participantId: string, displayName: string): Transition {
  const before = findParticipant(contact, participantId);
  if (!before) return { contact, effects: [] };
  const sender: Participant = { ...before, displayName };
  const contentType = eventContentType("participant.displayname.updated");
  return {
    contact: {
      ...withParticipant(contact, sender),
      ...(sender.role === "CUSTOMER" && { customerName: displayName }),
    },
    effects: [{ type: "tell", draft: { type: "EVENT", contentType, sender } }],
  };
}

function transferred(
  contact: Contact,
  { participantId, participant, nextContactId }: Extract<ContactEvent, { type: "transferred" }>,
): Transition {
  const before = findParticipant(contact, participantId);
  if (before?.role !== "AGENT" || before.state !== "CONNECTED") return { contact, effects: [] };
  const leaving: Participant = { ...before, state: "LEFT" };
  const next = withParticipant(contact, leaving);
  return {
    contact: {
      ...next,
      nextContactId,
      participants: participant ? [...next.participants, participant] : next.participants,
      state: hasAgent(next) ? next.state : "QUEUED",
    },
    effects: [
      recordEvent(eventContentType("transfer.succeeded"), before),
      recordEvent(eventContentType("participant.left"), leaving),
    ],
  };
}

function continued(contact: Contact, continuedFromContactId: string): Transition {
  const isHere = connectedParticipants(contact).some(({ role }) => role === "CUSTOMER");
  return {
    contact: { ...contact, continuedFromContactId },
    // Otherwise it is done when the customer comes.
    effects: isHere ? [{ type: "rehydrate" }] : [],
  };
}

function barged(contact: Contact, participantId: string, isBarged: boolean): Transition {
  const before = findParticipant(contact, participantId);
  if (
    before?.role !== "SUPERVISOR" ||
    before.state !== "CONNECTED" ||
    (before.isBarged ?? false) === isBarged
  )
    return { contact, effects: [] };
  const participant: Participant = { ...before, isBarged };
  const event = eventContentType(isBarged ? "participant.joined" : "participant.left");
  return { contact: withParticipant(contact, participant), effects: [recordEvent(event, participant)] };
}

/** Whether the chat was about to end: whoever it was for, or with, has left. */
function isEnding({ state, isAfterwards, outlivesCustomer, participants }: Contact): boolean {
  const isHere = (wanted: string) =>
    participants.some(({ role, state: presence }) => role === wanted && presence === "CONNECTED");
  if (state === "FLOW" && isAfterwards) return true;
  if (state === "WITH_AGENT" && !isHere("AGENT")) return true;
  return state !== "CREATED" && !isHere("CUSTOMER") && !(outlivesCustomer && isHere("AGENT"));
}

/** A flow cannot go on where it was, and nobody is called any more: the chat waits for an agent, or ends. */
function resumed(contact: Contact): Transition {
  const participants = contact.participants.map((participant): Participant =>
    participant.state === "RINGING" ? { ...participant, state: "LEFT" } : participant,
  );
  const next: Contact = { ...contact, participants };
  if (isEnding(next)) return { contact: next, effects: [{ type: "endSoon" }] };
  return { contact: next.state === "FLOW" ? { ...next, state: "QUEUED" } : next, effects: [] };
}

const over = (contact: Contact, state: ContactState, endedAtMs: number): Contact => ({
  ...contact,
  state,
  endedAtMs,
});

/** The contact after `event`, and what to do about it. A contact that is over does not change. */
export function transition(contact: Contact, event: ContactEvent): Transition {
  if (isOver(contact)) return { contact, effects: [] };
  switch (event.type) {
    case "connected":
      return connected(contact, event.participantId);
    case "invited":
      return invited(contact, event.participant);
    case "rang":
      return rang(contact, event.participantId);
    case "accepted":
      return connected(contact, event.participantId, "RINGING");
    case "queued":
      return { contact: contact.state === "FLOW" ? { ...contact, state: "QUEUED" } : contact, effects: [] };
    case "continued":
      return continued(contact, event.fromContactId);
    case "timersSet":
      return { contact: { ...contact, timers: event.timers }, effects: [] };
    case "barged":
      return barged(contact, event.participantId, event.isBarged);
    case "autoDisconnected":
      return autoDisconnected(contact, event.participantId);
    case "afterwardsSet":
      return { contact: { ...contact, afterwards: event.flow }, effects: [] };
    case "renamed":
      return renamed(contact, event.participantId, event.displayName);
    case "transferred":
      return transferred(contact, event);
    case "resumed":
      return resumed(contact);
    case "left":
      return left(contact, event.participantId);
    case "ended":
      return {
        contact: over(contact, "ENDED", event.atMs),
        effects: [recordEvent(eventContentType("chat.ended")), { type: "release" }],
      };
    case "connectWindowClosed": {
      const waiting = contact.participants.some(
        ({ role, state }) => role === "CUSTOMER" && state === "INVITED",
      );
      if (!waiting) return { contact, effects: [] };
      return { contact: over(contact, "EXPIRED", event.atMs), effects: [{ type: "release" }] };
    }
  }
}
