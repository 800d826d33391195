import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactedArgs, redactText } from "./redactText.js";

const told = (value: unknown, hasText = false): unknown =>
  JSON.parse(redactText(JSON.stringify(value), hasText));

describe("a frame or body of a recording", () => {
  it("tells what came and from which role, and of the rest how long it was", () => {
    const item = {
      Id: "m1",
      Type: "MESSAGE",
      ContentType: "text/plain",
      Content: "my card is 1234",
      DisplayName: "Avery",
      ParticipantRole: "CUSTOMER",
      AbsoluteTime: "2026-01-01T00:00:00.000Z",
      MessageMetadata: { MessageId: "m1", Receipts: [{ ReadTimestamp: "2026-01-01T00:00:01.000Z" }] },
    };
    const frame = told({ topic: "aws/chat", contentType: "application/json", content: JSON.stringify(item) });
    const { content, ...rest } = frame as { content: string };
    expect(rest).toEqual({ topic: "aws/chat", contentType: "application/json" });
    expect(JSON.parse(content)).toEqual({
      ...item,
      Content: "[15 characters]",
      DisplayName: "[5 characters]",
    });
  });

  it.each([
    [{ ConnectionToken: "ct.secret" }, { ConnectionToken: "[9 characters]" }],
    [{ Websocket: { Url: "wss://a/?secret" } }, { Websocket: { Url: "[15 characters]" } }],
    [
      { Attachments: [{ AttachmentName: "will.pdf" }] },
      { Attachments: [{ AttachmentName: "[8 characters]" }] },
    ],
    [{ content: { topics: ["aws/chat"] } }, { content: { topics: ["aws/chat"] } }],
    [{ InputData: { balance: 1234, isRich: true } }, { InputData: {} }],
    [{ NextToken: null }, { NextToken: null }],
    [{ Id: "x".repeat(301) }, { Id: "[301 characters]" }],
    [{ Id: "https://a/?X-Amz-Signature=secret" }, { Id: "https://a/?[redacted]" }],
  ])("%j is told as %j", (value, expected) => {
    expect(told(value)).toEqual(expected);
  });

  it.each(["", "no JSON", '{"half":', "[1", "12"])("that is no object is told by its length: %j", (text) => {
    expect(redactText(text, true)).toBe(`[${text.length} characters]`);
  });

  it("has what people wrote where the page wants it, and no token even then", () => {
    expect(told({ Content: "hello", DisplayName: "Avery" }, true)).toEqual({
      Content: "hello",
      DisplayName: "[5 characters]",
    });
    expect(told({ Content: '{"ViewToken":"secret"}' }, true)).toEqual({
      Content: '{"ViewToken": [redacted]',
    });
  });

  it("holds no text whatever a hostile service nests", () => {
    const keys = fc.constantFrom(
      "Content",
      "content",
      "DisplayName",
      "x",
      "Url",
      "message",
      "AttachmentName",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant("s3cret words"),
        fc.dictionary(keys, tie("value")),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keys, tie("value")).map((inner) => JSON.stringify(inner)),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, value), (body) => {
        expect(redactText(JSON.stringify(body), false)).not.toContain("s3cret");
      }),
    );
  });

  it("tells of what looks like a file no more than of the rest", () => {
    const text = JSON.stringify({ size: { of: "secret words" }, type: ["secret", { of: "words" }] });
    expect(redactText(text, false)).toBe(
      '{"size":{"of":"[12 characters]"},"type":["secret",{"of":"[5 characters]"}]}',
    );
  });

  it("is not deeper than a reader can follow", () => {
    let text = "1";
    for (let depth = 0; depth < 5_000; depth++) text = `{"a":${text}}`;
    expect(redactText(text, false).length).toBeLessThan(300);
  });
});

describe("arguments of a call", () => {
  it.each([
    [undefined, undefined],
    ["text", undefined],
    [() => undefined, undefined],
    [
      { message: "hello", contentType: "text/plain" },
      '{"message":"[5 characters]","contentType":"text/plain"}',
    ],
    [
      { content: { messageId: "m1" }, contentType: "read" },
      '{"content":{"messageId":"m1"},"contentType":"read"}',
    ],
    [
      { attachment: new Blob(["12345"], { type: "image/png" }) },
      '{"attachment":{"size":5,"type":"image/png"}}',
    ],
  ])("%o are told as %s", (args, expected) => {
    expect(redactedArgs(args, false)).toBe(expected);
  });

  it("are told without the page's own metadata", () => {
    const args = { message: "hello", metadata: { id: "who they are" } };
    expect(redactedArgs(args, true)).toBe('{"message":"hello"}');
  });

  it("that are a graph of the page's cost no more than others", () => {
    const graph: Record<string, unknown> = {};
    for (const name of "abcd") graph[name] = graph;
    expect(redactedArgs(graph, false)!.length).toBeLessThan(100_000);
  });

  it("that refer to themselves or cannot be read do no harm", () => {
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    expect(redactedArgs(loop, false)).toMatch(/^{"self":/);
    const hostile = Object.defineProperty({}, "message", {
      enumerable: true,
      get() {
        throw new Error("not to be read");
      },
    });
    expect(redactedArgs(hostile, false)).toBeUndefined();
  });
});
