import { afterEach, beforeEach, expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Stage } from "../../test/chat.js";
import type { FaultRule } from "../faults/faultRule.js";

let stage: Stage;
beforeEach(() => {
  stage = createStage();
});
afterEach(() => stage.emulator.close());

const details = { ParticipantDetails: { DisplayName: "Avery" } };

async function ask(method: string, path: string, body: object) {
  const response = await stage.send(path, { method, body: JSON.stringify(body) });
  const { status, headers } = response;
  return { status, headers, type: headers.get("x-amzn-errortype"), body: await response.json() };
}
const askProxy = () => ask("POST", "/start-chat", details);
const askConnect = () =>
  ask("PUT", "/contact/chat", { InstanceId: "instance", ContactFlowId: "flow", ...details });
const stopContact = (ContactId: string) =>
  ask("POST", "/contact/stop", { InstanceId: "instance", ContactId });
const inject = (rule: FaultRule) => stage.emulator.control.injectFault(rule);
/** All that needs no timer has run by then. */
const nextTask = () => new Promise((resolve) => setImmediate(resolve));
const chats = () => stage.emulator.control.listContacts();

test("a chat that is refused is none, in the form of a proxy and in that of the API", async () => {
  inject({ kind: "httpError", status: 503, retryAfterSeconds: 7, operation: "StartChatContact" });
  const [proxy, connect] = [await askProxy(), await askConnect()];
  expect([proxy.status, connect.status]).toEqual([503, 503]);
  expect(proxy.headers.get("retry-after")).toBe("7");
  expect(proxy.headers.get("access-control-allow-credentials")).toBe("true");
  expect(proxy.body.data.Error).toMatchObject({
    code: "ServiceUnavailableException",
    message: "Service Unavailable",
    statusCode: 503,
    retryable: true,
  });
  expect([connect.type, connect.body]).toEqual([
    "ServiceUnavailableException",
    { message: "Service Unavailable" },
  ]);
  expect(chats()).toEqual([]);
});

test("once it has struck as often as it says, chats start", async () => {
  inject({ kind: "httpError", status: 429, operation: "StartChatContact", times: 1 });
  expect([(await askProxy()).status, (await askProxy()).status]).toEqual([429, 200]);
  expect(chats()).toHaveLength(1);
});

test("a bad request is called what the API calls it", async () => {
  inject({ kind: "httpError", status: 400, operation: "StartChatContact" });
  expect((await askConnect()).type).toBe("InvalidRequestException");
  expect((await askProxy()).body.data.Error.code).toBe("InvalidRequestException");
});

test.each([
  ["after" as const, 1],
  ["before" as const, 0],
])("an answer that is lost %s the request leaves %d chats", async (when, count) => {
  inject({ kind: "dropResponse", when, operation: "StartChatContact" });
  await expect(askProxy()).rejects.toThrow(new TypeError("fetch failed"));
  expect(chats()).toHaveLength(count);
  expect(stage.emulator.control.requests()).toMatchObject([
    { operation: "StartChatContact", path: "/start-chat", status: 0 },
  ]);
});

test("it may take its time, by the emulator's clock", async () => {
  inject({ kind: "latency", ms: 5_000, operation: "StartChatContact" });
  const asked = askProxy();
  await nextTask();
  stage.clock.advance(4_999);
  await nextTask();
  expect(chats()).toEqual([]);
  stage.clock.advance(1);
  expect((await asked).status).toBe(200);
  expect(chats()).toHaveLength(1);
});

test("no answer comes while it hangs", async () => {
  inject({ kind: "hangResponse", operation: "StartChatContact" });
  const asked = askProxy();
  await nextTask();
  expect(chats()).toEqual([]);
  stage.emulator.control.clearFaults();
  expect((await asked).status).toBe(200);
});

test("a fault that names no operation leaves the start of chats alone", async () => {
  inject({ kind: "httpError", status: 500 });
  expect([(await askProxy()).status, (await askConnect()).status]).toEqual([200, 200]);
});

test("other operations of the API are struck for the contact that they name", async () => {
  const ids = [await askConnect(), await askConnect()].map(({ body }) => body.ContactId as string);
  inject({ kind: "httpError", status: 500, operation: "StopContact", contactId: ids[0]! });
  expect([(await stopContact(ids[0]!)).status, (await stopContact(ids[1]!)).status]).toEqual([500, 200]);
  inject({
    kind: "httpError",
    status: 500,
    operation: "UpdateParticipantRoleConfig",
    contactId: ids[0]!,
  });
  const path = `/contact/participant-role-config/instance/${ids[0]}`;
  expect((await ask("PUT", path, {})).status).toBe(500);
  // A body that cannot be read names nobody.
  const response = await stage.send("/contact/stop", { method: "POST", body: "{" });
  expect(response.status).toBe(400);
});

test("a profile is of the participant service", () => {
  expect(() =>
    stage.emulator.control.applyProfile({ profile: "throttled", operation: "StartChatContact" }),
  ).toThrow("operation: must be one whose requests the profile is about");
});
