import { expect, test } from "vitest";
import { eventContentType } from "@amazon-connect-chat/protocol";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";

const messageDelivered = eventContentType("message.delivered");
const messageRead = eventContentType("message.read");
const typing = eventContentType("typing");
const connectionAcknowledged = eventContentType("connection.acknowledged");
const receipt = (ContentType: string, messageId: unknown) => ({
  ContentType,
  Content: JSON.stringify({ messageId, disableThrottle: true }),
});

async function pair(): Promise<{ stage: Stage; customer: Person; agent: Person; messageId: string }> {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const { Id } = await agent.call("SendMessage", { ContentType: "text/plain", Content: "Hello" });
  return { stage, customer, agent, messageId: Id! };
}

const storedMessage = (stage: Stage, { contactId }: Person, messageId: string) =>
  stage.transcript(contactId).find(({ Id }) => Id === messageId);

test("typing is answered with a fresh id and not stored", async () => {
  const { stage, customer } = await pair();
  const before = stage.transcript(customer.contactId).length;
  const first = await customer.call("SendEvent", { ContentType: typing });
  const second = await customer.call("SendEvent", { ContentType: typing });
  expect(first.AbsoluteTime).toBe("2026-01-15T12:00:00.000Z");
  expect(second.Id).not.toBe(first.Id);
  expect(stage.transcript(customer.contactId)).toHaveLength(before);
});

test("a receipt is kept on its message, a repeat leaves it as it is", async () => {
  const { stage, customer, messageId } = await pair();
  stage.clock.advance(1_000);
  await customer.call("SendEvent", receipt(messageDelivered, messageId));
  stage.clock.advance(1_000);
  await customer.call("SendEvent", receipt(messageRead, messageId));
  stage.clock.advance(1_000);
  await customer.call("SendEvent", receipt(messageDelivered, messageId));
  expect(storedMessage(stage, customer, messageId)!.MessageMetadata).toEqual({
    MessageId: messageId,
    Receipts: [
      {
        DeliveredTimestamp: "2026-01-15T12:00:01.000Z",
        ReadTimestamp: "2026-01-15T12:00:02.000Z",
        RecipientParticipantId: customer.participantId,
      },
    ],
  });
});

test("a receipt for one's own message or for the flow's is accepted and ignored", async () => {
  const { stage, customer, agent, messageId } = await pair();
  const prompt = stage.emulator.control.say({ contactId: agent.contactId, content: "Welcome" });
  expect((await agent.callRaw("SendEvent", receipt(messageRead, messageId))).status).toBe(200);
  expect((await customer.callRaw("SendEvent", receipt(messageRead, prompt.Id))).status).toBe(200);
  for (const id of [messageId, prompt.Id])
    expect(storedMessage(stage, customer, id)).not.toHaveProperty("MessageMetadata");
});

test("a receipt for a message that the bot is still writing is accepted and ignored", async () => {
  const { stage, customer } = await pair();
  const { Id } = stage.emulator.control.stream({
    contactId: customer.contactId,
    chunks: ["Within ", "two days."],
    delayMs: 100,
  });
  for (let piece = 1; piece <= 3; piece += 1) {
    expect((await customer.callRaw("SendEvent", receipt(messageRead, Id))).status).toBe(200);
    stage.clock.advance(100);
  }
  expect(storedMessage(stage, customer, Id)!.MessageMetadata).not.toHaveProperty("Receipts");
});

test("a receipt is a conflict while more than two participants are in the chat", async () => {
  const { stage, customer, messageId } = await pair();
  const sam = await stage.agent(customer.contactId, "Sam");
  const refused = await customer.callRaw("SendEvent", receipt(messageRead, messageId));
  expect(refused.status).toBe(409);
  expect(refused.headers.get("x-amzn-errortype")).toBe("ConflictException");
  await sam.call("DisconnectParticipant", {});
  expect((await customer.callRaw("SendEvent", receipt(messageRead, messageId))).status).toBe(200);
});

test("connection.acknowledged makes an agent join", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const invited = stage.emulator.control.inviteAgent({
    contactId: customer.contactId,
    displayName: "Robin",
    agentId: "robin",
  });
  const agent = await stage.person(invited, false);
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
  await agent.call("SendEvent", { ContentType: connectionAcknowledged });
  expect(stage.transcript(customer.contactId).at(-1)).toMatchObject({
    ContentType: eventContentType("participant.joined"),
    ParticipantId: agent.participantId,
  });
});

test.each([
  ["an unknown event", { ContentType: "application/vnd.amazonaws.connect.event.dancing" }],
  ["an event of the service", { ContentType: eventContentType("chat.ended") }],
  ["a message type", { ContentType: "text/plain", Content: "Hi" }],
  ["no type", { Content: "{}" }],
  ["a receipt without content", { ContentType: messageRead }],
  ["a receipt whose content is no JSON", { ContentType: messageRead, Content: "message" }],
  ["a receipt whose content is null", { ContentType: messageRead, Content: "null" }],
  ["a receipt with a number", receipt(messageRead, 5)],
  ["a receipt for an unknown message", receipt(messageRead, "unknown")],
  ["a receipt for __proto__", receipt(messageRead, "__proto__")],
  ["too long a content", { ContentType: typing, Content: "c".repeat(16_385) }],
  ["an empty content", { ContentType: typing, Content: "" }],
])("refuses %s", async (_, body) => {
  const { customer } = await pair();
  const refused = await customer.callRaw("SendEvent", body);
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({ message: "Validation exception due to invalid parameter" });
});

test("refuses a receipt for an event", async () => {
  const { stage, customer } = await pair();
  const joined = stage.transcript(customer.contactId)[0]!;
  expect((await customer.callRaw("SendEvent", receipt(messageRead, joined.Id))).status).toBe(400);
});
