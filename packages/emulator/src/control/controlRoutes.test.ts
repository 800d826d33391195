import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import { openMemorySocket } from "../../test/memorySocket.js";
import { call } from "../../test/service.js";
import { subscribeFrame } from "../../test/socketClient.js";

const post = async ({ send }: Stage, path: string, body?: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await send(`/control${path}`, {
    method: "POST",
    ...(body !== undefined && { body: text }),
  });
  return { status: response.status, body: await response.json() };
};
const get = async ({ send }: Stage, path: string) => {
  const response = await send(`/control${path}`);
  return { status: response.status, body: await response.json() };
};

test("shows contacts with their participants and last message", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  await customer.call("SendMessage", { ContentType: "text/plain", Content: "Hi" });
  const agent = await stage.agent(customer.contactId);
  const { contactId, participantId } = customer;
  const { body } = await get(stage, "/contacts");
  expect(body).toEqual({
    contacts: [
      {
        contactId,
        initialContactId: contactId,
        state: "WITH_AGENT",
        customerName: "Avery",
        createdAt: "2026-01-15T12:00:00.000Z",
        participants: [
          { participantId, role: "CUSTOMER", displayName: "Avery", state: "CONNECTED" },
          {
            participantId: agent.participantId,
            role: "AGENT",
            displayName: "Robin",
            agentId: "robin",
            state: "CONNECTED",
          },
        ],
        lastMessage: { content: "Hi", absoluteTime: "2026-01-15T12:00:00.000Z", displayName: "Avery" },
      },
    ],
  });
  expect((await get(stage, `/contacts/${contactId}`)).body).toEqual({
    contact: body.contacts[0],
    transcript: stage.transcript(contactId),
  });
});

test("an agent is invited, gets token and transport, and joins with ConnectParticipant", async () => {
  const stage = createStage();
  const customer = await stage.customer();
  const { body: invited } = await post(stage, `/contacts/${customer.contactId}/participants`, {
    displayName: "Robin",
    agentId: "robin",
  });
  expect(Object.keys(invited).sort()).toEqual([
    "contactId",
    "initialContactId",
    "participantId",
    "participantToken",
  ]);
  const participant = `/contacts/${customer.contactId}/participants/${invited.participantId}`;
  const { body: credentials } = await post(stage, `${participant}/connection-token`);
  expect(credentials).toEqual({
    chatTokenTransport: {
      participantToken: expect.stringMatching(/^ct\./),
      expiry: "2026-01-16T12:00:00.000Z",
    },
  });
  const { body: transport } = await post(stage, "/agents/robin/transport");
  expect(transport.webSocketTransport).toEqual({
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:4510\/ws\?/),
    transportLifeTimeInSeconds: 3_540,
    expiry: "2026-01-15T13:00:00.000Z",
  });
  const socket = openMemorySocket(stage.emulator, transport.webSocketTransport.url)!;
  socket.send(subscribeFrame);
  await call(stage.send, "CreateParticipantConnection", invited.participantToken, {
    ConnectParticipant: true,
  });
  const { participantToken: token } = credentials.chatTokenTransport;
  await call(stage.send, "SendMessage", token, { ContentType: "text/plain", Content: "Hello" });
  stage.clock.advance(0);
  expect(socket.items()).toEqual(["participant.joined", "Hello"]);
  expect((await post(stage, `${participant}/leave`)).status).toBe(200);
  expect((await post(stage, `${participant}/leave`)).status).toBe(409);
});

test("speaks as a participant and as the flow, and types", async () => {
  const stage = createStage();
  const { contactId, participantId, ...customer } = await stage.customer();
  const socket = openMemorySocket(
    stage.emulator,
    (
      await call(stage.send, "CreateParticipantConnection", customer.participantToken, {
        Type: ["WEBSOCKET"],
      })
    ).Websocket!.Url!,
  )!;
  socket.send(subscribeFrame);
  const { body: spoken } = await post(stage, `/contacts/${contactId}/messages`, { content: "From the flow" });
  await post(stage, `/contacts/${contactId}/messages`, { participantId, content: "From Avery" });
  await post(stage, `/contacts/${contactId}/typing`, { participantId });
  stage.clock.advance(0);
  expect(socket.items()).toEqual(["From the flow", "From Avery", "typing"]);
  expect(stage.transcript(contactId)[1]).toMatchObject({
    ...spoken,
    DisplayName: "SYSTEM_MESSAGE",
    ParticipantRole: "SYSTEM",
  });
});

test("ends a contact once", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  expect(await post(stage, `/contacts/${contactId}/end`)).toEqual({ status: 200, body: {} });
  expect(await post(stage, `/contacts/${contactId}/end`)).toEqual({
    status: 409,
    body: { error: { code: "Conflict", message: "unable to change the contact; the chat has ended" } },
  });
  const agent = { displayName: "Robin", agentId: "robin" };
  expect((await post(stage, `/contacts/${contactId}/participants`, agent)).status).toBe(409);
});

test("a chat has room for five agents", async () => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  for (let number = 1; number <= 5; number++) await stage.agent(contactId, `Agent ${number}`);
  const sixth = { displayName: "Six", agentId: "six" };
  expect((await post(stage, `/contacts/${contactId}/participants`, sixth)).status).toBe(409);
});

test("lists sockets and requests, and drops sockets", async () => {
  const stage = createStage();
  const { participantId, contactId, participantToken } = await stage.customer();
  const { Websocket } = await call(stage.send, "CreateParticipantConnection", participantToken, {
    Type: ["WEBSOCKET"],
  });
  const socket = openMemorySocket(stage.emulator, Websocket!.Url!)!;
  const { body } = await get(stage, "/sockets");
  expect(body.sockets).toEqual([
    {
      socketId: expect.any(String),
      contactId,
      participantId,
      topics: [],
      openedAt: "2026-01-15T12:00:00.000Z",
    },
  ]);
  const drop = { participantId, how: "close", code: 4_001 };
  expect((await post(stage, "/sockets/drop", drop)).body).toEqual({ dropped: 1 });
  expect(socket.ending).toBe("4001 dropped");
  const { requests } = (await get(stage, "/requests")).body;
  expect(requests.map(({ operation }: any) => operation)).toEqual([
    "CreateParticipantConnection",
    "CreateParticipantConnection",
  ]);
});

test.each<[string, string, unknown, number]>([
  ["an unknown contact", "/contacts/unknown/end", undefined, 404],
  [
    "an invitation to an unknown contact",
    "/contacts/x/participants",
    { displayName: "R", agentId: "r" },
    404,
  ],
  ["an unknown participant", "/contacts/ID/participants/unknown/leave", undefined, 404],
  [
    "a token for an unknown participant",
    "/contacts/ID/participants/unknown/connection-token",
    undefined,
    404,
  ],
  ["an unknown route", "/contacts/ID/dance", undefined, 404],
  ["no JSON", "/contacts/ID/messages", "{", 400],
  ["a list", "/contacts/ID/messages", "[]", 400],
  ["no content", "/contacts/ID/messages", {}, 400],
  ["an empty content", "/contacts/ID/messages", { content: "" }, 400],
  ["too long a content", "/contacts/ID/messages", { content: "c".repeat(16_385) }, 400],
  ["a content of the wrong type", "/contacts/ID/messages", { content: 1 }, 400],
  ["an unnamed typist", "/contacts/ID/typing", {}, 400],
  ["an unknown typist", "/contacts/ID/typing", { participantId: "unknown" }, 404],
  ["a nameless agent", "/contacts/ID/participants", { agentId: "r" }, 400],
  ["an unknown way to drop", "/sockets/drop", { how: "gently" }, 400],
  ["a code no frame can carry", "/sockets/drop", { code: 1_006 }, 400],
  ["a code that is none", "/sockets/drop", { code: 99_999 }, 400],
])("refuses %s", async (_, path, body, status) => {
  const stage = createStage();
  const { contactId } = await stage.customer();
  const answer = await post(stage, path.replace("ID", contactId), body);
  expect(answer.status).toBe(status);
  expect(answer.body.error.code).toBe(status === 404 ? "NotFound" : "InvalidRequest");
  expect(answer.body.error.message).toMatch(/^unable to [\w ]+; /);
});

test("refuses a participant's message that the service would refuse", async () => {
  const stage = createStage();
  const { contactId, participantId } = await stage.customer();
  const message = { participantId, content: "**Hi**", contentType: "text/markdown" };
  expect((await post(stage, `/contacts/${contactId}/messages`, message)).status).toBe(400);
});
