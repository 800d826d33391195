import { expect, test } from "vitest";
import { readAudit } from "./audit.mjs";

const report = (total: number, vulnerabilities = {}) =>
  JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { total } } });

test.each([
  [report(0), { kind: "answered", total: 0, packages: [] }],
  [report(1, { ws: { severity: "high" } }), { kind: "answered", total: 1, packages: ["ws"] }],
])("a report tells what is known of the packages: %s", (output, verdict) => {
  expect(readAudit(output)).toEqual(verdict);
});

test.each([
  [
    '{"message":"405 Method Not Allowed - POST https://registry.example/-/npm","error":{}}',
    "405 Method Not Allowed",
  ],
  ['{"error":{"code":"ENOTFOUND","summary":"getaddrinfo ENOTFOUND"}}', "getaddrinfo ENOTFOUND"],
  ["", "npm audit printed no report"],
  ["null", "npm audit printed no report"],
])("without an answer of the registry there is no verdict: %s", (output, reason) => {
  expect(readAudit(output)).toEqual({ kind: "unanswered", reason });
});
