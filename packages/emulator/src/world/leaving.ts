import { eventContentType } from "@amazon-connect-chat/protocol";
import { findParticipant, hasAgent, isSilent } from "./contact.js";
import type { Contact, Participant } from "./contact.js";
import { recordEvent, withParticipant } from "./contactEffects.js";
import type { ContactEffect, Transition } from "./contactEffects.js";

const leftEvent = (participant: Participant): ContactEffect =>
  recordEvent(eventContentType("participant.left"), participant);

/** Takes out all whom `goes` means; who never came, or only watched, goes silently. */
export function without(
  contact: Contact,
  goes: (participant: Participant) => boolean,
): { readonly contact: Contact; readonly effects: readonly ContactEffect[] } {
  const leaving = contact.participants.filter((each) => each.state !== "LEFT" && goes(each));
  const left = new Map(leaving.map((each) => [each.participantId, { ...each, state: "LEFT" } as const]));
  return {
    contact: {
      ...contact,
      participants: contact.participants.map((each) => left.get(each.participantId) ?? each),
    },
    effects: leaving
      .filter((each) => each.state === "CONNECTED" && !isSilent(each))
      .map((each) => leftEvent({ ...each, state: "LEFT" })),
  };
}

const hasCustomer = (contact: Contact): boolean =>
  contact.participants.some(({ role, state }) => role === "CUSTOMER" && state !== "LEFT");

/** What comes when the conversation is over: the flow that is named for it, if somebody is there for it, or soon the end. */
function over(contact: Contact, effects: readonly ContactEffect[]): Transition {
  const { afterwards } = contact;
  if (afterwards === undefined || !hasCustomer(contact))
    return { contact, effects: [...effects, { type: "endSoon" }] };
  return {
    contact: { ...contact, state: "FLOW", afterwards: undefined, isAfterwards: true },
    effects: [...effects, { type: "startFlow", afterwards }],
  };
}

function customerLeft(contact: Contact, customer: Participant): Transition {
  const { contact: next, effects } = without(
    contact,
    ({ participantId }) => participantId === customer.participantId,
  );
  // Who has left already, and now leaves the flow that came afterwards too, has nothing left to wait for.
  if (!contact.disconnectsAgentsOnExit || customer.state !== "CONNECTED") {
    const goesOn = contact.outlivesCustomer && hasAgent(next);
    return { contact: next, effects: goesOn ? effects : [...effects, { type: "endSoon" }] };
  }
  const { contact: alone, effects: agentsLeft } = without(next, ({ role }) => role === "AGENT");
  const all = [...effects, ...agentsLeft];
  if (alone.afterwards === undefined) return over(alone, all);
  return over(withParticipant(alone, { ...customer, state: "AFTERWARDS" }), all);
}

/** What a participant's leaving leads to. */
export function left(contact: Contact, participantId: string): Transition {
  const leaving = findParticipant(contact, participantId);
  if (!leaving || leaving.state === "LEFT") return { contact, effects: [] };
  if (leaving.role === "CUSTOMER") return customerLeft(contact, leaving);
  const { contact: next, effects } = without(contact, (each) => each.participantId === participantId);
  const isLastAgent = hasAgent(contact) && !hasAgent(next);
  return isLastAgent ? over(next, effects) : { contact: next, effects };
}

/**
 * Somebody has been silent for too long: everyone but the customer has to go. Without an agent no conversation is over by that, and an
 * agent who is called still comes.
 */
export function autoDisconnected(contact: Contact, participantId: string): Transition {
  const sender = findParticipant(contact, participantId);
  const contentType = eventContentType("participant.autodisconnection");
  const isWithAgent = hasAgent(contact);
  const { contact: next, effects } = without(
    contact,
    ({ role }) => role !== "CUSTOMER" && (isWithAgent || role !== "AGENT"),
  );
  const all: ContactEffect[] = [{ type: "tell", draft: { type: "EVENT", contentType, sender } }, ...effects];
  return isWithAgent ? over(next, all) : { contact: next, effects: all };
}
