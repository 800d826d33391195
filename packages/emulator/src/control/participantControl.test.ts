import type { ChatItem } from "@amazon-connect-chat/protocol";
import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";

const worded = (items: readonly ChatItem[]) =>
  items.map(
    ({ Content, ContentType = "", DisplayName = "" }) =>
      `${Content ?? ContentType.split("event.")[1] ?? ""} ${DisplayName}`,
  );

async function transferred() {
  const stage = createStage();
  const customer = await stage.customer();
  const robin = await stage.agent(customer.contactId);
  const next = stage.emulator.control.transfer({
    contactId: customer.contactId,
    displayName: "Sam",
    agentId: "sam",
  });
  return { stage, customer, robin, next, control: stage.emulator.control };
}

test("a transfer takes the first agent out and keeps the chat, which waits for the next", async () => {
  const { stage, customer, robin, control } = await transferred();
  expect(worded(stage.transcript(customer.contactId)).slice(2)).toEqual([
    "transfer.succeeded Robin",
    "participant.left Robin",
  ]);
  stage.clock.advance(10_000);
  expect(control.getContact(customer.contactId).contact.state).toBe("QUEUED");
  expect((await robin.callRaw("SendMessage", { ContentType: "text/plain", Content: "Hi" })).status).toBe(403);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Still here" });
});

test("the next contact begins with the next agent's joining, in the same session", async () => {
  const { stage, customer, next, control } = await transferred();
  expect(next.contactId).not.toBe(customer.contactId);
  expect(next.initialContactId).toBe(customer.contactId);
  const socket = await socketFor(stage, customer.participantToken);
  const sam = await stage.person(next);
  await sam.call("SendMessage", { ContentType: "text/plain", Content: "Sam here" });
  stage.clock.advance(0);
  const items = socket.frames
    .filter(({ topic }) => topic === "aws/chat")
    .map(({ content }) => JSON.parse(content as string) as ChatItem);
  expect(worded(items)).toEqual(["participant.joined Sam", "Sam here Sam"]);
  for (const item of items)
    expect(item).toMatchObject({ ContactId: next.contactId, InitialContactId: customer.contactId });
  const { contact } = control.getContact(next.contactId);
  expect(contact).toMatchObject({
    contactId: customer.contactId,
    currentContactId: next.contactId,
    state: "WITH_AGENT",
  });
});

test("a transcript holds the whole session, or the contact that is asked for", async () => {
  const { stage, customer, next } = await transferred();
  const sam = await stage.person(next);
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "one" });
  await sam.call("SendMessage", { ContentType: "text/plain", Content: "two" });
  const read = async (input: object = {}) =>
    worded(
      (await sam.call("GetTranscript", { SortOrder: "ASCENDING", MaxResults: 100, ...input })).Transcript!,
    );
  expect(await read()).toHaveLength(7);
  expect(await read({ ContactId: next.contactId })).toEqual([
    "participant.joined Sam",
    "one Avery",
    "two Sam",
  ]);
  expect(await read({ ContactId: customer.contactId })).toHaveLength(4);
  const last = stage.transcript(customer.contactId).at(-1)!;
  expect(await read({ ContactId: next.contactId, StartPosition: { Id: last.Id } })).toEqual(["two Sam"]);
});

test("the control side acts as the next agent by the next contact's id", async () => {
  const { stage, next, control } = await transferred();
  await stage.person(next);
  control.say({ ...next, content: "Hi" });
  const { chatTokenTransport } = control.connectionToken(next);
  expect(control.expireTokens({ participantId: next.participantId })).toBe(2);
  expect(chatTokenTransport.participantToken).toMatch(/^ct\./);
  control.leave(next);
  stage.clock.advance(150);
  expect(control.getContact(next.contactId).contact.state).toBe("ENDED");
});

test("an agent who is invited after a requeue is told the id of the contact that begins then", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  await stage.agent(contactId);
  const { control } = stage.emulator;
  const next = control.requeue({ contactId });
  const bot = control.inviteAgent({ contactId, displayName: "Bot", agentId: "bot", role: "CUSTOM_BOT" });
  const sam = control.inviteAgent({ contactId, displayName: "Sam", agentId: "sam" });
  expect([bot.contactId, sam.contactId]).toEqual([contactId, next.contactId]);
  await stage.person(sam);
  expect(stage.transcript(contactId).at(-1)!.ContactId).toBe(sam.contactId);
});

test("the next contact's id is forgotten with the chat", async () => {
  const stage = createStage({ limits: { keptEndedContacts: 0 } });
  const customer = await stage.customer();
  await stage.agent(customer.contactId);
  const { control } = stage.emulator;
  const next = control.transfer({ contactId: customer.contactId, displayName: "Sam", agentId: "sam" });
  await stage.person(next);
  control.end(customer.contactId);
  expect(() => control.getContact(next.contactId)).toThrow(expect.objectContaining({ code: "NotFound" }));
});

test("a transfer needs an agent in the chat", async () => {
  const stage = createStage();
  const { contactId, participantId } = await stage.customer();
  const to = { contactId, displayName: "Sam", agentId: "sam" };
  expect(() => stage.emulator.control.transfer(to)).toThrow(expect.objectContaining({ code: "Conflict" }));
  expect(() => stage.emulator.control.transfer({ ...to, participantId })).toThrow(/none is in the chat/);
});

test("a chat goes on while a second agent is there", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const robin = await stage.agent(customer.contactId);
  await stage.agent(customer.contactId, "Kim");
  const { control } = stage.emulator;
  control.transfer({ ...robin, displayName: "Sam", agentId: "sam" });
  expect(control.getContact(customer.contactId).contact.state).toBe("WITH_AGENT");
});

test("an invited agent joins from the control side, over HTTP too", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const customer = await stage.customer();
  const invited = control.inviteAgent({
    contactId: customer.contactId,
    displayName: "Robin",
    agentId: "robin",
  });
  control.join(invited);
  expect(control.getContact(customer.contactId).contact.state).toBe("WITH_AGENT");
  const second = control.inviteAgent({ contactId: customer.contactId, displayName: "Sam", agentId: "sam" });
  const path = `/control/contacts/${customer.contactId}/participants/${second.participantId}/join`;
  expect((await stage.send(path, { method: "POST" })).status).toBe(200);
  const states = control.getContact(customer.contactId).contact.participants.map(({ state }) => state);
  expect(states).toEqual(["CONNECTED", "CONNECTED", "CONNECTED"]);
});
