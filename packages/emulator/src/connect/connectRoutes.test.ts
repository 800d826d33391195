import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { openMemorySocket, socketFor } from "../../test/memorySocket.js";
import { subscribeFrame } from "../../test/socketClient.js";

const InstanceId = "instance";
const details = { InstanceId, ContactFlowId: "flow", ParticipantDetails: { DisplayName: "Avery" } };

async function ask({ send }: Stage, method: string, path: string, body: unknown) {
  const response = await send(path, { method, body: JSON.stringify(body) });
  return {
    status: response.status,
    type: response.headers.get("x-amzn-errortype"),
    detail: response.headers.get("x-emu-detail"),
    body: await response.json(),
  };
}
const startChat = (stage: Stage, body: object) => ask(stage, "PUT", "/contact/chat", { ...details, ...body });
const createParticipant = (stage: Stage, ContactId: string, more: object = {}) =>
  ask(stage, "POST", "/contact/create-participant", {
    InstanceId,
    ContactId,
    ParticipantDetails: { ParticipantRole: "CUSTOM_BOT", DisplayName: "Helper" },
    ...more,
  });
const setTimers = (stage: Stage, contactId: string, ...ParticipantTimerConfigList: object[]) =>
  ask(stage, "PUT", `/contact/participant-role-config/${InstanceId}/${contactId}`, {
    ChannelConfiguration: { Chat: { ParticipantTimerConfigList } },
  });
const associate = (stage: Stage, contactId: string, body: object) =>
  ask(stage, "POST", `/contact/persistent-contact-association/${InstanceId}/${contactId}`, body);

test("StartChatContact gives ids and a participant token, in the service's own form", async () => {
  const stage = createStage();
  const { status, body } = await startChat(stage, {});
  const [contact] = stage.emulator.control.listContacts();
  expect([status, body]).toEqual([
    200,
    {
      ContactId: contact!.contactId,
      ParticipantId: contact!.participants[0]!.participantId,
      ParticipantToken: expect.stringMatching(/^pt\./),
    },
  ]);
});

test.each<[string, string[], string[]]>([
  ["a URL", ["WEBSOCKET"], ["Websocket"]],
  ["a connection token", ["CONNECTION_CREDENTIALS"], ["ConnectionCredentials"]],
  ["both", ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ["ConnectionCredentials", "Websocket"]],
  ["nothing more for a type that is for voice", ["WEBRTC_CONNECTION"], []],
])("StartChatContact gives %s when asked", async (_, ConnectionTypes, members) => {
  const { body } = await startChat(createStage(), { ConnectionTypes });
  expect(Object.keys(body).sort()).toEqual(
    [...members, "ContactId", "ParticipantId", "ParticipantToken"].sort(),
  );
});

test("the customer is in the chat with the subscription on such a URL, not before", async () => {
  const stage = createStage();
  const { body } = await startChat(stage, { ConnectionTypes: ["WEBSOCKET"] });
  expect(stage.transcript(body.ContactId)).toEqual([]);
  openMemorySocket(stage.emulator, body.Websocket.Url)!.send(subscribeFrame);
  expect(stage.transcript(body.ContactId)).toHaveLength(1);
});

test("a repeat of StartChatContact with its ClientToken gives the first chat, and no connection once that has ended", async () => {
  const stage = createStage();
  const again = () => startChat(stage, { ClientToken: "one", ConnectionTypes: ["WEBSOCKET"] });
  const { body: first } = await again();
  expect((await again()).body).toEqual({ ...first, Websocket: expect.anything() });
  stage.emulator.control.end(first.ContactId);
  const { ContactId, ParticipantId, ParticipantToken } = first;
  expect((await again()).body).toEqual({ ContactId, ParticipantId, ParticipantToken });
});

test("in a chat of response mode COMPLETE the bot's answers come whole", async () => {
  const stage = createStage();
  const { body } = await startChat(stage, { ParticipantConfiguration: { ResponseMode: "COMPLETE" } });
  const socket = await socketFor(stage, body.ParticipantToken);
  stage.emulator.control.stream({ contactId: body.ContactId, chunks: ["a", "b"], delayMs: 10 });
  stage.clock.advance(1_000);
  expect(socket.items()).toEqual(["participant.joined", "ab"]);
});

test("a related contact is kept, and shown", async () => {
  const stage = createStage();
  await startChat(stage, { RelatedContactId: "ticket" });
  expect(stage.emulator.control.listContacts()).toMatchObject([{ relatedContactId: "ticket" }]);
});

test.each<[string, (ContactId: string) => object]>([
  ["related contact", (RelatedContactId) => ({ RelatedContactId })],
  [
    "chat that it goes on from",
    (SourceContactId) => ({ PersistentChat: { SourceContactId, RehydrationType: "ENTIRE_PAST_SESSION" } }),
  ],
])("a chat begins with the attributes of the %s, under those it is started with", async (_, link) => {
  const stage = createStage({
    flows: { flow: (chat) => chat.say(Object.entries(chat.attributes).join(" ")) },
  });
  const { body } = await startChat(stage, { Attributes: { plan: "gold", tongue: "en" } });
  stage.emulator.control.end(body.ContactId);
  const second = await startChat(stage, { ...link(body.ContactId), Attributes: { tongue: "fr" } });
  const socket = await socketFor(stage, second.body.ParticipantToken);
  // The flow speaks in a turn of its own.
  await Promise.resolve();
  stage.clock.advance(0);
  expect(socket.items()).toEqual(["participant.joined", "plan,gold tongue,fr"]);
});

const persistent = { SourceContactId: "c", RehydrationType: "FROM_SEGMENT" };
test.each<[string, object, number, string]>([
  ["no instance", { InstanceId: undefined }, 400, "InstanceId"],
  ["no flow", { ContactFlowId: undefined }, 400, "ContactFlowId"],
  ["half a PersistentChat", { PersistentChat: { SourceContactId: "c" } }, 400, "RehydrationType"],
  [
    "an unknown rehydration",
    { PersistentChat: { ...persistent, RehydrationType: "ALL" } },
    400,
    "RehydrationType",
  ],
  [
    "a related contact of a persistent chat",
    { PersistentChat: persistent, RelatedContactId: "r" },
    400,
    "RelatedContactId",
  ],
  ["an unknown past", { PersistentChat: persistent }, 404, "source"],
  ["an unknown response mode", { ParticipantConfiguration: { ResponseMode: "FAST" } }, 400, "ResponseMode"],
  [
    "two whom the customer's exit disconnects",
    { DisconnectOnCustomerExit: ["AGENT", "AGENT"] },
    400,
    "DisconnectOnCustomerExit",
  ],
  ["three connection types", { ConnectionTypes: Array(3).fill("WEBSOCKET") }, 400, "ConnectionTypes"],
  ["a long ClientToken", { ClientToken: "t".repeat(501) }, 400, "ClientToken"],
])("StartChatContact refuses %s", async (_, more, status, member) => {
  const refused = await startChat(createStage(), more);
  expect(refused).toMatchObject({
    status,
    type: status === 404 ? "ResourceNotFoundException" : "InvalidRequestException",
    detail: expect.stringContaining(member),
  });
});

test("StopContact ends a chat once; then it is 410", async () => {
  const stage = createStage();
  const { contactId: ContactId } = await stage.customer();
  const stop = () => ask(stage, "POST", "/contact/stop", { ContactId, InstanceId });
  expect(await stop()).toMatchObject({ status: 200, body: {} });
  expect(stage.emulator.control.getContact(ContactId).contact.state).toBe("ENDED");
  expect(await stop()).toMatchObject({ status: 410, type: "ContactNotFoundException" });
});

test("CreateParticipant adds a custom participant, who connects with the token, speaks, and may not attach", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const { body } = await createParticipant(stage, contactId);
  expect(body.ParticipantCredentials.Expiry).toBe("2026-01-16T13:00:00.000Z");
  const bot = await stage.person({
    contactId,
    initialContactId: contactId,
    participantId: body.ParticipantId,
    participantToken: body.ParticipantCredentials.ParticipantToken,
  });
  await bot.call("SendMessage", { ContentType: "text/plain", Content: "Beep" });
  expect(stage.transcript(contactId).slice(-2)).toMatchObject([
    { ContentType: expect.stringContaining("participant.joined"), ParticipantRole: "CUSTOM_BOT" },
    { Content: "Beep", DisplayName: "Helper", ParticipantRole: "CUSTOM_BOT" },
  ]);
  const file = { ContentType: "text/plain", AttachmentSizeInBytes: 1, AttachmentName: "a", ClientToken: "t" };
  expect((await bot.callRaw("StartAttachmentUpload", file)).status).toBe(403);
});

test("CreateParticipant adds one custom participant; a repeat with the ClientToken adds none and gives the first", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const first = await createParticipant(stage, contactId, { ClientToken: "one" });
  expect((await createParticipant(stage, contactId, { ClientToken: "one" })).body).toEqual(first.body);
  expect(await createParticipant(stage, contactId)).toMatchObject({
    status: 402,
    type: "ServiceQuotaExceededException",
  });
});

/** Connects a custom participant, as a backend does. */
async function addBot(stage: Stage, contactId: string) {
  const { body } = await createParticipant(stage, contactId);
  return stage.person({
    contactId,
    initialContactId: contactId,
    participantId: body.ParticipantId,
    participantToken: body.ParticipantCredentials.ParticipantToken,
  });
}

test("a custom participant leaves when an agent joins, and may not speak any more; receipts go on", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { contactId } = customer;
  const bot = await addBot(stage, contactId);
  const agent = await stage.agent(contactId);
  expect(
    stage
      .transcript(contactId)
      .map(({ ContentType, ParticipantRole }) => [ContentType!.split("event.")[1], ParticipantRole]),
  ).toEqual([
    ["participant.joined", "CUSTOMER"],
    ["participant.joined", "CUSTOM_BOT"],
    ["participant.joined", "AGENT"],
    ["participant.left", "CUSTOM_BOT"],
  ]);
  const message = { ContentType: "text/plain", Content: "Beep" };
  expect((await bot.callRaw("SendMessage", message)).status).toBe(403);
  const { Id } = await agent.call("SendMessage", message);
  const read = {
    ContentType: "application/vnd.amazonaws.connect.event.message.read",
    Content: JSON.stringify({ messageId: Id }),
  };
  expect((await customer.callRaw("SendEvent", read)).status).toBe(200);
});

test("who was invited as a custom participant does not come once an agent is there, nor is one taken then", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const { body } = await createParticipant(stage, contactId);
  const agent = await stage.agent(contactId);
  const connect = await stage.send("/participant/connection", {
    method: "POST",
    headers: { "X-Amz-Bearer": body.ParticipantCredentials.ParticipantToken },
    body: JSON.stringify({ ConnectParticipant: true }),
  });
  expect(connect.status).toBe(403);
  expect(await createParticipant(stage, contactId)).toMatchObject({ status: 409, type: "ConflictException" });
  stage.emulator.control.requeue({ contactId, participantId: agent.participantId });
  expect(await createParticipant(stage, contactId)).toMatchObject({ status: 200 });
});

test.each(["AGENT", "CUSTOMER", "SUPERVISOR", "SYSTEM"])(
  "CreateParticipant refuses the role %s",
  async (role) => {
    const stage = createStage();
    const { contactId } = await stage.customer();
    const ParticipantDetails = { ParticipantRole: role, DisplayName: "Helper" };
    expect(await createParticipant(stage, contactId, { ParticipantDetails })).toMatchObject({ status: 400 });
  },
);

const minutes = (ParticipantTimerDurationInMinutes: number) => ({ ParticipantTimerDurationInMinutes });
const timer = (TimerValue: object, TimerType = "IDLE", ParticipantRole = "CUSTOMER") => ({
  ParticipantRole,
  TimerType,
  TimerValue,
});

test("UpdateParticipantRoleConfig sets single timers, in minutes, and unsets them; the others stay", async () => {
  const stage = createStage({ endDelayMs: 0 });
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  const { contactId } = customer;
  await setTimers(stage, contactId, timer(minutes(2)), timer(minutes(5), "DISCONNECT_NONCUSTOMER"));
  await setTimers(stage, contactId, timer({ ParticipantTimerAction: "Unset" }));
  await stage.agent(contactId);
  stage.clock.advance(5 * 60_000);
  stage.clock.advance(0);
  expect(socket.items()).toEqual([
    "participant.joined",
    "participant.autodisconnection",
    "participant.left",
    "chat.ended",
  ]);
});

test.each<[string, object]>([
  ["less than two minutes", timer(minutes(1))],
  ["more than eight hours", timer(minutes(481))],
  ["half a minute", timer(minutes(2.5))],
  ["a value and Unset at once", timer({ ...minutes(2), ParticipantTimerAction: "Unset" })],
  ["another role", timer(minutes(2), "IDLE", "SUPERVISOR")],
  ["another timer", timer(minutes(2), "LUNCH")],
])("UpdateParticipantRoleConfig refuses %s", async (_, bad) => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  expect(await setTimers(stage, contactId, bad)).toMatchObject({
    status: 400,
    type: "InvalidRequestException",
  });
});

test("CreatePersistentContactAssociation gives a running chat its past, once", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const past = await stage.customer();
  stage.emulator.control.end(past.contactId);
  const customer = await stage.customer();
  const socket = await socketFor(stage, customer.participantToken);
  const source = { RehydrationType: "FROM_SEGMENT", SourceContactId: past.contactId, ClientToken: "one" };
  const first = await associate(stage, customer.contactId, source);
  expect(first.body).toEqual({ ContinuedFromContactId: past.contactId });
  stage.clock.advance(0);
  expect(socket.items()).toEqual(["chat.rehydrated"]);
  expect((await customer.call("GetTranscript", {})).NextToken).not.toBe("");
  expect(await associate(stage, customer.contactId, source)).toEqual(first);
  expect(await associate(stage, customer.contactId, { ...source, ClientToken: "two" })).toMatchObject({
    status: 400,
  });
});

test.each<[string, (stage: Stage, contactId: string) => ReturnType<typeof ask>]>([
  ["CreateParticipant", createParticipant],
  ["UpdateParticipantRoleConfig", (stage, contactId) => setTimers(stage, contactId, timer(minutes(2)))],
  ["CreatePersistentContactAssociation", (stage, contactId) => associate(stage, contactId, persistent)],
])("%s is 404 for an unknown contact, and 400 for one that has ended", async (_, act) => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  stage.emulator.control.end(contactId);
  expect(await act(stage, "unknown")).toMatchObject({ status: 404, type: "ResourceNotFoundException" });
  expect(await act(stage, contactId)).toMatchObject({ status: 400, type: "InvalidRequestException" });
});

test("the calls are in the list of requests", async () => {
  const stage = createStage();
  await startChat(stage, {});
  await ask(stage, "POST", "/contact/stop", { ContactId: "c", InstanceId });
  expect(stage.emulator.control.requests()).toMatchObject([
    { operation: "StartChatContact", method: "PUT", path: "/contact/chat", status: 200 },
    { operation: "StopContact", status: 410 },
  ]);
});
