import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { callRaw } from "../../test/service.js";

const names = (items: readonly { readonly ContentType?: string }[]) =>
  items.map(({ ContentType }) => ContentType!.split("event.")[1]);

test("the customer leaves, the chat ends a moment later, and every token is dead", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  expect(await customer.call("DisconnectParticipant", {})).toEqual({});
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(403);
  expect((await agent.callRaw("GetTranscript", {})).status).toBe(200);
  stage.clock.advance(149);
  expect(names(stage.transcript(customer.contactId)).at(-1)).toBe("participant.left");
  stage.clock.advance(1);
  expect(names(stage.transcript(customer.contactId)).slice(-2)).toEqual(["participant.left", "chat.ended"]);
  expect(stage.transcript(customer.contactId).at(-1)).not.toHaveProperty("ParticipantId");
  for (const { participantToken } of [customer, agent]) {
    const denied = await callRaw(stage.send, "CreateParticipantConnection", participantToken, {});
    expect([denied.status, denied.body]).toEqual([403, { message: "Access denied" }]);
  }
  expect(await agent.callRaw("GetTranscript", {})).toMatchObject({
    status: 403,
    body: { message: "Access denied" },
  });
});

test("a second call is denied, a repeat with the same ClientToken is not", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  await customer.call("DisconnectParticipant", { ClientToken: "bye" });
  expect((await customer.callRaw("DisconnectParticipant", {})).status).toBe(403);
  expect((await customer.callRaw("DisconnectParticipant", { ClientToken: "other" })).status).toBe(403);
  expect((await customer.callRaw("DisconnectParticipant", "not JSON")).status).toBe(403);
  expect((await customer.callRaw("DisconnectParticipant", { ClientToken: "bye" })).status).toBe(200);
  stage.clock.advance(1_000);
  expect((await customer.callRaw("DisconnectParticipant", { ClientToken: "bye" })).status).toBe(200);
  expect(names(stage.transcript(customer.contactId))).toEqual([
    "participant.joined",
    "participant.left",
    "chat.ended",
  ]);
});

test("the chat goes on while an agent is left, and ends when the last one goes", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const robin = await stage.agent(customer.contactId);
  const sam = await stage.agent(customer.contactId, "Sam");
  await robin.call("DisconnectParticipant", {});
  stage.clock.advance(1_000);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
  await sam.call("DisconnectParticipant", {});
  stage.clock.advance(150);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(403);
  expect(stage.emulator.control.getContact(customer.contactId).contact.state).toBe("ENDED");
});

test("takes an empty body and refuses a ClientToken of the wrong type", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  expect((await customer.callRaw("DisconnectParticipant", { ClientToken: 1 })).status).toBe(400);
  expect((await customer.callRaw("DisconnectParticipant", "")).status).toBe(200);
});

test("a chat ends when its duration is over", async () => {
  const stage = createStage();
  const customer = await stage.customer({ durationMinutes: 60 });
  stage.clock.advance(3_599_999);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(200);
  stage.clock.advance(1);
  expect((await customer.callRaw("GetTranscript", {})).status).toBe(403);
  expect(names(stage.transcript(customer.contactId)).at(-1)).toBe("chat.ended");
});
