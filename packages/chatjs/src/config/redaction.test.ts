import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatError } from "../errors.js";
import { redactedJson } from "./redaction.js";

const written = redactedJson;
const redact = (value: unknown): unknown => JSON.parse(redactedJson(value));

describe("tokens (CP-37)", () => {
  it.each(["participantToken", "ParticipantToken", "connectionToken", "ConnectionToken", "X-Amz-Bearer"])(
    "in %s are redacted, at any depth",
    (key) => {
      expect(redact({ a: [{ [key]: "s3cret" }] })).toEqual({ a: [{ [key]: "[redacted]" }] });
    },
  );

  it("in what getConnectionToken gives are redacted", () => {
    expect(written({ chatTokenTransport: { participantToken: "s3cret", expiry: "soon" } })).toBe(
      '{"chatTokenTransport":{"participantToken":"[redacted]","expiry":"soon"}}',
    );
  });

  it.each([
    "connectionToken=s3cret",
    "connectionToken: 's3cret' was refused",
    'x-amz-bearer: "s3cret"',
    "Authorization: Bearer s3cret",
    'got {"ConnectionToken":"s3cret","Expiry":"x"}',
    'got {\\"ConnectionToken\\":\\"s3cret\\"}',
    `got ${"s3cret/+A".repeat(20)}`,
    `{"ConnectionToken":"s3cret`,
  ])("in the text %s are redacted", (text) => {
    expect(written(text)).not.toContain("s3cret");
  });
});

describe("URLs", () => {
  it.each([
    ["wss://host.example/path?X-Amz-Signature=s3cret&x=1", "wss://host.example/path?[redacted]"],
    ["see https://s3.example/a?sig=s3cret, then", "see https://s3.example/a?[redacted] then"],
    ["http://localhost:1/x#s3cret", "http://localhost:1/x?[redacted]"],
    ["https://host.example/path", "https://host.example/path"],
  ])("%s loses its query", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("that are objects lose it too", () => {
    expect(redact({ url: new URL("https://host.example/?s3cret") })).toEqual({
      url: "https://host.example/?[redacted]",
    });
  });
});

describe("message text (CP-37)", () => {
  const item = { Id: "1", Type: "MESSAGE", Content: "hello", ContentType: "text/plain" };

  it("in an item is redacted, and the rest is kept", () => {
    expect(redact(item)).toEqual({ ...item, Content: "[redacted]" });
    expect(redact({ Transcript: [item] })).toEqual({ Transcript: [{ ...item, Content: "[redacted]" }] });
  });

  it("in arguments of sendMessage and sendEvent is redacted", () => {
    expect(written([{ message: "hello" }, { content: { text: "hello" } }])).not.toContain("hello");
  });

  it.each([
    JSON.stringify({ topic: "aws/chat", content: JSON.stringify(item) }),
    JSON.stringify([JSON.stringify(item)]),
    JSON.stringify(JSON.stringify(item)),
    `received ${JSON.stringify(item)}`,
    `received ${JSON.stringify({ x: JSON.stringify(item) })}`,
    `received ${JSON.stringify({ Content: { title: "hello" } })}`,
    `{"Content":{"title":"hello"`,
  ])("inside the JSON text %s is redacted", (text) => {
    expect(written(text)).not.toContain("hello");
  });

  it("is redacted whatever it is and however deep it sits", () => {
    const wrap = fc.constantFrom<(value: unknown) => unknown>(
      (value) => ({ data: value }),
      (value) => [1, value],
      (value) => JSON.stringify({ data: value }),
      (value) => JSON.stringify([value]),
      (value) => `got ${JSON.stringify(value)}`,
      (value) => `got ${JSON.stringify({ data: value }).slice(0, -1)}`,
    );
    fc.assert(
      fc.property(fc.string(), fc.array(wrap, { maxLength: 5 }), (noise, wraps) => {
        const start: unknown = { Content: `${noise}s3cret${noise}`, connectionToken: `s3cret${noise}` };
        expect(written(wraps.reduce((value, each) => each(value), start))).not.toContain("s3cret");
      }),
    );
  });
});

describe("errors", () => {
  it("keep name, message, code, type and status", () => {
    const error = new ChatError("SERVICE_ERROR", "Access denied", {
      type: "AccessDeniedException",
      statusCode: 403,
    });
    error.metadata = { private: "x" };
    expect(JSON.parse(written(error))).toEqual({
      name: "ChatError",
      reason: "Access denied",
      code: "SERVICE_ERROR",
      type: "AccessDeniedException",
      statusCode: 403,
    });
  });

  it("lose tokens and queries in their message", () => {
    expect(written(new TypeError("no wss://h.example/?s3cret and token=s3cret"))).not.toContain("s3cret");
  });
});

describe("odd values", () => {
  it("are written as they are, functions and repeated references left out", () => {
    const loop: Record<string, unknown> = {
      n: 1n,
      f: () => 1,
      d: { toJSON: () => "a date" },
      u: undefined,
      z: null,
      twice: ["a", "a", 1, 1, null, null],
      content: null,
    };
    loop["self"] = loop;
    expect(redact(loop)).toEqual({
      n: "1",
      d: "a date",
      z: null,
      twice: ["a", "a", 1, 1, null, null],
      content: null,
    });
  });

  it.each<[string, unknown]>([
    [
      "a getter",
      {
        x: 1,
        get broken() {
          throw new Error("no");
        },
      },
    ],
    [
      "toJSON",
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
    ],
    [
      "a proxy",
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("no");
          },
        },
      ),
    ],
    [
      "an error's getter",
      Object.defineProperty(new Error("x"), "message", {
        get: () => {
          throw new Error("no");
        },
      }),
    ],
  ])("do not throw: %s that does", (_name, value) => {
    expect(written(value)).toContain("[unreadable]");
  });

  it("do not grow without bounds", () => {
    const deep = Array.from({ length: 10_000 }).reduce<unknown>((inner) => ({ inner }), 1);
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
    const list = Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, () => ({})));
    const text = "word ".repeat(1_000_000);
    const json = JSON.stringify(list);
    for (const value of [deep, wide, list, text, json]) {
      expect(written(value).length).toBeLessThanOrEqual(20_000);
    }
  });

  it.each(["a-", "token", "\\", '"', "http://", "x", "'message':", "bearer "])(
    "come to an end: a long text of %s",
    (piece) => {
      const text = piece.repeat(100_000);
      expect(written([text, `{${text}`]).length).toBeLessThanOrEqual(20_000);
    },
    // A pattern that goes back and forth in such a text takes minutes.
    5_000,
  );

  it("never throw and stay serialisable", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withTypedArray: true,
        }),
        (value) => {
          expect(() => written([value])).not.toThrow();
        },
      ),
    );
  });
});

it("leaves the value that was logged as it is", () => {
  const value = { Content: "hello", nested: { connectionToken: "t" } };
  redact(value);
  expect(value).toEqual({ Content: "hello", nested: { connectionToken: "t" } });
});
