import { expect, test } from "vitest";
import { concerns } from "./faultMatch.js";
import type { FaultScope } from "./faultRule.js";

const subject = { contactId: "c", participantId: "p", agentId: "a" };

test.each<[FaultScope, boolean]>([
  [{}, true],
  [{ contactId: "c" }, true],
  [{ contactId: "d" }, false],
  [{ participantId: "p" }, true],
  [{ participantId: "q" }, false],
  [{ agentId: "a" }, true],
  [{ agentId: "b" }, false],
  [{ contactId: "c", participantId: "q" }, false],
])("a rule with %j concerns the participant: %s", (scope, expected) => {
  expect(concerns({ kind: "dropFrames", ...scope }, { subject })).toBe(expected);
});

test("a rule that names someone concerns nobody unknown", () => {
  expect(concerns({ kind: "dropFrames", contactId: "c" }, { subject: {} })).toBe(false);
});

test("a rule of one operation concerns no other", () => {
  const rule = { kind: "dropResponse", operation: "SendMessage" } as const;
  expect(concerns(rule, { subject, operation: "SendMessage" })).toBe(true);
  expect(concerns(rule, { subject, operation: "SendEvent" })).toBe(false);
});
