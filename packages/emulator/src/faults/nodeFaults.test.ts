import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { call, callRaw, fetchFrom } from "../../test/service.js";
import type { Fetch } from "../../test/service.js";
import { openSocket, subscribeFrame } from "../../test/socketClient.js";
import { startEmulator } from "../startEmulator.js";
import type { RunningEmulator } from "../startEmulator.js";
import type { StartedChat } from "../world/world.js";

const message = { ContentType: "text/plain", Content: "Hi", ClientToken: "once" };
const heartbeat = { topic: "aws/heartbeat" };

let emulator: RunningEmulator;
let send: Fetch;
let chat: StartedChat;
let url: string;
let token: string;

beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: [] } });
  send = fetchFrom(emulator.url);
  chat = emulator.control.startChat({ displayName: "Avery" });
  const connection = await call(send, "CreateParticipantConnection", chat.participantToken, {
    Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
  });
  url = connection.Websocket!.Url!;
  token = connection.ConnectionCredentials!.ConnectionToken!;
});
afterEach(() => emulator.close());

const texts = () =>
  emulator.control.getContact(chat.contactId).transcript.flatMap(({ Content }) => Content ?? []);
const hits = () => emulator.control.listFaults()[0]!.hits;

test.each([
  ["before", [], ["Hi"]],
  ["after", ["Hi"], ["Hi"]],
] as const)("a response dropped %s cuts the connection, and a repeat works", async (when, then, finally_) => {
  emulator.control.injectFault({ kind: "dropResponse", when, times: 1 });
  await expect(callRaw(send, "SendMessage", token, message)).rejects.toThrow(TypeError);
  expect(texts()).toEqual(then);
  expect((await callRaw(send, "SendMessage", token, message)).status).toBe(200);
  expect(texts()).toEqual(finally_);
});

test("a hanging response is not carried out for a client that hung up, and the control API works meanwhile", async () => {
  const { faultId } = emulator.control.injectFault({ kind: "hangResponse" });
  const controller = new AbortController();
  const aborting: Fetch = (path, init) => send(path, { ...init, signal: controller.signal });
  const sending = callRaw(aborting, "SendMessage", token, message);
  await expect.poll(hits).toBe(1);
  expect((await send("/control/contacts")).status).toBe(200);
  controller.abort(new Error("given up"));
  await expect(sending).rejects.toThrow("given up");
  // The server has learnt of it when the request is logged as one without an answer.
  await expect.poll(() => emulator.control.requests().at(-1)!.status).toBe(0);
  expect((await send(`/control/faults/${faultId}`, { method: "DELETE" })).status).toBe(200);
  expect(texts()).toEqual([]);
});

test("an httpError with Retry-After comes over HTTP", async () => {
  emulator.control.injectFault({ kind: "httpError", status: 429, retryAfterSeconds: 2 });
  const { status, headers } = await callRaw(send, "SendMessage", token, message);
  expect([status, headers.get("retry-after")]).toEqual([429, "2"]);
});

test.each([
  [undefined, "403"],
  [503, "503"],
])("a refused handshake answers %s", async (status, told) => {
  emulator.control.injectFault({ kind: "refuseUpgrade", ...(status && { status }), times: 1 });
  await expect(openSocket(url)).rejects.toThrow(told);
  expect((await openSocket(url)).isOpen()).toBe(true);
});

test("a hanging handshake gets no answer, is let go when its client gives up, and does not keep the emulator", async () => {
  emulator.control.injectFault({ kind: "hangHandshake" });
  const impatient = new WebSocket(url, { handshakeTimeout: 100 });
  const [error] = (await once(impatient, "error")) as [Error];
  expect(error.message).toContain("timed out");
  const patient = new WebSocket(url);
  const ended = once(patient, "error");
  await expect.poll(hits).toBe(2);
  expect(patient.readyState).toBe(WebSocket.CONNECTING);
  await emulator.close();
  await ended;
});

test("an aborted socket ends with 1006", async () => {
  const socket = await openSocket(url);
  emulator.control.dropSockets({ how: "abort" });
  expect((await socket.closed).code).toBe(1006);
});

test("over a half-open socket nothing is answered, not even a ping or a close of the WebSocket protocol", async () => {
  const socket = new WebSocket(url);
  await once(socket, "open");
  const heard: string[] = [];
  socket.on("message", () => heard.push("message"));
  socket.on("pong", () => heard.push("pong"));
  socket.on("close", () => heard.push("close"));
  emulator.control.dropSockets({ how: "halfOpen" });
  socket.send(JSON.stringify(subscribeFrame));
  socket.send(JSON.stringify(heartbeat));
  socket.ping();
  socket.close(1000);
  // A second socket goes all the way there and back, and so would the first one's frames have.
  const other = await openSocket(url);
  other.send(subscribeFrame);
  await other.until((items) => items.length === 1);
  expect([heard, socket.readyState]).toEqual([[], WebSocket.CLOSING]);
  expect(emulator.control.listSockets()).toHaveLength(2);
  const closed = once(socket, "close");
  socket.terminate();
  expect((await closed)[0]).toBe(1006);
});

test("a half-open socket does not keep the emulator from closing", async () => {
  const socket = await openSocket(url);
  emulator.control.dropSockets({ how: "halfOpen" });
  await emulator.close();
  expect((await socket.closed).code).toBe(1006);
});
