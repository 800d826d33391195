import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import { connect, createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { startedChat } from "../../test/connectStub.js";
import { createStartChatHandler } from "./startChatHandler.js";
import type { LambdaEvent } from "./lambdaHost.js";

const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Zoë" } });
const tooLong = "x".repeat(200_000);
const result = { data: { startChatResult: startedChat } };

/** The names of those whose chats were started; only the holder of a cookie gets one. */
const names: string[] = [];
const handler = createStartChatHandler({
  instanceId: "instance",
  contactFlowId: "flow",
  client: { send: () => Promise.resolve(startedChat) },
  allowedOrigins: ["https://help.example"],
  authorize({ headers, request }) {
    names.push(request.ParticipantDetails.DisplayName);
    return headers.get("cookie") === "theme=dark; user=zoe";
  },
  logger: { error: () => undefined },
});

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
  names.length = 0;
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/chats`;
}

const headers = { Cookie: "theme=dark; user=zoe", Origin: "https://help.example" };
const post = (url: string, text: string) => fetch(url, { method: "POST", headers, body: text });

test("a server of the fetch kind gives a Response", async () => {
  const request = new Request("https://shop.example/chats", { method: "POST", headers, body });
  const response = await handler.fetch(request);
  expect([response.status, await response.json()]).toEqual([200, result]);
  expect(names).toEqual(["Zoë"]);
});

describe("a server of node:http", () => {
  test("answers, with the headers for pages", async () => {
    const url = await serve((request, response) => void handler.node(request, response));
    const response = await post(url, body);
    expect([response.status, await response.json()]).toEqual([200, result]);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://help.example");
    expect(names).toEqual(["Zoë"]);
  });

  test("counts a page of its own as such, and says 413 to a body that is too long", async () => {
    const url = await serve((request, response) => void handler.node(request, response));
    const own = await fetch(url, {
      method: "POST",
      headers: { ...headers, Origin: new URL(url).origin },
      body,
    });
    expect(own.status).toBe(200);
    expect((await post(url, tooLong)).status).toBe(413);
    const evil = await fetch(url, { method: "POST", headers: { Origin: "https://evil.example" }, body });
    expect(evil.status).toBe(403);
  });

  test.each<[string, (text: string) => unknown]>([
    ["its JSON", (text) => JSON.parse(text)],
    ["its text", (text) => text],
  ])("may have read the body already, as %s", async (_, parse) => {
    const url = await serve((request: IncomingMessage & { body?: unknown }, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      request.on("end", () => {
        request.body = parse(Buffer.from(text, "latin1").toString());
        void handler.node(request, response);
      });
    });
    expect(await (await post(url, body)).json()).toEqual(result);
    expect(names).toEqual(["Zoë"]);
    const Attributes = { notes: "é".repeat(32_000), more: "é".repeat(32_000), rest: "é".repeat(32_000) };
    const long = JSON.stringify({ ...(JSON.parse(body) as object), Attributes });
    expect((await post(url, long)).status).toBe(413);
  });

  test("may have put an empty body in the place of one that it has not read", async () => {
    const url = await serve(
      (request, response) => void handler.node(Object.assign(request, { body: {} }), response),
    );
    expect((await post(url, body)).status).toBe(200);
  });
});

test("a server of node:http2 answers, and knows a page of its own by the authority", async () => {
  const server = createHttp2Server((request, response) => void handler.node(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = connect(origin);
  cleanUps.push(() => client.close(() => server.close()));
  const request = client.request({
    ":method": "POST",
    ":path": "/chats",
    cookie: ["theme=dark", "user=zoe"].join("; "),
    origin,
  });
  request.end(body);
  const [answer] = (await once(request, "response")) as [{ readonly ":status"?: number }];
  let text = "";
  for await (const chunk of request) text += String(chunk);
  expect([answer[":status"], JSON.parse(text)]).toEqual([200, result]);
});

describe("a Lambda function", () => {
  const event = (part: Partial<LambdaEvent>): LambdaEvent => ({
    requestContext: { http: { method: "POST" } },
    headers: { host: "abc.execute-api.eu-central-1.amazonaws.com", origin: "https://help.example" },
    cookies: ["theme=dark", "user=zoe"],
    body,
    isBase64Encoded: false,
    ...part,
  });

  test.each([
    ["as text", body, false],
    ["in base64", Buffer.from(body).toString("base64"), true],
  ])("answers an event whose body comes %s", async (_, text, isBase64Encoded) => {
    const answer = await handler.lambda(event({ body: text, isBase64Encoded }));
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, result]);
    expect(answer.headers["Access-Control-Allow-Origin"]).toBe("https://help.example");
    expect(names).toEqual(["Zoë"]);
  });

  test("hands on what a cookie has beyond Latin letters as servers of Node do: byte by byte", async () => {
    const seen: unknown[] = [];
    const looking = createStartChatHandler({
      instanceId: "instance",
      contactFlowId: "flow",
      client: { send: () => Promise.resolve(startedChat) },
      allowedOrigins: ["https://help.example"],
      authorize: (call) => seen.push(call.headers.get("cookie"), call.headers.get("x-city")) > 0,
    });
    const url = await serve((request, response) => void looking.node(request, response));
    const bytes = (text: string) => Buffer.from(text).toString("latin1");
    const sent = { Cookie: bytes("name=Žofie"), "X-City": bytes("Łódź") };
    expect((await fetch(url, { method: "POST", headers: sent, body })).status).toBe(200);
    const { headers: given } = event({});
    const answer = await looking.lambda(
      event({ headers: { ...given, "x-city": "Łódź" }, cookies: ["name=Žofie"] }),
    );
    expect(answer.statusCode).toBe(200);
    expect(seen.slice(2)).toEqual(seen.slice(0, 2));
  });

  test.each<[string, number, Partial<LambdaEvent>]>([
    ["a preflight", 204, { requestContext: { http: { method: "OPTIONS" } } }],
    ["an event without a body", 400, { body: null }],
    ["a page of another origin", 403, { headers: { origin: "https://evil.example" } }],
    ["somebody without a cookie", 403, { cookies: undefined }],
    ["a body that is too long", 413, { body: tooLong }],
  ])("answers %s with %i", async (_, status, part) => {
    expect((await handler.lambda(event(part))).statusCode).toBe(status);
  });
});
