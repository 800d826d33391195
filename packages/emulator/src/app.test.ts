import { expect, test } from "vitest";
import { createStage } from "../test/chat.js";
import { call, callRaw } from "../test/service.js";
import type { Fetch } from "../test/service.js";
import type { RequestFacts } from "./options.js";

const missingToken = { message: "Missing Authentication Token" };

test.each([
  ["GET", "/"],
  ["GET", "/participant/connection"],
  ["DELETE", "/participant/message"],
  ["POST", "/participant/messages"],
  ["POST", "/participant/message/"],
  ["POST", "/participant/../participant"],
  ["GET", "/participant/views/%E0%A4%A/more"],
  ["POST", "/__proto__"],
  ["PUT", "/start-chat"],
])("%s %s is no route: the gateway's 403", async (method, path) => {
  const response = await createStage().send(path, { method });
  expect([response.status, await response.json()]).toEqual([403, missingToken]);
  expect(response.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
});

test("a view token that is badly encoded is answered, not thrown at", async () => {
  const response = await createStage().send("/participant/views/%E0%A4%A");
  expect(response.status).toBe(403);
});

test.each([
  ["/participant/connection", "https://shop.example", "*"],
  ["/participant/unknown", "null", "*"],
  ["/start-chat", "http://localhost:5173", "http://localhost:5173"],
  ["/control/contacts", "http://localhost:5173", "http://localhost:5173"],
  ["/unknown", "http://localhost:5173", "http://localhost:5173"],
])("answers the preflight of %s from %s with what it asks for", async (path, Origin, allowed) => {
  const headers = {
    Origin,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type,x-amz-bearer,x-mine",
    "Access-Control-Request-Private-Network": "true",
  };
  const response = await createStage().send(path, { method: "OPTIONS", headers });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "access-control-allow-origin": allowed,
    "access-control-allow-headers": "authorization,content-type,x-amz-bearer,x-mine",
    "access-control-allow-methods": "GET,POST,PUT,DELETE,OPTIONS",
    "access-control-allow-private-network": "true",
    "access-control-max-age": "86400",
  });
});

test("a preflight that asks for nothing is told the headers of the AWS clients", async () => {
  const response = await createStage().send("/participant/message", { method: "OPTIONS" });
  const allowed = response.headers.get("access-control-allow-headers")!.split(",");
  expect(allowed).toEqual(
    expect.arrayContaining(["authorization", "content-type", "x-amz-bearer", "x-amz-date"]),
  );
});

test("good and bad answers let any page read them and carry a request id", async () => {
  const { send, ...stage } = createStage();
  const { participantToken } = stage.emulator.control.startChat({ displayName: "Avery" });
  for (const token of [participantToken, "garbage"]) {
    const { headers } = await callRaw(send, "CreateParticipantConnection", token, {});
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-expose-headers")).toContain("x-amzn-errortype");
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("content-type")).toMatch(/^application\/json/);
  }
});

test("a body over the limit is refused in the service's form, whether or not its length is told", async () => {
  const { send } = createStage({ limits: { requestSizeBytes: 1_000 } });
  const stream = () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(400))),
    });
  for (const body of ["x".repeat(1_001), stream()]) {
    const response = await send("/participant/message", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([
      413,
      "RequestEntityTooLargeException",
    ]);
    expect(await response.json()).toEqual({ message: "Request Too Long" });
  }
});

test("onRequest gets every call as it came in, those of unknown routes too", async () => {
  const seen: RequestFacts[] = [];
  const { send } = createStage({ onRequest: (request) => seen.push(request) });
  await callRaw(send, "SendMessage", "some-token", { Content: "Hi" });
  await send("/unknown", { method: "POST", body: "x" });
  await send("/control/contacts");
  expect(seen).toEqual([
    {
      method: "POST",
      path: "/participant/message",
      headers: { "content-type": "application/json", "x-amz-bearer": "some-token" },
      body: '{"Content":"Hi"}',
    },
    { method: "POST", path: "/unknown", headers: expect.any(Object), body: "x" },
  ]);
});

test("a throwing onRequest gives the service's 500 and no stack trace", async () => {
  const lines: string[] = [];
  const { send } = createStage({
    logger: { info: () => undefined, error: (line) => void lines.push(line) },
    onRequest: () => {
      throw new Error("secret");
    },
  });
  const { status, headers, body } = await callRaw(send, "SendMessage", "some-token", {});
  expect([status, headers.get("x-amzn-errortype"), body]).toEqual([
    500,
    "InternalServerException",
    { message: "Internal server error" },
  ]);
  expect(lines).toEqual(["unable to answer a request; Error"]);
});

test("the log of requests has no token and no content, and is bounded", async () => {
  const lines: string[] = [];
  const stage = createStage({
    limits: { keptRequests: 3 },
    logger: { info: (line) => void lines.push(line), error: (line) => void lines.push(line) },
  });
  const customer = await stage.customer();
  await customer.callRaw("SendMessage", { ContentType: "text/plain", Content: "secret" });
  await customer.callRaw("DescribeView", {});
  await customer.callRaw("SendMessage", { ContentType: "text/plain", Content: "" });
  const records = stage.emulator.control.requests();
  expect(records.map(({ operation, path, status }) => [operation, path, status])).toEqual([
    ["SendMessage", "/participant/message", 200],
    ["DescribeView", "/participant/views/{ViewToken}", 404],
    ["SendMessage", "/participant/message", 400],
  ]);
  const told = JSON.stringify([records, lines]);
  for (const secret of ["secret", customer.connectionToken, customer.participantToken])
    expect(told).not.toContain(secret);
});

test("the log says which member of a refused request is wrong, and why", async () => {
  const lines: string[] = [];
  const stage = createStage({ logger: { info: (line) => void lines.push(line), error: () => undefined } });
  const customer = await stage.customer();
  lines.length = 0;
  await customer.callRaw("SendMessage", { ContentType: "text/html", Content: "secret" });
  await customer.callRaw("SendMessage", { ContentType: "text/plain", Content: "hi" });
  expect(lines).toEqual([expect.stringMatching(/^SendMessage 400; ContentType: is /), "SendMessage 200"]);
});

test("ended chats are forgotten beyond the kept number, and their tokens become foreign", async () => {
  const stage = createStage({ limits: { keptEndedContacts: 1 } });
  const [first, second] = [await stage.customer(), await stage.customer()];
  for (const { contactId } of [first, second]) stage.emulator.control.end(contactId);
  expect(stage.emulator.control.listContacts().map(({ contactId }) => contactId)).toEqual([second.contactId]);
  expect((await first.callRaw("GetTranscript", {})).body).toHaveProperty("Message");
  expect((await second.callRaw("GetTranscript", {})).body).toEqual({ message: "Access denied" });
});

test.each([
  ["http://localhost:4510", undefined, "ws://127.0.0.1:4510", "http://localhost:4510"],
  ["http://shop.example", "https", "wss://shop.example", "https://shop.example"],
  // A certificate of localhost is none of 127.0.0.1.
  ["http://localhost:4510", "https", "wss://localhost:4510", "https://localhost:4510"],
])("the URLs for who calls %s by a proxy of %s are at %s and %s", async (at, proto, sockets, files) => {
  const { emulator } = createStage();
  const send: Fetch = (path, init) => {
    const headers = new Headers(init?.headers);
    if (proto !== undefined) headers.set("X-Forwarded-Proto", proto);
    return emulator.fetch(at + path, { ...init, headers });
  };
  const { participantToken } = emulator.control.startChat({ displayName: "Avery" });
  const { Websocket, ConnectionCredentials } = await call(
    send,
    "CreateParticipantConnection",
    participantToken,
    { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true },
  );
  const { UploadMetadata } = await call(
    send,
    "StartAttachmentUpload",
    ConnectionCredentials!.ConnectionToken!,
    { ContentType: "text/plain", AttachmentSizeInBytes: 1, AttachmentName: "a.txt", ClientToken: "a" },
  );
  const transport = await (await send("/control/agents/robin/transport", { method: "POST" })).json();
  const { servers } = await (await send("/control/openapi.json")).json();
  expect(Websocket!.Url).toMatch(`${sockets}/ws?`);
  expect(transport.webSocketTransport.url).toMatch(`${sockets}/ws?`);
  expect(UploadMetadata!.Url).toMatch(`${files}/bucket/`);
  expect(servers).toEqual([{ url: `${files}/control` }]);
});
