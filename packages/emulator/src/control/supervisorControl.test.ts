import { expect, test } from "vitest";
import { complete, put, startUpload } from "../../test/attachment.js";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";

const eventType = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;
const plain = (Content: string) => ({ ContentType: "text/plain", Content });

const supervise = (stage: Stage, contactId: string, displayName = "Lead") =>
  stage.emulator.control.addSupervisor({ contactId, displayName, agentId: displayName.toLowerCase() });

async function watched() {
  const stage = createStage({ endDelayMs: 0 });
  const customer = await stage.customer();
  const agent = await stage.agent(customer.contactId);
  const { control } = stage.emulator;
  const lead = await stage.person(supervise(stage, customer.contactId));
  const sockets = {
    customer: await socketFor(stage, customer.participantToken),
    lead: await socketFor(stage, lead.participantToken),
  };
  const heard = (who: keyof typeof sockets) => {
    stage.clock.advance(0);
    return sockets[who].items();
  };
  return { stage, customer, agent, lead, control, heard };
}

test("a supervisor who watches hears everything, reads everything, and is not seen", async () => {
  const { stage, customer, lead, heard } = await watched();
  await customer.call("SendMessage", plain("Hi"));
  await customer.call("SendEvent", { ContentType: eventType("typing") });
  expect(heard("lead")).toEqual(["Hi", "typing"]);
  expect((await lead.call("GetTranscript", {})).Transcript).toHaveLength(3);
  await lead.call("DisconnectParticipant", {});
  expect(heard("customer")).toEqual(["Hi", "typing"]);
  expect(stage.transcript(customer.contactId)).toHaveLength(3);
});

test.each<[string, "SendMessage" | "SendEvent" | "StartAttachmentUpload", object, number]>([
  ["may not speak", "SendMessage", plain("Hi"), 403],
  [
    "may not attach",
    "StartAttachmentUpload",
    { ContentType: "text/plain", AttachmentSizeInBytes: 1, AttachmentName: "a", ClientToken: "t" },
    403,
  ],
  ["is not seen typing", "SendEvent", { ContentType: eventType("typing") }, 200],
])("a supervisor who watches %s", async (_, operation, body, status) => {
  const { lead, heard, control, customer } = await watched();
  expect((await lead.callRaw(operation, body)).status).toBe(status);
  expect(() => control.say({ ...customer, participantId: lead.participantId, content: "Hi" })).toThrow(
    /only watches/,
  );
  expect(heard("customer")).toEqual([]);
});

test("a supervisor who watches sends no file from the control side, nor one begun while taking part", async () => {
  const { stage, lead, heard, control, customer } = await watched();
  const { participantId } = lead;
  const file = { name: "a.txt", contentType: "text/plain", contentBase64: btoa("a") };
  expect(() => control.attach({ ...customer, participantId, ...file })).toThrow(/only watches/);
  control.barge({ ...customer, participantId });
  const { attachmentId, ...started } = await startUpload(lead);
  await put(stage, started);
  control.barge({ ...customer, participantId, isBarged: false });
  expect((await complete(lead, attachmentId)).status).toBe(403);
  expect(heard("customer")).toEqual(["participant.joined", "participant.left"]);
});

test("a supervisor who watches leaves receipts as they are: theirs are not told, those of others go on", async () => {
  const { customer, agent, lead, heard } = await watched();
  const { Id: messageId } = await customer.call("SendMessage", plain("Hi"));
  const read = { ContentType: eventType("message.read"), Content: JSON.stringify({ messageId }) };
  await lead.call("SendEvent", read);
  expect(heard("customer")).toEqual(["Hi"]);
  await agent.call("SendEvent", read);
  expect(heard("customer")).toEqual(["Hi", "message.metadata"]);
});

test("barging in is a joining, after which the supervisor speaks; watching again is a leaving", async () => {
  const { stage, customer, lead, control, heard } = await watched();
  const { contactId } = customer;
  const { participantId } = lead;
  control.barge({ contactId, participantId });
  await lead.call("SendMessage", plain("I can help"));
  control.barge({ contactId, participantId, isBarged: false });
  expect(heard("customer")).toEqual(["participant.joined", "I can help", "participant.left"]);
  const told = stage.transcript(contactId).slice(-3);
  expect(told.map(({ ParticipantRole, DisplayName }) => [ParticipantRole, DisplayName])).toEqual(
    Array(3).fill(["SUPERVISOR", "Lead"]),
  );
  expect((await lead.callRaw("SendMessage", plain("Still here"))).status).toBe(403);
});

test("with a supervisor who takes part there are no receipts, not even of two", async () => {
  const { customer, agent, lead, control } = await watched();
  const { contactId } = customer;
  const { Id: messageId } = await agent.call("SendMessage", plain("Hi"));
  const read = { ContentType: eventType("message.read"), Content: JSON.stringify({ messageId }) };
  control.requeue({ contactId });
  control.barge({ contactId, participantId: lead.participantId });
  expect(await customer.callRaw("SendEvent", read)).toMatchObject({ status: 409 });
  control.barge({ contactId, participantId: lead.participantId, isBarged: false });
  expect(await customer.callRaw("SendEvent", read)).toMatchObject({ status: 200 });
});

test("a supervisor's leaving while taking part is told, and the chat goes on", async () => {
  const { stage, customer, lead, control, heard } = await watched();
  control.barge({ ...customer, participantId: lead.participantId });
  await lead.call("DisconnectParticipant", {});
  stage.clock.advance(60_000);
  expect(heard("customer")).toEqual(["participant.joined", "participant.left"]);
});

test("the chat ends with its last agent, supervisors or not", async () => {
  const { agent, lead, control, customer, heard } = await watched();
  control.barge({ ...customer, participantId: lead.participantId });
  await agent.call("DisconnectParticipant", {});
  expect(heard("lead")).toEqual(["participant.joined", "participant.left", "chat.ended"]);
});

test("five supervisors may watch, and one may take part", async () => {
  const { stage, customer, control, lead } = await watched();
  const { contactId } = customer;
  const others = await Promise.all(
    ["B", "C", "D", "E"].map((name) => stage.person(supervise(stage, contactId, name))),
  );
  expect(() => supervise(stage, contactId, "F")).toThrow(expect.objectContaining({ code: "Conflict" }));
  control.barge({ contactId, participantId: lead.participantId });
  const second = { contactId, participantId: others[0]!.participantId };
  expect(() => control.barge(second)).toThrow(/another supervisor takes part/);
  control.barge({ contactId, participantId: lead.participantId, isBarged: false });
  control.barge(second);
});

test("only a connected supervisor barges in", async () => {
  const { stage, customer, agent, control } = await watched();
  const waiting = supervise(stage, customer.contactId, "B");
  for (const { participantId } of [agent, customer, waiting])
    expect(() => control.barge({ ...customer, participantId })).toThrow(/no connected supervisor/);
});

test("over HTTP a supervisor is added, barges in and is shown so", async () => {
  const { stage, customer, lead } = await watched();
  const post = async (path: string, body?: unknown) => {
    const response = await stage.send(`/control/contacts/${customer.contactId}${path}`, {
      method: "POST",
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  expect((await post("/supervisors", { displayName: "B", agentId: "b" })).body).toMatchObject({
    contactId: customer.contactId,
    participantToken: expect.stringMatching(/^pt\./),
  });
  expect(await post("/supervisors", { displayName: "B" })).toMatchObject({ status: 400 });
  expect((await post(`/participants/${lead.participantId}/barge`)).status).toBe(200);
  const { participants } = stage.emulator.control.getContact(customer.contactId).contact;
  expect(participants.find(({ participantId }) => participantId === lead.participantId)).toEqual({
    participantId: lead.participantId,
    role: "SUPERVISOR",
    displayName: "Lead",
    agentId: "lead",
    state: "CONNECTED",
    isBarged: true,
  });
});
