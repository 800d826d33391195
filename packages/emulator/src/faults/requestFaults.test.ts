import { afterEach, expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";
import { callRaw } from "../../test/service.js";
import type { FaultRule } from "./faultRule.js";

const message = { ContentType: "text/plain", Content: "Hi", ClientToken: "once" };

let stage: Stage;
afterEach(() => stage.emulator.close());

const setUp = async (...rules: FaultRule[]): Promise<Person> => {
  stage = createStage();
  const customer = await stage.customer();
  for (const rule of rules) stage.emulator.control.injectFault(rule);
  return customer;
};
const texts = ({ contactId }: Person) =>
  stage.transcript(contactId).flatMap(({ Content }) => (Content === undefined ? [] : [Content]));

/** What a promise has come to so far, once all that needs no timer has run. */
const outcomeOf = async (promise: Promise<unknown>) => {
  let outcome: unknown = "pending";
  promise.then(
    () => (outcome = "answered"),
    (error: unknown) => (outcome = error),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return outcome;
};

test.each([
  [400, "ValidationException", "Validation exception due to invalid parameter"],
  [403, "AccessDeniedException", "Access denied"],
  [429, "ThrottlingException", "Too Many Requests"],
  [500, "InternalServerException", "Internal server error"],
  [503, "ServiceUnavailableException", "Service Unavailable"],
  [504, "InternalServerException", "Endpoint request timed out"],
  [418, "ValidationException", "Injected fault 418"],
  [599, "InternalServerException", "Injected fault 599"],
])("an httpError of %d answers as the service does, and nothing happens", async (status, type, text) => {
  const customer = await setUp({ kind: "httpError", status, times: 1 });
  const answer = await customer.callRaw("SendMessage", message);
  expect([answer.status, answer.headers.get("x-amzn-errortype"), answer.body]).toEqual([
    status,
    type,
    { message: text },
  ]);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(texts(customer)).toEqual([]);
  expect((await customer.callRaw("SendMessage", message)).status).toBe(200);
});

test("an httpError carries the type and the Retry-After it was given, for pages to read", async () => {
  const customer = await setUp({
    kind: "httpError",
    status: 429,
    retryAfterSeconds: 7,
    type: "LimitExceededException",
  });
  const { headers } = await customer.callRaw("SendMessage", message);
  expect(headers.get("retry-after")).toBe("7");
  expect(headers.get("x-amzn-errortype")).toBe("LimitExceededException");
  expect(headers.get("access-control-expose-headers")).toContain("retry-after");
});

test.each<FaultRule>([
  { kind: "httpError", status: 500, when: "after", times: 1 },
  { kind: "dropResponse", times: 1 },
])(
  "after a $kind the message stands once, and a repeat with its ClientToken gets the first answer",
  async (rule) => {
    const customer = await setUp(rule);
    const first = await customer.callRaw("SendMessage", message).catch((error: unknown) => error);
    expect(rule.kind === "httpError" ? first : String(first)).toEqual(
      rule.kind === "httpError" ? expect.objectContaining({ status: 500 }) : "TypeError: fetch failed",
    );
    expect(texts(customer)).toEqual(["Hi"]);
    const { Id } = await customer.call("SendMessage", message);
    expect(texts(customer)).toEqual(["Hi"]);
    expect(stage.transcript(customer.contactId).at(-1)!.Id).toBe(Id);
  },
);

test("a response dropped before leaves nothing done", async () => {
  const customer = await setUp({ kind: "dropResponse", when: "before", times: 1 });
  await expect(customer.callRaw("SendMessage", message)).rejects.toThrow(new TypeError("fetch failed"));
  expect(texts(customer)).toEqual([]);
});

test("a request with latency is carried out when its time has come", async () => {
  const customer = await setUp({ kind: "latency", ms: 500 });
  const sending = customer.callRaw("SendMessage", message);
  expect(await outcomeOf(sending)).toBe("pending");
  stage.clock.advance(499);
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["pending", []]);
  stage.clock.advance(1);
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["answered", ["Hi"]]);
});

test("jitter adds up to so many milliseconds, whole ones", async () => {
  const customer = await setUp({ kind: "latency", ms: 100, jitterMs: 50 });
  const startMs = stage.clock.nowMs();
  const tookMs: number[] = [];
  for (let count = 0; count < 40; count++) {
    const sending = customer.callRaw("SendEvent", { ContentType: "nonsense" });
    const beganAtMs = stage.clock.nowMs();
    await outcomeOf(sending);
    stage.clock.advanceToNext(beganAtMs + 150);
    await sending;
    tookMs.push(stage.clock.nowMs() - beganAtMs);
  }
  expect(stage.clock.nowMs()).toBeGreaterThan(startMs);
  expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(100);
  expect(new Set(tookMs).size).toBeGreaterThan(5);
  expect(tookMs.every(Number.isInteger)).toBe(true);
});

test.each([
  ["before", []],
  ["after", ["Hi"]],
] as const)("a hanging request (%s) is answered when the fault is cleared", async (when, meanwhile) => {
  const customer = await setUp({ kind: "hangResponse", when, times: 1 });
  const sending = customer.callRaw("SendMessage", message);
  stage.clock.advance(3_600_000);
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["pending", meanwhile]);
  stage.emulator.control.clearFaults();
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["answered", ["Hi"]]);
});

test("a hanging request goes on when the fault's time is over", async () => {
  const customer = await setUp({ kind: "hangResponse", forMs: 1_000 });
  const sending = customer.callRaw("SendMessage", message);
  expect(await outcomeOf(sending)).toBe("pending");
  stage.clock.advance(1_000);
  expect(await outcomeOf(sending)).toBe("answered");
});

test("a hanging request goes on when the fault ends while the request still waits for its latency", async () => {
  const customer = await setUp({ kind: "latency", ms: 500 }, { kind: "hangResponse" });
  const sending = customer.callRaw("SendMessage", message);
  expect(await outcomeOf(sending)).toBe("pending");
  stage.emulator.control.clearFaults();
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["pending", []]);
  stage.clock.advance(500);
  expect([await outcomeOf(sending), texts(customer)]).toEqual(["answered", ["Hi"]]);
});

test("a request whose client gives up while it hangs is not carried out later", async () => {
  const customer = await setUp({ kind: "hangResponse", operation: "SendMessage" });
  const controller = new AbortController();
  const sending = callRaw(
    (path, init) => stage.send(path, { ...init, signal: controller.signal }),
    "SendMessage",
    customer.connectionToken,
    message,
  );
  expect(await outcomeOf(sending)).toBe("pending");
  controller.abort(new Error("given up"));
  await expect(sending).rejects.toThrow("given up");
  stage.emulator.control.clearFaults();
  await outcomeOf(sending);
  expect(texts(customer)).toEqual([]);
});

test("closing the emulator cuts what hangs and what waits", async () => {
  const customer = await setUp(
    { kind: "hangResponse", operation: "SendMessage" },
    { kind: "latency", ms: 500, operation: "SendEvent" },
  );
  const calls = [customer.callRaw("SendMessage", message), customer.callRaw("SendEvent", {})];
  await Promise.all(calls.map(outcomeOf));
  stage.emulator.close();
  for (const call of calls) await expect(call).rejects.toThrow("fetch failed");
  expect(stage.clock.pendingTimers).toBe(0);
});

test("a fault strikes the operation and the participant it names, and no other", async () => {
  const customer = await setUp();
  const agent = await stage.agent(customer.contactId);
  const stranger = await stage.customer();
  const { control } = stage.emulator;
  const statusesWith = async (rule: Partial<FaultRule>) => {
    control.clearFaults();
    control.injectFault({ kind: "httpError", status: 503, ...rule } as FaultRule);
    const answers = [customer, agent, stranger].map((person) => person.callRaw("GetTranscript", {}));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  expect(await statusesWith({})).toEqual([503, 503, 503]);
  expect(await statusesWith({ operation: "SendEvent" })).toEqual([200, 200, 200]);
  expect(await statusesWith({ operation: "GetTranscript" })).toEqual([503, 503, 503]);
  expect(await statusesWith({ contactId: customer.contactId })).toEqual([503, 503, 200]);
  expect(await statusesWith({ participantId: customer.participantId })).toEqual([503, 200, 200]);
  expect(await statusesWith({ agentId: "robin" })).toEqual([200, 503, 200]);
});

test("a fault strikes callers with a dead token and without one too, when it names nobody", async () => {
  await setUp({ kind: "httpError", status: 503 });
  for (const token of ["garbage", undefined])
    expect((await callRaw(stage.send, "GetTranscript", token, {})).status).toBe(503);
});

test("the control API, the proxy and preflights are never struck", async () => {
  await setUp({ kind: "dropResponse" }, { kind: "hangResponse" });
  const statuses = await Promise.all([
    stage.send("/control/faults"),
    stage.send("/participant/message", { method: "OPTIONS" }),
    stage.send("/start-chat", {
      method: "POST",
      body: JSON.stringify({ ParticipantDetails: { DisplayName: "Blair" } }),
    }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 204, 200]);
});

test.each([
  ["past", "2026-01-15T11:00:00.000Z"],
  ["missing", undefined],
  ["unreadable", "soon"],
] as const)("both expiries of a connection are %s", async (expiry, told) => {
  const customer = await setUp({ kind: "invalidExpiry", expiry, times: 1 });
  const connect = async (Type: string[]) =>
    (await callRaw(stage.send, "CreateParticipantConnection", customer.participantToken, { Type })).body;
  const types = ["WEBSOCKET", "CONNECTION_CREDENTIALS"];
  expect(await connect(types)).toEqual({
    Websocket: { Url: expect.stringContaining("/ws?"), ConnectionExpiry: told },
    ConnectionCredentials: { ConnectionToken: expect.stringMatching(/^ct\./), Expiry: told },
  });
  expect(await connect(["WEBSOCKET"])).toEqual({
    Websocket: { Url: expect.any(String), ConnectionExpiry: "2026-01-15T13:00:00.000Z" },
  });
});

test("the log of requests has the status that was answered, and 0 where none was", async () => {
  const customer = await setUp(
    { kind: "httpError", status: 500, when: "after", times: 1 },
    { kind: "dropResponse", times: 1 },
  );
  await customer.callRaw("SendMessage", message);
  await customer.callRaw("SendMessage", message).catch(() => undefined);
  await customer.callRaw("SendMessage", message);
  expect(stage.emulator.control.requests().map(({ status }) => status)).toEqual([200, 500, 0, 200]);
});

test("a fault changes none of the ids that come after it", async () => {
  const idsWith = async (...rules: FaultRule[]) => {
    const customer = await setUp(...rules);
    await customer.callRaw("GetTranscript", {});
    return stage.emulator.control.startChat({ displayName: "Blair" });
  };
  const withFault = await idsWith({ kind: "latency", ms: 0, jitterMs: 0, probability: 0.5 });
  expect(withFault).toEqual(await idsWith());
});
