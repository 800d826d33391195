import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import type { FakeAnswer, FetchScript } from "../../test/fakePlatform.js";
import { createLogManager } from "../config/logManager.js";
import { ChatError } from "../errors.js";
import { createBrowserPlatform } from "../platform/browserPlatform.js";
import { createParticipantClient } from "./participantClient.js";
import type { CallOptions } from "./participantClient.js";

const MESSAGE = { ContentType: "text/plain", Content: "hello there" };
const never = () => new Promise<FakeAnswer>(() => undefined);
const inTurn = (...answers: (FakeAnswer | FetchScript)[]): FetchScript => {
  let next = 0;
  return (request) => {
    const answer = answers[Math.min(next++, answers.length - 1)]!;
    return typeof answer === "function" ? answer(request) : answer;
  };
};
const failing = (status: number, type: string, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  headers: { "x-amzn-errortype": type, ...headers },
  body: { message: "the reason" },
});

function world(script: FetchScript) {
  const platform = createFakePlatform();
  platform.onFetch = script;
  const manager = createLogManager(platform);
  manager.updateLoggerConfig({ useDefaultLogger: true, level: 10 });
  const client = createParticipantClient({
    platform,
    endpoint: "https://host.example",
    userAgent: () => "agent",
    log: manager.getLogger(),
  });
  /** Sends a message and keeps what came of it. */
  function send(options: Partial<CallOptions> = {}) {
    const outcome: { result?: unknown; error?: unknown } = {};
    const done = client.call("SendMessage", MESSAGE, { token: "TOKEN-1", ...options }).then(
      (result) => void (outcome.result = result),
      (error: unknown) => void (outcome.error = error),
    );
    return Object.assign(outcome, { done });
  }
  return { platform, client, send };
}

describe("a call that succeeds", () => {
  it("gives the output with how it went", async () => {
    const body = { Id: "1", AbsoluteTime: "t", New: { kept: true }, gone: null };
    const { platform, send } = world(() => ({ body, headers: { "x-amzn-requestid": "r1" } }));
    const call = send();
    await call.done;
    expect(call.result).toEqual({
      Id: "1",
      AbsoluteTime: "t",
      New: { kept: true },
      $metadata: { httpStatusCode: 200, requestId: "r1", attempts: 1, totalRetryDelay: 0 },
    });
    expect(platform.requests).toMatchObject([
      { url: "https://host.example/participant/message", method: "POST" },
    ]);
  });

  it("takes an empty body for an empty output, and any 2xx for success", async () => {
    const { client } = world(() => ({ status: 204 }));
    const result = await client.call("DisconnectParticipant", {}, { token: "T" });
    expect(result).toEqual({ $metadata: { httpStatusCode: 204, attempts: 1, totalRetryDelay: 0 } });
  });
});

describe("retries", () => {
  it.each<[string, FakeAnswer]>([
    ["429", failing(429, "ThrottlingException")],
    ["500", failing(500, "InternalServerException")],
    ["503 with HTML", { status: 503, body: "<html>" }],
    ["429 without a body", { status: 429 }],
  ])("try %s again with the same body until it succeeds (CP-44)", async (_name, failure) => {
    const { platform, send } = world(inTurn(failure, failure, { body: { Id: "1" } }));
    const call = send();
    await platform.advance(60_000);
    expect(call.result).toMatchObject({ Id: "1", $metadata: { attempts: 3 } });
    const bodies = platform.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    const waitedMs = platform.requests[2]!.atMs - platform.requests[0]!.atMs;
    expect(call.result).toMatchObject({ $metadata: { totalRetryDelay: waitedMs } });
  });

  it("end after three attempts with the last error", async () => {
    const { platform, send } = world(
      inTurn(failing(500, "First"), failing(500, "Second"), failing(500, "Third")),
    );
    const call = send();
    await platform.advance(60_000);
    expect(call.error).toMatchObject({ code: "SERVICE_ERROR", type: "Third", statusCode: 500, attempts: 3 });
    expect(platform.requests).toHaveLength(3);
  });

  it("end after as many attempts as the caller allows", async () => {
    const { platform, send } = world(() => failing(429, "ThrottlingException"));
    const call = send({ attempts: 1 });
    await call.done;
    expect(call.error).toMatchObject({ code: "THROTTLED", attempts: 1 });
    expect(platform.requests).toHaveLength(1);
  });

  it("wait as long as the service asks", async () => {
    const { platform, send } = world(inTurn(failing(503, "Busy", { "retry-after": "7" }), {}));
    const call = send();
    await platform.advance(6_999);
    expect(platform.requests).toHaveLength(1);
    await platform.advance(1);
    expect(call.result).toMatchObject({ $metadata: { attempts: 2, totalRetryDelay: 7_000 } });
  });

  it.each([
    ["400", failing(400, "ValidationException"), "SERVICE_ERROR"],
    ["403", failing(403, "AccessDeniedException"), "SERVICE_ERROR"],
    ["404 with HTML", { status: 404, body: "<html>" }, "INVALID_RESPONSE"],
    ["200 with HTML", { status: 200, body: "<html>" }, "INVALID_RESPONSE"],
  ])("leave %s alone", async (_name, answer, code) => {
    const { platform, send } = world(() => answer);
    const call = send();
    await call.done;
    expect(call.error).toMatchObject({ code, statusCode: answer.status, attempts: 1 });
    expect(platform.requests).toHaveLength(1);
  });
});

describe("a call without an answer", () => {
  it("fails at once when fetch rejects", async () => {
    const { platform, send } = world(() => {
      throw new TypeError("Failed to fetch");
    });
    const call = send();
    await call.done;
    expect(call.error).toMatchObject({
      code: "NETWORK_ERROR",
      type: "TypeError",
      message: "Failed to fetch",
      attempts: 1,
    });
    expect(platform.requests).toHaveLength(1);
  });

  it("fails when the body breaks off", async () => {
    const { send } = world(() => ({ body: Promise.reject(new TypeError("terminated")) }));
    const call = send();
    await call.done;
    expect(call.error).toMatchObject({ code: "NETWORK_ERROR", message: "terminated" });
  });

  it.each<[string, FetchScript]>([
    ["no answer comes", never],
    ["its body never ends", () => ({ body: new Promise(() => undefined) })],
  ])("times out after 30 s when %s (CP-111)", async (_name, script) => {
    const { platform, send } = world(script);
    const call = send();
    await platform.advance(29_999);
    expect(call.error).toBeUndefined();
    await platform.advance(1);
    expect(call.error).toMatchObject({
      code: "TIMEOUT",
      type: "TimeoutError",
      message: "unable to call SendMessage; no answer within 30000 ms",
    });
  });

  it("times out over all attempts, with the answer that it was waiting out", async () => {
    const { platform, send } = world(() => failing(503, "Busy", { "retry-after": "15" }));
    const call = send({ timeoutMs: 20_000 });
    await platform.advance(20_000);
    expect(call.error).toMatchObject({ code: "SERVICE_ERROR", type: "Busy", attempts: 2 });
  });

  it("times out when the last attempt hangs", async () => {
    const { platform, send } = world(inTurn(failing(500, "Broken"), never));
    const call = send({ timeoutMs: 5_000 });
    await platform.advance(5_000);
    expect(call.error).toMatchObject({ code: "TIMEOUT", attempts: 2 });
  });
});

it.each<[string, FetchScript]>([
  ["success", () => ({})],
  ["an error", () => failing(403, "AccessDeniedException")],
  ["three errors", () => failing(500, "InternalServerException")],
  ["a failed fetch", () => Promise.reject(new TypeError("no"))],
  ["a timeout", never],
  ["a timeout between attempts", () => failing(503, "Busy", { "retry-after": "19" })],
])("leaves no timer and no request behind after %s", async (_name, script) => {
  const { platform, send } = world(script);
  const call = send();
  await platform.advance(60_000);
  await call.done;
  expect(platform.live).toEqual({ timers: 0, tasks: 0, sockets: 0, requests: 0, listeners: 0 });
});

it.each<[string, unknown]>([
  ["a missing token", undefined],
  ["a token that breaks the header", "TOKEN\n1"],
])("rejects with a ChatError, and sends nothing, for %s", async (_name, token) => {
  const { platform, send } = world(() => ({}));
  const call = send({ token: token as string });
  await call.done;
  expect(call.error).toBeInstanceOf(ChatError);
  expect(call.error).toMatchObject({ code: "ILLEGAL_ARGUMENT" });
  expect(platform.requests).toHaveLength(0);
});

it("logs operation, outcome and attempt, and neither token nor content", async () => {
  const { platform, send } = world(inTurn(failing(503, "Busy", { "retry-after": "2" }), {}));
  const call = send();
  await platform.advance(2_000);
  await call.done;
  const failed = send({ token: "TOKEN-2" });
  platform.onFetch = () => Promise.reject(new TypeError("hello there TOKEN-2"));
  await failed.done;
  expect(
    platform.printed.map(({ method, line }) => `${method} ${line.slice(line.indexOf("]") + 2)}`),
  ).toEqual([
    "warn SendMessage: 503, attempt 1 ",
    "debug SendMessage: 200, attempt 2 ",
    expect.stringMatching(/SendMessage/),
  ]);
  expect(JSON.stringify(platform.printed)).not.toMatch(/TOKEN|hello/);
});

it.each([302, 307])("takes no token to where a redirect with %i leads (CP-115)", async (status) => {
  const listen = async (listener: RequestListener) => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
  };
  const taken: unknown[] = [];
  const elsewhere = await listen((request, response) => {
    taken.push(request.headers["x-amz-bearer"]);
    response.end("{}");
  });
  const proxy = await listen((_request, response) => {
    response.writeHead(status, { location: `${elsewhere.url}/login` }).end();
  });
  const platform = { ...createFakePlatform(), fetch: createBrowserPlatform().fetch };
  const { url: endpoint } = proxy;
  const log = createLogManager(platform).getLogger();
  const client = createParticipantClient({ platform, endpoint, userAgent: () => "agent", log });
  const call = client.call("SendMessage", MESSAGE, { token: "TOKEN-1" });
  await expect(call).rejects.toMatchObject({ code: "NETWORK_ERROR" });
  expect(taken).toEqual([]);
  proxy.close();
  elsewhere.close();
});
