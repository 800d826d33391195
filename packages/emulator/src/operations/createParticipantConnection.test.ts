import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { call, callRaw } from "../../test/service.js";

const create = "CreateParticipantConnection";
const chatOn = (stage: ReturnType<typeof createStage>) =>
  stage.emulator.control.startChat({ displayName: "Avery" });

test("answers the kinds asked for and nothing else", async () => {
  const { send, ...stage } = createStage();
  const { participantToken } = chatOn({ send, ...stage });
  const membersOf = async (input: object) =>
    Object.keys(await call(send, create, participantToken, input)).sort();
  expect(await membersOf({ Type: ["WEBSOCKET"] })).toEqual(["Websocket"]);
  expect(await membersOf({ Type: ["CONNECTION_CREDENTIALS"] })).toEqual(["ConnectionCredentials"]);
  expect(await membersOf({ Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBSOCKET"] })).toEqual([
    "ConnectionCredentials",
    "Websocket",
  ]);
  expect(await membersOf({})).toEqual([]);
  expect(await membersOf({ Type: null, ConnectParticipant: null })).toEqual([]);
});

test("gives a URL for an hour and a token for a day", async () => {
  const stage = createStage();
  const { Websocket, ConnectionCredentials } = await call(
    stage.send,
    create,
    chatOn(stage).participantToken,
    { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] },
  );
  expect(Websocket!.Url).toMatch(/^ws:\/\/127\.0\.0\.1:4510\/ws\?X-Emu-Connection=ws\.[\w-]{43}$/);
  expect(Websocket!.ConnectionExpiry).toBe("2026-01-15T13:00:00.000Z");
  expect(ConnectionCredentials!.ConnectionToken).toMatch(/^ct\.[\w-]{32,}$/);
  expect(ConnectionCredentials!.Expiry).toBe("2026-01-16T12:00:00.000Z");
});

test.each(["localhost", "[::1]", "127.0.0.1"])("a caller at %s gets a URL on 127.0.0.1", async (host) => {
  const stage = createStage();
  const { participantToken } = chatOn(stage);
  const response = await stage.emulator.app.request(`http://${host}:4510/participant/connection`, {
    method: "POST",
    headers: { "X-Amz-Bearer": participantToken },
    body: '{"Type":["WEBSOCKET"]}',
  });
  const { Websocket } = await response.json();
  expect(Websocket.Url).toMatch(/^ws:\/\/127\.0\.0\.1:4510\/ws\?/);
});

test("each call gives a new token, and the earlier ones stay good", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  const first = await stage.person(chat);
  const second = await stage.person(chat);
  expect(second.connectionToken).not.toBe(first.connectionToken);
  for (const person of [first, second])
    await person.call("SendMessage", { ContentType: "text/plain", Content: "Hi" });
});

test("ConnectParticipant lets the customer join without a socket, once", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  await stage.person(chat);
  await stage.person(chat);
  expect(stage.transcript(chat.contactId)).toEqual([
    {
      AbsoluteTime: "2026-01-15T12:00:00.000Z",
      ContentType: "application/vnd.amazonaws.connect.event.participant.joined",
      Id: expect.any(String),
      Type: "EVENT",
      ParticipantId: chat.participantId,
      DisplayName: "Avery",
      ParticipantRole: "CUSTOMER",
      ContactId: chat.contactId,
    },
  ]);
});

test.each([
  [{ Type: [] }, "Type"],
  [{ Type: "WEBSOCKET" }, "Type"],
  [{ Type: ["SMOKE_SIGNALS"] }, "Type.0"],
  [{ Type: ["WEBRTC_CONNECTION"] }, "Type"],
  [{ ConnectParticipant: "true" }, "ConnectParticipant"],
])("refuses %j", async (body, member) => {
  const stage = createStage();
  const { status, headers } = await callRaw(stage.send, create, chatOn(stage).participantToken, body);
  expect(status).toBe(400);
  expect(headers.get("x-amzn-errortype")).toBe("ValidationException");
  expect(headers.get("x-emu-detail")).toMatch(new RegExp(`^${member}: `));
});

test("nobody who does not connect within five minutes can connect later", async () => {
  const stage = createStage();
  const chat = chatOn(stage);
  stage.clock.advance(299_999);
  await call(stage.send, create, chat.participantToken, { Type: ["WEBSOCKET"] });
  stage.clock.advance(1);
  expect(await callRaw(stage.send, create, chat.participantToken, {})).toMatchObject({
    status: 403,
    body: { message: "Access denied" },
  });
  expect(stage.emulator.control.getContact(chat.contactId)).toMatchObject({
    contact: { state: "EXPIRED" },
    transcript: [],
  });
});
