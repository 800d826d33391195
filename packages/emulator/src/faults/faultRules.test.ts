import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { FaultRule } from "./faultRule.js";

const inject = async (rule: unknown) => {
  const { send, emulator } = createStage();
  const body = typeof rule === "string" ? rule : JSON.stringify(rule);
  const response = await send("/control/faults", { method: "POST", body });
  return { status: response.status, body: await response.json(), faults: emulator.control.listFaults() };
};

test.each<FaultRule>([
  { kind: "httpError", status: 429, retryAfterSeconds: 3, type: "LimitExceededException", when: "after" },
  { kind: "httpError", status: 599, operation: "SendMessage", times: 1, probability: 0.5, forMs: 0 },
  { kind: "dropResponse", when: "before", contactId: "c", participantId: "p", agentId: "a" },
  { kind: "latency", ms: 100, jitterMs: 50, operation: "GetTranscript" },
  { kind: "hangResponse" },
  { kind: "invalidExpiry", expiry: "unreadable" },
  { kind: "refuseUpgrade", status: 503 },
  { kind: "hangHandshake" },
  { kind: "ignoreHeartbeats" },
  { kind: "ignorePings" },
  { kind: "refuseSubscriptions", times: 5 },
  { kind: "ignoreSubscriptions" },
  { kind: "duplicateFrames", copies: 10 },
  { kind: "delayFrames", ms: 0 },
  { kind: "reorderFrames", window: 2 },
  { kind: "dropFrames" },
])("takes $kind", async (rule) => {
  const { status, body, faults } = await inject(rule);
  expect([status, body]).toEqual([200, { faultId: "fault-1" }]);
  expect(faults).toEqual([{ ...rule, faultId: "fault-1", hits: 0 }]);
});

test.each<[string, unknown]>([
  ["kind", {}],
  ["kind", { kind: "meteorite" }],
  ["kind", { kind: "__proto__" }],
  ["status", { kind: "httpError" }],
  ["status", { kind: "httpError", status: 399 }],
  ["status", { kind: "httpError", status: 600 }],
  ["status", { kind: "httpError", status: "500" }],
  ["type", { kind: "httpError", status: 500, type: "a\r\nb" }],
  ["retryAfterSeconds", { kind: "httpError", status: 429, retryAfterSeconds: -1 }],
  ["operation", { kind: "dropResponse", operation: "SendParcel" }],
  ["when", { kind: "dropResponse", when: "later" }],
  ["operation", { kind: "dropFrames", operation: "SendMessage" }],
  ["ms", { kind: "latency" }],
  ["ms", { kind: "latency", ms: 0.5 }],
  ["jitterMs", { kind: "delayFrames", ms: 1, jitterMs: 1e12 }],
  ["expiry", { kind: "invalidExpiry" }],
  ["copies", { kind: "duplicateFrames", copies: 1_000_000 }],
  ["window", { kind: "reorderFrames", window: 1 }],
  ["times", { kind: "dropFrames", times: 0 }],
  ["probability", { kind: "dropFrames", probability: 1.1 }],
  ["probabilty", { kind: "dropFrames", probabilty: 1 }],
  ["forMs", { kind: "dropFrames", forMs: -1 }],
  ["contactId", { kind: "dropFrames", contactId: "" }],
  ["body", []],
  ["JSON", "{"],
])("names %s when it refuses %j", async (member, rule) => {
  const { status, body, faults } = await inject(rule);
  expect([status, body.error.code, faults]).toEqual([400, "InvalidRequest", []]);
  expect(body.error.message).toMatch(new RegExp(`^unable to read the request; (${member}: |.*JSON$)`));
});

test("says which kinds there are", async () => {
  const { body } = await inject({ kind: "meteorite" });
  expect(body.error.message).toContain("httpError, dropResponse, latency");
  expect(body.error.message).not.toContain("meteorite");
});

test("checks rules that come from the program as well", () => {
  const { control } = createStage().emulator;
  expect(() => control.injectFault({ kind: "latency", ms: -1 })).toThrow("unable to read the request; ms: ");
});
