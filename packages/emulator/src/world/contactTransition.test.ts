import { expect, test } from "vitest";
import type { Contact, Participant } from "./contact.js";
import { transition } from "./contactTransition.js";
import type { ContactEffect } from "./contactEffects.js";
import type { ContactEvent } from "./contactTransition.js";
import { newContact } from "./newContact.js";

const created = newContact(
  { displayName: "Avery" },
  { contactId: "contact", customerId: "customer", createdAtMs: 0, timers: {} },
);
const agent = (participantId: string): Participant => ({
  participantId,
  role: "AGENT",
  displayName: participantId,
  agentId: participantId,
  state: "INVITED",
});

/** Effects as words: `+name` is an item. */
const worded = (effects: readonly ContactEffect[]) =>
  effects.map((effect) =>
    effect.type === "record"
      ? `+${effect.draft.content ?? effect.draft.contentType?.split("event.")[1] ?? ""}`
      : effect.type,
  );

const after = (contact: Contact, ...events: ContactEvent[]) =>
  events.reduce((before, event) => transition(before, event).contact, contact);

const customerIn: ContactEvent = { type: "connected", participantId: "customer" };
const invite = (id: string): ContactEvent => ({ type: "invited", participant: agent(id) });
const agentIn = (id: string): ContactEvent => ({ type: "connected", participantId: id });
const leave = (participantId: string): ContactEvent => ({ type: "left", participantId });
const end: ContactEvent = { type: "ended", atMs: 9 };
const windowClosed: ContactEvent = { type: "connectWindowClosed", atMs: 5 };

const flow = after(created, customerIn);
const withAgent = after(flow, { type: "queued" }, invite("robin"), agentIn("robin"));
const ringing = after(flow, invite("robin"), { type: "rang", participantId: "robin" });
const surveyed = (contact: Contact) => after(contact, { type: "afterwardsSet", flow: "survey" });
const exiting: Contact = { ...withAgent, disconnectsAgentsOnExit: true };
const followedUp = after(surveyed(exiting), leave("customer"));
const withTwo = after(withAgent, invite("sam"), agentIn("sam"));

test.each<[string, Contact, ContactEvent, Contact["state"], string[]]>([
  [
    "the customer's coming starts the flow",
    created,
    customerIn,
    "FLOW",
    ["+participant.joined", "startFlow"],
  ],
  ["coming again changes nothing", flow, customerIn, "FLOW", []],
  ["the end of the flow queues", flow, { type: "queued" }, "QUEUED", []],
  ["a late end of the flow changes nothing", withAgent, { type: "queued" }, "WITH_AGENT", []],
  [
    "an agent's coming stops the flow",
    after(flow, invite("robin")),
    agentIn("robin"),
    "WITH_AGENT",
    ["+participant.joined"],
  ],
  ["who rings does not come in by connecting", ringing, agentIn("robin"), "FLOW", []],
  [
    "who rings comes in by accepting",
    ringing,
    { type: "accepted", participantId: "robin" },
    "WITH_AGENT",
    ["+participant.joined"],
  ],
  [
    "who does not ring cannot accept",
    after(flow, invite("robin")),
    { type: "accepted", participantId: "robin" },
    "FLOW",
    [],
  ],
  ["who is in does not ring", withAgent, { type: "rang", participantId: "robin" }, "WITH_AGENT", []],
  [
    "a customer who comes after the agent meets no flow",
    after(created, invite("robin"), agentIn("robin")),
    customerIn,
    "WITH_AGENT",
    ["+participant.joined"],
  ],
  ["the first invitation is silent", flow, invite("robin"), "FLOW", []],
  ["a further agent's invitation is told", withAgent, invite("sam"), "WITH_AGENT", ["+participant.invited"]],
  [
    "the customer's leaving ends the chat soon",
    withAgent,
    leave("customer"),
    "WITH_AGENT",
    ["+participant.left", "endSoon"],
  ],
  [
    "one of two agents leaves and the chat goes on",
    withTwo,
    leave("sam"),
    "WITH_AGENT",
    ["+participant.left"],
  ],
  [
    "the last agent's leaving ends the chat soon",
    withAgent,
    leave("robin"),
    "WITH_AGENT",
    ["+participant.left", "endSoon"],
  ],
  [
    "the last agent's leaving leads to the flow that is named for it",
    surveyed(withAgent),
    leave("robin"),
    "FLOW",
    ["+participant.left", "startFlow"],
  ],
  [
    "the customer's leaving leads to no flow unless agents go with them",
    surveyed(withAgent),
    leave("customer"),
    "WITH_AGENT",
    ["+participant.left", "endSoon"],
  ],
  [
    "agents go with the customer, and the flow follows",
    surveyed(exiting),
    leave("customer"),
    "FLOW",
    ["+participant.left", "+participant.left", "startFlow"],
  ],
  [
    "agents go with the customer, and without a flow the chat ends soon",
    exiting,
    leave("customer"),
    "WITH_AGENT",
    ["+participant.left", "+participant.left", "endSoon"],
  ],
  [
    "an agent may stay when the customer leaves",
    { ...withAgent, outlivesCustomer: true },
    leave("customer"),
    "WITH_AGENT",
    ["+participant.left"],
  ],
  [
    "and ends the chat by leaving, also where a flow was named",
    after(surveyed({ ...withAgent, outlivesCustomer: true }), leave("customer")),
    leave("robin"),
    "WITH_AGENT",
    ["+participant.left", "endSoon"],
  ],
  ["leaving the flow afterwards ends the chat silently", followedUp, leave("customer"), "FLOW", ["endSoon"]],
  ["who goes through the flow afterwards does not come in again", followedUp, customerIn, "FLOW", []],
  [
    "too long a silence takes everyone out but the customer",
    withTwo,
    { type: "autoDisconnected", participantId: "customer" },
    "WITH_AGENT",
    ["tell", "+participant.left", "+participant.left", "endSoon"],
  ],
  [
    "and leads to the flow that is named for it",
    surveyed(withTwo),
    { type: "autoDisconnected", participantId: "robin" },
    "FLOW",
    ["tell", "+participant.left", "+participant.left", "startFlow"],
  ],
  ["an invited agent goes silently", after(flow, invite("robin")), leave("robin"), "FLOW", []],
  ["leaving twice changes nothing", after(withTwo, leave("sam")), leave("sam"), "WITH_AGENT", []],
  ["a stranger's leaving changes nothing", flow, leave("nobody"), "FLOW", []],
  ["ending is told and releases", withAgent, end, "ENDED", ["+chat.ended", "release"]],
  ["an ended contact stays as it is", after(flow, end), customerIn, "ENDED", []],
  ["a contact does not end twice", after(flow, end), end, "ENDED", []],
  ["nobody came in time: expired, silently", created, windowClosed, "EXPIRED", ["release"]],
  ["the customer came in time", flow, windowClosed, "FLOW", []],
])("%s", (_, contact, event, state, effects) => {
  const result = transition(contact, event);
  expect([result.contact.state, worded(result.effects)]).toEqual([state, effects]);
});

test("the initial message follows the customer's joining", () => {
  const contact = { ...created, initialMessage: { contentType: "text/plain", content: "Help" } };
  expect(worded(transition(contact, customerIn).effects)).toEqual([
    "+participant.joined",
    "+Help",
    "startFlow",
  ]);
});

test("a transition leaves the contact it was given as it was", () => {
  const before = structuredClone(withTwo);
  transition(withTwo, leave("customer"));
  expect(withTwo).toEqual(before);
});
