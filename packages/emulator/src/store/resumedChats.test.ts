import { expect, test } from "vitest";
import { upload } from "../../test/attachment.js";
import { openCcpTab } from "../../test/ccpTab.js";
import { createKeptStage } from "../../test/keptStage.js";
import type { KeptStage } from "../../test/keptStage.js";
import { createVirtualClock } from "../clock.js";

const stateOf = ({ emulator }: KeptStage, contactId: string) =>
  emulator.control.getContact(contactId).contact.state;
const contents = (stage: KeptStage, contactId: string) =>
  stage
    .transcript(contactId)
    .map(({ Content, ContentType = "" }) => Content ?? ContentType.split("event.")[1]);
/** A clock at so many milliseconds after the start of the first one. */
const clockAfter = (ms: number) => createVirtualClock(createVirtualClock().nowMs() + ms);

test("a chat whose flow was being played waits for an agent after a restart", async () => {
  const before = await createKeptStage({
    flows: { default: [{ do: "ask", content: "What is it about?", afterMs: 0 }] },
  });
  const customer = await before.customer();
  before.clock.advance(0);
  expect(stateOf(before, customer.contactId)).toBe("FLOW");

  const after = await before.restart();
  expect(stateOf(after, customer.contactId)).toBe("QUEUED");
  expect(contents(after, customer.contactId)).toEqual(["participant.joined", "What is it about?"]);
  await after.agent(customer.contactId);
  expect(stateOf(after, customer.contactId)).toBe("WITH_AGENT");
});

test("a message that was being processed is delivered after a restart, once, and with its Id", async () => {
  const messageProcessing = { enabled: true, delayMs: 300, rules: [{ says: "\\d{4}", becomes: "****" }] };
  const before = await createKeptStage({ messageProcessing });
  const customer = await before.customer();
  const message = { ContentType: "text/plain", Content: "My code is 1234" };
  const delivered = await customer.call("SendMessage", message);
  before.clock.advance(300);
  const sent = await customer.call("SendMessage", message);
  expect(contents(before, customer.contactId)).toEqual(["participant.joined", "My code is ****"]);

  const after = await before.restart();
  after.clock.advance(300);
  const messages = after.transcript(customer.contactId).filter(({ Type }) => Type === "MESSAGE");
  expect(messages.map(({ Id, Content }) => [Id, Content])).toEqual([
    [delivered["Id"], "My code is ****"],
    [sent["Id"], "My code is ****"],
  ]);
});

test("a chat that waits gets the agent who takes chats from the queue after a restart", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  expect(stateOf(before, customer.contactId)).toBe("QUEUED");
  const after = await before.restart({
    agents: { robin: { displayName: "Robin", joinsAfterMs: 0 } },
  });
  after.clock.advance(0);
  expect(stateOf(after, customer.contactId)).toBe("WITH_AGENT");
});

test("a chat whose flow came after the agent ends after a restart", async () => {
  const before = await createKeptStage({
    flows: {
      default: [
        { do: "afterwards", flow: "survey", afterMs: 0 },
        { do: "queue", afterMs: 0 },
      ],
      survey: [{ do: "ask", content: "How was it?", afterMs: 0 }],
    },
  });
  const customer = await before.customer();
  before.clock.advance(0);
  const agent = await before.agent(customer.contactId);
  await agent.call("DisconnectParticipant", {});
  expect(stateOf(before, customer.contactId)).toBe("FLOW");

  const after = await before.restart();
  after.clock.advance(150);
  expect(stateOf(after, customer.contactId)).toBe("ENDED");
});

test("a flow that is to come after the agent comes after a restart too", async () => {
  const flows = {
    default: [
      { do: "afterwards", flow: "survey", afterMs: 0 },
      { do: "queue", afterMs: 0 },
    ],
    survey: [{ do: "say", content: "How was it?", afterMs: 0 }],
  } as const;
  const before = await createKeptStage({ flows });
  const customer = await before.customer();
  before.clock.advance(0);
  const agent = await before.agent(customer.contactId);

  const after = await before.restart();
  after.emulator.control.leave(agent);
  after.clock.advance(0);
  expect(contents(after, customer.contactId)).toContain("How was it?");
});

test.each(["customer", "agent"] as const)(
  "a chat that was about to end because the %s had left ends after a restart",
  async (who) => {
    const before = await createKeptStage();
    const customer = await before.customer();
    const agent = await before.agent(customer.contactId);
    await { customer, agent }[who].call("DisconnectParticipant", {});
    expect(stateOf(before, customer.contactId)).toBe("WITH_AGENT");

    const after = await before.restart();
    after.clock.advance(150);
    expect(contents(after, customer.contactId).at(-1)).toBe("chat.ended");
  },
);

test("who was being called has missed the chat after a restart, and the next one can be called", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  const { contactId } = customer;
  openCcpTab(before.emulator);
  before.clock.advance(0);
  const [, rung] = before.emulator.control.getContact(contactId).contact.participants;
  expect(rung?.state).toBe("RINGING");

  const after = await before.restart();
  expect(after.emulator.control.getContact(contactId).contact.participants[1]).toMatchObject({
    participantId: rung!.participantId,
    state: "LEFT",
  });
  expect(stateOf(after, contactId)).toBe("QUEUED");
});

test("the time of a chat goes on while nothing runs", async () => {
  const before = await createKeptStage();
  const chat = { displayName: "Avery", durationMinutes: 60 };
  const [long, short] = [await before.customer(), await before.customer(chat)];
  const clock = clockAfter(59 * 60_000);
  const after = await before.restart({ clock });
  expect(stateOf(after, short.contactId)).toBe("QUEUED");
  clock.advance(60_000);
  expect([stateOf(after, short.contactId), stateOf(after, long.contactId)]).toEqual(["ENDED", "QUEUED"]);
});

test("a customer who has not come in time by then cannot come any more", async () => {
  const before = await createKeptStage();
  const { contactId } = before.emulator.control.startChat({ displayName: "Avery" });
  const clock = clockAfter(300_000);
  const after = await before.restart({ clock });
  clock.advance(0);
  expect(stateOf(after, contactId)).toBe("EXPIRED");
});

test("idle timers begin anew", async () => {
  const options = { flow: { prompts: [], timers: { CUSTOMER: { idleMs: 60_000, disconnectMs: 1_000 } } } };
  const before = await createKeptStage(options);
  const customer = await before.customer();
  await before.agent(customer.contactId);
  const clock = clockAfter(100_000);
  const after = await before.restart({ ...options, clock });
  clock.advance(60_999);
  expect(stateOf(after, customer.contactId)).toBe("WITH_AGENT");
  clock.advance(151);
  expect(stateOf(after, customer.contactId)).toBe("ENDED");
});

test("of the chats that have ended as many are kept as the options say", async () => {
  const options = { limits: { keptEndedContacts: 2 } };
  const before = await createKeptStage(options);
  const chats = [await before.customer(), await before.customer(), await before.customer()];
  for (const { contactId } of chats) before.emulator.control.end(contactId);
  const after = await before.restart(options);
  expect(after.store.kept.rooms.map(({ contact }) => contact.contactId)).toEqual(
    chats.slice(1).map(({ contactId }) => contactId),
  );
  const last = await after.restart({ limits: { keptEndedContacts: 1 } });
  expect(last.emulator.control.listContacts().map(({ contactId }) => contactId)).toEqual([
    chats[2]!.contactId,
  ]);
});

test("the bytes of a chat that has ended go in time", async () => {
  const before = await createKeptStage();
  const customer = await before.customer();
  await upload(before, customer);
  before.emulator.control.end(customer.contactId);
  const after = await before.restart();
  expect(after.store.kept.files).toHaveLength(1);
  after.clock.advance(300_000);
  const last = await after.restart();
  expect(last.store.kept.files).toEqual([]);
});

test("the bytes of a chat that is not kept any more are gone after a restart", async () => {
  const before = await createKeptStage({ limits: { keptEndedContacts: 1 } });
  const customer = await before.customer();
  await upload(before, customer);
  before.emulator.control.end(customer.contactId);
  const after = await before.restart({ limits: { keptEndedContacts: 0 } });
  const last = await after.restart();
  expect([last.store.kept.rooms, last.store.kept.files]).toEqual([[], []]);
});
