import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { call, fetchFrom } from "../test/service.js";
import { openSocket, subscribeFrame } from "../test/socketClient.js";
import { createVirtualClock } from "./clock.js";
import { startEmulator } from "./startEmulator.js";
import type { RunningEmulator, StartEmulatorOptions } from "./startEmulator.js";
import { StoreError } from "./store/storeError.js";

const running: RunningEmulator[] = [];
const start = async (options: StartEmulatorOptions = {}) => {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

test("customer and agent hold a chat over HTTP and sockets", async () => {
  const { url, control } = await start({ flow: { prompts: ["Hello"], promptDelayMs: 0 }, endDelayMs: 0 });
  const send = fetchFrom(url);
  const response = await send("/start-chat", {
    method: "POST",
    headers: { "Content-Type": "text/plain" },
    body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
  });
  const { ContactId, ParticipantToken } = (await response.json()).data.startChatResult;
  const connection = await call(send, "CreateParticipantConnection", ParticipantToken, {
    Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"],
  });
  expect(connection.Websocket!.Url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws\?/);
  const customer = await openSocket(connection.Websocket!.Url!);
  customer.send(subscribeFrame);
  await customer.until((items) => items.some(({ Content }) => Content === "Hello"));

  const agent = control.inviteAgent({ contactId: ContactId, displayName: "Robin", agentId: "robin" });
  const agentSocket = await openSocket(control.agentTransport("robin").webSocketTransport.url);
  agentSocket.send(subscribeFrame);
  await agentSocket.until((_, frames) => frames.length > 0);
  await call(send, "CreateParticipantConnection", agent.participantToken, { ConnectParticipant: true });
  const { participantToken: agentToken } = control.connectionToken(agent).chatTokenTransport;

  const token = connection.ConnectionCredentials!.ConnectionToken!;
  const sent = await call(send, "SendMessage", token, { ContentType: "text/plain", Content: "Hi" });
  await agentSocket.until((items) => items.some(({ Id }) => Id === sent.Id));
  await customer.until((items) => items.some(({ Id }) => Id === sent.Id));
  await call(send, "DisconnectParticipant", agentToken, {});
  await customer.until((items) => items.some(({ ContentType }) => ContentType?.endsWith("chat.ended")));
  expect(
    customer.items().map(({ ContentType, Content }) => Content ?? ContentType?.split("event.")[1]),
  ).toEqual(["participant.joined", "Hello", "participant.joined", "Hi", "participant.left", "chat.ended"]);
  expect(control.getContact(ContactId).contact.state).toBe("ENDED");
});

/** Sends a request as it is and gives all that comes back. */
const sendBytes = (url: string, bytes: string) =>
  new Promise<string>((resolve, reject) => {
    const { port, hostname } = new URL(url);
    let answer = "";
    connect(Number(port), hostname)
      .on("data", (piece) => (answer += piece.toString()))
      .on("error", reject)
      .on("close", () => resolve(answer))
      .write(bytes);
  });

test("a client that would rather speak HTTP/2 is answered over HTTP/1.1", async () => {
  const { url, ccpUrl } = await start({ ccpPort: 0 });
  const offer = (line: string, host: string, more: string) =>
    `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n${more}`;
  const { host } = new URL(url);
  const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
  expect(
    await sendBytes(url, offer("POST /start-chat", host, `Content-Length: ${body.length}\r\n\r\n${body}`)),
  ).toMatch(/^HTTP\/1\.1 200 [^]*"ParticipantToken"/);
  expect(await sendBytes(url, offer("GET /control/contacts", host, "\r\n"))).toMatch(
    /^HTTP\/1\.1 200 [^]*"Avery"/,
  );
  expect(await sendBytes(ccpUrl!, offer("GET /ccp-v2/", new URL(ccpUrl!).host, "\r\n"))).toMatch(
    /^HTTP\/1\.1 200 [^]*<html/,
  );
});

test("endChats lets clients hear of the end, whatever faults there are, and waits for no agent's socket", async () => {
  const { url, control, endChats } = await start({ flow: { prompts: [] } });
  const { contactId, participantToken } = control.startChat({ displayName: "Avery" });
  const { Websocket } = await call(fetchFrom(url), "CreateParticipantConnection", participantToken, {
    Type: ["WEBSOCKET"],
  });
  const customer = await openSocket(Websocket!.Url!);
  customer.send(subscribeFrame);
  await customer.until((_, frames) => frames.length > 0);
  control.inviteAgent({ contactId, displayName: "Robin", agentId: "robin" });
  const agent = await openSocket(control.agentTransport("robin").webSocketTransport.url);
  control.injectFault({ kind: "dropFrames" });
  const leaving = customer
    .until((items) => items.some(({ ContentType }) => ContentType?.endsWith("chat.ended")))
    .then(customer.close);

  await endChats();
  await leaving;
  expect(control.getContact(contactId).contact.state).toBe("ENDED");
  expect(control.listFaults()).toEqual([]);
  expect((await customer.closed).code).toBe(1000);
  expect(control.listSockets()).toMatchObject([{ agentId: "robin" }]);
  agent.close();
});

test("a taken port rejects with the system's code and says what to do", async () => {
  const { port } = await start();
  await expect(startEmulator({ port })).rejects.toMatchObject({
    code: "EADDRINUSE",
    message: `unable to start the emulator; port ${port} is taken; choose another with --port`,
  });
});

test.each([
  { port: -1 },
  { port: 65_536 },
  { port: 0.5 },
  { port: "desk" },
  { ccpPort: -1 },
  { ccpPort: NaN },
])("a port that is none is refused by name: %j", async (options) => {
  await expect(startEmulator(options as StartEmulatorOptions)).rejects.toThrow(
    new TypeError(
      `unable to start the emulator; ${Object.keys(options)[0]!} must be an integer from 0 to 65535`,
    ),
  );
});

test("an emulator that cannot listen leaves no timers behind", async () => {
  const { port } = await start();
  const clock = createVirtualClock();
  await expect(startEmulator({ port, clock, profiles: ["subway"] })).rejects.toThrow(/is taken/);
  expect(clock.pendingTimers).toBe(0);
});

test("closes with a stream and a socket open, and twice", async () => {
  const { url, control, close } = await start();
  const events = await fetch(`${url}/control/events`);
  const socket = await openSocket(control.agentTransport("robin").webSocketTransport.url);
  await Promise.all([close(), close()]);
  expect((await socket.closed).code).toBe(1001);
  await events.text();
});

test("serves pages beside the service", async () => {
  const pages = await mkdtemp(join(tmpdir(), "emulator-"));
  await writeFile(join(pages, "customer.html"), "customer");
  const { url } = await start({ pages });
  const page = await fetch(`${url}/customer`);
  expect([page.status, await page.text()]).toEqual([200, "customer"]);
  expect((await fetch(`${url}/missing`)).status).toBe(404);
  expect((await fetch(`${url}/participant/missing`)).status).toBe(403);
  expect((await fetch(`${url}/start-chat`, { method: "POST", body: "{" })).status).toBe(400);
  await rm(pages, { recursive: true });
});

test("serves a CCP on a port of its own, whose pages talk to its backend", async () => {
  const { url, ccpUrl, control, close } = await start({ ccpPort: 0 });
  expect(await (await fetch(`${url}/control/ccp`)).json()).toEqual({ ccpUrl });
  const page = await fetch(new URL("?agent=Robin", ccpUrl));
  expect(page.status).toBe(200);
  const script = await fetch(new URL("ccp.js", page.url));
  expect(script.headers.get("content-type")).toContain("text/javascript");
  expect((await fetch(new URL("/other", ccpUrl))).status).toBe(404);
  const socket = new WebSocket(page.url.replace("http", "ws").replace("?", "socket?"));
  const first = await new Promise((resolve) =>
    socket.on("message", (text: Buffer) => resolve(text.toString())),
  );
  expect(first).toContain("update_connected_ccps");
  expect(control.ccp.listAgents()).toMatchObject([{ agentId: "robin", displayName: "Robin", tabs: 1 }]);
  const closed = once(socket, "close");
  await close();
  await closed;
});

test.each([
  "/ccp-v2",
  "/ccp-v2/softphone",
  "/connect/ccp-v2/",
  "/connect/ccp-v2",
  "/connect/ccp-v2/softphone",
])("a CCP is at the address that pages ask their instance for: %s", async (path) => {
  const { ccpUrl } = await start({ ccpPort: 0 });
  const page = await fetch(new URL(`${path}?agent=Robin`, ccpUrl));
  expect(page.url).toBe(`${ccpUrl}?agent=Robin`);
  expect(page.status).toBe(200);
});

test.each([
  ["the CCP's own page", (ccpUrl: string) => new URL(ccpUrl).origin, 101],
  ["no page", () => undefined, 101],
  ["another page", () => "https://shop.example", 403],
  ["a page without an origin", () => "null", 403],
])("the socket of a CCP answers %s", async (_who, originOf, status) => {
  const { ccpUrl = "" } = await start({ ccpPort: 0 });
  const origin = originOf(ccpUrl);
  const socket = new WebSocket(new URL("socket", ccpUrl.replace("http", "ws")), {
    ...(origin !== undefined && { origin }),
  });
  const answer = new Promise((resolve) => {
    socket.on("upgrade", ({ statusCode }) => resolve(statusCode));
    socket.on("unexpected-response", (_request, { statusCode }) => resolve(statusCode));
  });
  expect(await answer).toBe(status);
  socket.on("error", () => undefined);
  socket.terminate();
});

test("a CCP's port that is taken leaves nothing behind", async () => {
  const taken = await start();
  const probe = await start();
  await probe.close();
  const options = { port: probe.port, ccpPort: taken.port };
  await expect(startEmulator(options)).rejects.toThrow("choose another with --ccp-port");
  await start({ port: probe.port });
});

test("the same seed gives the same ids", async () => {
  const chatOf = async (seed: number) => (await start({ seed })).control.startChat({ displayName: "Avery" });
  expect(await chatOf(5)).toEqual(await chatOf(5));
  expect((await chatOf(5)).contactId).not.toBe((await chatOf(6)).contactId);
});

test.each(["evil host", "a@b", "[", ""])("a request with the Host %j harms nobody", async (host) => {
  const { url, port } = await start();
  const status = await new Promise((resolve, reject) => {
    request(
      { port, host: "127.0.0.1", path: "/participant/message", method: "POST", headers: { host } },
      (response) => resolve(response.resume().statusCode),
    )
      .on("error", reject)
      .end();
  });
  expect([400, 403]).toContain(status);
  expect((await fetch(`${url}/control/contacts`)).status).toBe(200);
});

test("what control has changed is kept when that is asked for, and what cannot be kept is told", async () => {
  const directory = await mkdtemp(join(tmpdir(), "emulator-data-"));
  const emulator = await startEmulator({ data: directory });
  const { contactId, participantId } = emulator.control.startChat({ displayName: "Avery" });
  await emulator.flushed();
  await rm(join(directory, "attachments"), { recursive: true });
  const file = { name: "a.txt", contentType: "text/plain", contentBase64: btoa("Hello") };
  emulator.control.attach({ contactId, participantId, ...file });
  await expect(emulator.flushed()).rejects.toThrow(
    /^unable to keep the chats in .*; a part of the directory is gone/,
  );
  await expect(emulator.close()).rejects.toThrow(StoreError);

  const next = await start({ data: directory });
  expect(next.control.getContact(contactId).contact.customerName).toBe("Avery");
  expect(next.control.listAttachments(contactId)).toEqual([]);
  await next.close();
  await rm(directory, { recursive: true });
});

test("without a directory there is nothing to wait for", async () => {
  const emulator = await start();
  emulator.control.startChat({ displayName: "Avery" });
  await expect(emulator.flushed()).resolves.toBeUndefined();
});
