import { ConnectClient } from "@aws-sdk/client-connect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startConnectStub, startedChat } from "../../test/connectStub.js";
import type { ConnectStub } from "../../test/connectStub.js";
import { createStartChatHandler } from "./startChatHandler.js";
import type { StartChatOptions } from "./startChatOptions.js";

const instanceId = "11111111-2222-4333-8444-555555555555";
const contactFlowId = "66666666-7777-4888-9999-000000000000";
const credentials = {
  accessKeyId: "AKIDSTARTCHAT",
  secretAccessKey: "secret-of-the-backend",
  sessionToken: "session-of-the-backend",
};
const details = { ParticipantDetails: { DisplayName: "Avery" } };
/** What AWS says to a backend, and nobody else may hear. */
const inner = "User: arn:aws:iam::123456789012:user/backend is not authorized";

let stub: ConnectStub;
let client: ConnectClient;
let lines: string[];
/** All that any page was answered, and all that was logged. */
const heard: string[] = [];
const logged: string[] = [];

beforeAll(async () => {
  stub = await startConnectStub();
});
afterAll(() => stub.close());
beforeEach(() => {
  lines = [];
  stub.reply({ status: 200, body: startedChat });
  client = new ConnectClient({ region: "eu-central-1", endpoint: stub.url, credentials, maxAttempts: 1 });
});
afterEach(() => {
  client.destroy();
  logged.push(...lines);
});

const create = (options: Partial<StartChatOptions> = {}) =>
  createStartChatHandler({
    instanceId,
    contactFlowId,
    client,
    logger: { error: (line) => lines.push(line) },
    ...options,
  });

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function ask(
  options: Partial<StartChatOptions> = {},
  { method = "POST", headers = {}, body = details }: Asked = {},
) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request("https://shop.example/chats", {
    method,
    headers,
    ...(method === "POST" && { body: text }),
  });
  const response = await create(options).fetch(request);
  const answer = await response.text();
  heard.push(answer, JSON.stringify([...response.headers]));
  return { response, status: response.status, body: answer === "" ? undefined : JSON.parse(answer) };
}

const lastRequest = () => stub.requests.at(-1)!;

describe("a page that asks for a chat", () => {
  test("gets its ids and its token, and nothing else of what AWS answered", async () => {
    stub.reply({ status: 200, body: { ...startedChat, StreamingId: "s", Websocket: { Url: "wss://x" } } });
    const { response, body } = await ask();
    expect(response.status).toBe(200);
    expect(body).toEqual({ data: { startChatResult: startedChat } });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("is told whether its chat may hold markdown, and from which chat it goes on", async () => {
    stub.reply({ status: 200, body: { ...startedChat, ContinuedFromContactId: "before" } });
    const PersistentChat = { SourceContactId: "before", RehydrationType: "FROM_SEGMENT" };
    const SupportedMessagingContentTypes = ["text/plain", "text/markdown"];
    const { body } = await ask(
      { authorize: () => true },
      { body: { ...details, PersistentChat, SupportedMessagingContentTypes } },
    );
    expect(body.data).toEqual({
      startChatResult: { ...startedChat, ContinuedFromContactId: "before" },
      featurePermissions: { MESSAGING_MARKDOWN: true },
    });
    expect(lastRequest().body).toMatchObject({ PersistentChat, SupportedMessagingContentTypes });
  });
});

describe("Amazon Connect", () => {
  test("gets a signed StartChatContact of the right service and region", async () => {
    await ask();
    const { method, path, headers } = lastRequest();
    expect([method, path]).toEqual(["PUT", "/contact/chat"]);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDSTARTCHAT\/\d{8}\/eu-central-1\/connect\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
    );
    expect(headers["x-amz-security-token"]).toBe(credentials.sessionToken);
  });

  test("gets the instance and the flow of the server, whatever the page names, and no member of other people's data", async () => {
    await ask(
      {},
      {
        body: {
          ...details,
          ...{ InstanceId: "another", ContactFlowId: "another", Username: "avery" },
          ...{ CustomerId: "c", RelatedContactId: "r", SegmentAttributes: { s: { ValueString: "v" } } },
          ...{ InitialMessage: { ContentType: "text/plain", Content: "Hello" }, ChatDurationInMinutes: 60 },
        },
      },
    );
    expect(lastRequest().body).toEqual({
      InstanceId: instanceId,
      ContactFlowId: contactFlowId,
      ...details,
      Attributes: { customerName: "Avery" },
      InitialMessage: { ContentType: "text/plain", Content: "Hello" },
      ChatDurationInMinutes: 60,
      ClientToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test("gets the page's ClientToken, by which it knows a repeat", async () => {
    const ClientToken = "8c5f1d0a-6a55-4a0e-9a4c-6a1c8f0d7b11";
    await ask({}, { body: { ...details, ClientToken } });
    expect(lastRequest().body["ClientToken"]).toBe(ClientToken);
  });

  test("gets the server's attributes; those of the page only where the server takes them", async () => {
    const asked = { body: { ...details, Attributes: { tier: "gold", customerName: "Root" } } };
    await ask({ attributes: { shop: "chairs" } }, asked);
    expect(lastRequest().body["Attributes"]).toEqual({ customerName: "Avery", shop: "chairs" });
    const attributes: StartChatOptions["attributes"] = ({ headers, request }) =>
      Promise.resolve({ tier: request.Attributes?.["tier"] ?? "", user: headers.get("x-user") ?? "" });
    await ask({ attributes }, { ...asked, headers: { "X-User": "avery" } });
    expect(lastRequest().body["Attributes"]).toEqual({ customerName: "Avery", tier: "gold", user: "avery" });
  });
});

describe("a request that may not be", () => {
  test.each<[string, unknown, string]>([
    ["no JSON", "{", "body: is not JSON"],
    ["no name", {}, "ParticipantDetails: "],
    [
      "a long name",
      { ParticipantDetails: { DisplayName: "n".repeat(257) } },
      "ParticipantDetails.DisplayName: ",
    ],
    ["a ClientToken that can be guessed", { ...details, ClientToken: "1" }, "ClientToken: "],
    [
      "types without text/plain",
      { ...details, SupportedMessagingContentTypes: ["text/markdown"] },
      "does not contain",
    ],
    ["a short duration", { ...details, ChatDurationInMinutes: 1 }, "ChatDurationInMinutes: "],
  ])("with %s is 400 and says which member, and goes no further", async (_, body, reason) => {
    const before = stub.requests.length;
    const answer = await ask({}, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.data.Error).toMatchObject({
      code: "InvalidRequestException",
      statusCode: 400,
      retryable: false,
      message: expect.stringContaining(reason),
    });
    expect(stub.requests).toHaveLength(before);
    expect(lines).toEqual([]);
  });

  test("of more than 128 KB is 413", async () => {
    expect((await ask({}, { body: "x".repeat(131_073) })).status).toBe(413);
  });

  test("with another method is 405 and says which is right", async () => {
    const { response } = await ask({}, { method: "GET" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("that authorize turns down is 403; it sees the headers and what is asked for", async () => {
    const authorize: StartChatOptions["authorize"] = ({ headers, request }) =>
      Promise.resolve(headers.get("cookie") === `user=${request.ParticipantDetails.DisplayName}`);
    const denied = await ask({ authorize }, { headers: { Cookie: "user=Robin" } });
    expect([denied.status, denied.body.data.Error.code]).toEqual([403, "AccessDeniedException"]);
    expect((await ask({ authorize }, { headers: { Cookie: "user=Avery" } })).status).toBe(200);
  });

  test("that goes on from a past chat is 403 where nobody looks whose chat that was", async () => {
    const PersistentChat = { SourceContactId: "before", RehydrationType: "FROM_SEGMENT" };
    expect((await ask({}, { body: { ...details, PersistentChat } })).status).toBe(403);
    expect(lines).toEqual([expect.stringContaining("PersistentChat needs `authorize`")]);
  });
});

describe("pages of other origins", () => {
  const allowedOrigins = ["https://help.example"];
  const from = (Origin: string) => ({ headers: { Origin } });

  test("are allowed by name, for cookies too", async () => {
    const { response } = await ask({ allowedOrigins }, from("https://help.example"));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "https://help.example",
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
  });

  test("can read why they failed", async () => {
    const { response } = await ask({ allowedOrigins }, { ...from("https://help.example"), body: "{" });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([
      400,
      "https://help.example",
    ]);
  });

  test.each([
    "https://evil.example",
    "http://help.example",
    "https://help.example.evil.example",
    "null",
    "x",
  ])("are refused from %s, before anything is done", async (origin) => {
    const before = stub.requests.length;
    for (const method of ["POST", "OPTIONS"]) {
      const { response } = await ask({ allowedOrigins }, { method, ...from(origin) });
      expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    }
    expect(stub.requests).toHaveLength(before);
  });

  test("need no list where they are the handler's own", async () => {
    expect((await ask({}, from("https://shop.example"))).status).toBe(200);
  });

  test("may ask before", async () => {
    const { response } = await ask(
      { allowedOrigins },
      {
        method: "OPTIONS",
        headers: { Origin: "https://help.example", "Access-Control-Request-Headers": "content-type,x-user" },
      },
    );
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type,x-user",
      "access-control-allow-origin": "https://help.example",
    });
  });
});

describe("what fails behind the handler", () => {
  test.each<[number, string, number, string, string]>([
    [429, "LimitExceededException", 429, "LimitExceededException", "quota"],
    [429, "TooManyRequestsException", 429, "TooManyRequestsException", "quota"],
    [429, "SomethingNew", 429, "TooManyRequestsException", "SomethingNew 429"],
    [403, "AccessDeniedException", 500, "InternalServerException", "connect:StartChatContact"],
    [403, "ExpiredTokenException", 500, "InternalServerException", "not valid"],
    [400, "InvalidRequestException", 500, "InternalServerException", "contactFlowId"],
    [404, "ResourceNotFoundException", 500, "InternalServerException", "no such instance"],
    [418, "SomethingNew", 500, "InternalServerException", "SomethingNew 418"],
    [500, "InternalServiceException", 502, "BadGatewayException", "500 (AWS request 7e6d"],
  ])("%i %s is %i %s for the page, and the log says what to do", async (from, type, status, code, line) => {
    stub.reply({ status: from, type, body: { message: inner } });
    const answer = await ask();
    expect(answer.status).toBe(status);
    const failure = answer.body.data.Error;
    expect(failure).toMatchObject({ code, statusCode: status, retryable: true });
    expect(lines).toEqual([expect.stringContaining(line)]);
    expect(lines[0]).toContain(failure.requestId);
  });

  test.each<[object | string, string]>([
    [{ ContactId: "c" }, "IncompleteAnswer"],
    [`<html>${inner}</html>`, "SyntaxError"],
  ])("an answer that is none, %j, is 502", async (body, line) => {
    stub.reply({ status: 200, body });
    expect((await ask()).status).toBe(502);
    expect(lines).toEqual([expect.stringContaining(line)]);
  });

  test("an endpoint that hangs is 504", async () => {
    stub.reply("nothing");
    const answer = await ask({ timeoutMs: 100 });
    expect([answer.status, answer.body.data.Error.code]).toEqual([504, "GatewayTimeoutException"]);
    expect(lines).toEqual([expect.stringContaining("no answer within 100 ms")]);
  });

  test("a client that does not heed the signal hangs no longer", async () => {
    const answer = await ask({ timeoutMs: 50, client: { send: () => new Promise(() => undefined) } });
    expect(answer.status).toBe(504);
  });

  test("an authorize that takes too long is 504, and starts no chat later", async () => {
    let allow: (isAllowed: boolean) => void = () => undefined;
    const authorize = () => new Promise<boolean>((resolve) => (allow = resolve));
    const before = stub.requests.length;
    expect((await ask({ timeoutMs: 50, authorize })).status).toBe(504);
    allow(true);
    // Another chat takes longer than the late one would.
    expect((await ask()).status).toBe(200);
    expect(stub.requests).toHaveLength(before + 1);
  });

  test("nobody listening is 502", async () => {
    const gone = await startConnectStub();
    await gone.close();
    const lost = new ConnectClient({
      region: "eu-central-1",
      endpoint: gone.url,
      credentials,
      maxAttempts: 1,
    });
    expect((await ask({ client: lost })).status).toBe(502);
    expect(lines).toEqual([expect.stringContaining("ECONNREFUSED")]);
  });

  test.each<[string, StartChatOptions["client"], string]>([
    [
      "missing credentials",
      new ConnectClient({
        region: "eu-central-1",
        credentials: () =>
          Promise.reject(Object.assign(new Error(inner), { name: "CredentialsProviderError" })),
      }),
      "set AWS_PROFILE",
    ],
    [
      "a missing region",
      new ConnectClient({
        credentials,
        region: (): Promise<string> => Promise.reject(new Error("Region is missing")),
      }),
      "AWS_REGION",
    ],
    [
      "a missing AWS SDK",
      { send: () => Promise.reject(Object.assign(new Error(inner), { code: "ERR_MODULE_NOT_FOUND" })) },
      "npm install @aws-sdk/client-connect",
    ],
  ])("%s is 500, and the log says what to do", async (_, broken, line) => {
    const answer = await ask({ client: broken });
    expect([answer.status, answer.body.data.Error.code]).toEqual([500, "InternalServerException"]);
    expect(lines).toEqual([expect.stringContaining(line)]);
  });

  test.each(["authorize", "attributes"])("%s that throws is 500", async (name) => {
    const answer = await ask({ [name]: () => Promise.reject(new RangeError(inner)) });
    expect(answer.status).toBe(500);
    expect(lines).toEqual([
      expect.stringContaining("authorize, attributes or the reading of the body threw RangeError"),
    ]);
  });
});

test.each<[string, Partial<StartChatOptions>]>([
  ["instanceId is missing", { instanceId: "" }],
  ["contactFlowId is missing", { contactFlowId: "" }],
  ["allowedOrigins must hold origins", { allowedOrigins: ["*"] }],
  ["allowedOrigins must hold origins", { allowedOrigins: ["https://help.example/"] }],
  ["timeoutMs must be from 1 to 60000", { timeoutMs: Number.NaN }],
  ["timeoutMs must be from 1 to 60000", { timeoutMs: 60_001 }],
])("options are refused: %s", (reason, options) => {
  expect(() => create(options)).toThrow(`unable to create the handler; ${reason}`);
});

test("no page has heard a credential or a word of AWS, and no log either", () => {
  expect(heard.length).toBeGreaterThan(60);
  expect(logged.length).toBeGreaterThan(15);
  const secrets = [...Object.values(credentials), inner, "arn:aws"];
  const found = (texts: readonly string[], words: readonly string[]) =>
    texts.filter((text) => words.some((word) => text.includes(word)));
  expect(found(heard, [...secrets, instanceId, contactFlowId, "7e6d5c4b"])).toEqual([]);
  expect(found(logged, [...secrets, startedChat.ParticipantToken, "Avery"])).toEqual([]);
});
