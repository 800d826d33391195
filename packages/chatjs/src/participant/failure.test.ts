import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parseTimeMs } from "../platform/time.js";
import { failureOf, networkFailureOf, parseBody, retryAfterMs } from "./failure.js";

const NOW_MS = parseTimeMs("2026-01-01T00:00:00Z");

function failure(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = { status, text, header: (name: string) => headers[name] ?? null };
  return failureOf(answer, { name: "SendMessage", attempts: 2 }, NOW_MS);
}

describe("an answer that is an error", () => {
  const message = "the reason";
  const header = (errorType: string) => ({ "x-amzn-errortype": errorType });

  it.each<[string, ReturnType<typeof failure>, object]>([
    [
      "takes its type from the header",
      failure(403, { message }, header("AccessDeniedException")),
      { code: "SERVICE_ERROR", type: "AccessDeniedException", message, statusCode: 403 },
    ],
    [
      "takes its type from the header without the URL behind it",
      failure(400, { Message: message }, header("ValidationException:http://internal.amazon.com/x/")),
      { type: "ValidationException", message, statusCode: 400 },
    ],
    [
      "takes its type from __type without the namespace",
      failure(404, { __type: "com.amazonaws.connect#ResourceNotFoundException", message }),
      { type: "ResourceNotFoundException", message, statusCode: 404 },
    ],
    [
      "takes its type from code",
      failure(409, { code: "ConflictException", message }),
      { type: "ConflictException" },
    ],
    [
      "prefers code to the header, and the header to __type, as 5.0.0 does",
      failure(400, { code: "B", __type: "C" }, header("A")),
      { type: "B" },
    ],
    ["prefers the header to __type", failure(400, { __type: "C" }, header("A")), { type: "A" }],
    [
      "is named by its status where nothing names it",
      failure(400, {}),
      { code: "SERVICE_ERROR", type: "400", message: "UnknownError", statusCode: 400 },
    ],
    ["may have an empty body", failure(404, ""), { type: "404", message: "UnknownError", statusCode: 404 }],
    [
      "keeps the message of a gateway that names no type",
      failure(403, { Message: "explicit deny" }),
      { type: "403", message: "explicit deny" },
    ],
    [
      "is a server's",
      failure(500, { message }, header("InternalServerException")),
      { code: "SERVICE_ERROR", type: "InternalServerException", message, statusCode: 500 },
    ],
    [
      "is a throttled one",
      failure(429, { message }, header("ThrottlingException")),
      { code: "THROTTLED", type: "ThrottlingException", message, statusCode: 429 },
    ],
    ["is a gateway's throttled one", failure(429, { message }), { code: "THROTTLED", type: "429" }],
    [
      "is no JSON",
      failure(502, "<html>s3cret</html>"),
      { code: "INVALID_RESPONSE", type: "SyntaxError", statusCode: 502 },
    ],
    [
      "ignores a type that is no text",
      failure(400, { code: 7, message: {} }),
      { type: "400", message: "UnknownError" },
    ],
  ])("%s", (_rule, error, expected) => {
    expect(error).toMatchObject({ name: "ChatError", attempts: 2, ...expected });
    expect(error.message).not.toContain("s3cret");
  });

  it("names the request and how long to wait", () => {
    const headers = { "x-amzn-requestid": "r1", "retry-after": "3" };
    expect(failure(503, {}, headers)).toMatchObject({ requestId: "r1", retryAfterMs: 3_000 });
    expect(failure(503, {}).retryAfterMs).toBeUndefined();
  });
});

describe("retry-after", () => {
  it.each([
    ["3", 3_000],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:00:07 GMT", 7_000],
    ["Thu, 01 Jan 1970 00:00:00 GMT", undefined],
    ["soon", undefined],
    ["-5", undefined],
    ["", undefined],
    [null, undefined],
  ])("%j is %s ms", (header, expected) => {
    expect(retryAfterMs(header, NOW_MS)).toBe(expected);
  });
});

describe("a body", () => {
  it.each(["", "  \r\n", "{}"])("%j is an empty answer", (text) => {
    expect(parseBody(text)).toEqual({});
  });

  it.each(["<html>", "{", "null", "5", '"text"', "[]", "[".repeat(200_000)])("%.9s is no answer", (text) => {
    expect(parseBody(text)).toBeUndefined();
  });

  it("loses null members and null entries at any depth, and keeps unknown ones (CP-45)", () => {
    const text = '{"a":null,"New":{"x":[null,1,[null],{"y":null,"z":0}],"e":""},"f":false}';
    expect(parseBody(text)).toEqual({ New: { x: [1, [], { z: 0 }], e: "" }, f: false });
    expect(Object.keys(parseBody(text) ?? {})).toEqual(["New", "f"]);
  });

  it("cannot change a prototype", () => {
    const body = parseBody('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}');
    const copy = Object.assign({}, body, body?.["a"]) as { polluted?: number };
    expect(copy.polluted).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("a request without an answer", () => {
  const context = { name: "SendMessage", attempts: 1 } as const;

  it.each([
    ["here", new TypeError("Failed to fetch")],
    ["in a frame, or outside of a test's page", runInNewContext("new TypeError('Failed to fetch')") as Error],
  ])("has the type and the text of what a fetch %s rejected with", (_where, cause) => {
    expect(networkFailureOf(cause, context)).toMatchObject({
      code: "NETWORK_ERROR",
      type: "TypeError",
      message: "Failed to fetch",
      attempts: 1,
      cause,
    });
  });

  it.each(["text", undefined, new Error(""), { name: {}, message: [] }])(
    "says what it can for %s",
    (cause) => {
      expect(networkFailureOf(cause, context)).toMatchObject({
        code: "NETWORK_ERROR",
        type: "Error",
        message: "unable to call SendMessage; no answer came",
      });
    },
  );
});
