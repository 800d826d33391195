import fc from "fast-check";
import { expect, test } from "vitest";
import { readClientFrame } from "./clientFrame.js";

const subscribe = '{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}';

test.each([
  ["a subscription", subscribe, { type: "subscribe", topics: ["aws/chat"] }],
  ["one with garbage behind it", `${subscribe})`, { type: "subscribe", topics: ["aws/chat"] }],
  [
    "one with braces in a topic and garbage",
    '{"topic":"aws/subscribe","content":{"topics":["a\\"}{"]}} trailing }',
    { type: "subscribe", topics: ['a"}{'] },
  ],
  ["one without topics", '{"topic":"aws/subscribe"}', { type: "subscribe", topics: undefined }],
  [
    "one with a topic",
    '{"topic":"aws/subscribe","content":{"topics":"a"}}',
    { type: "subscribe", topics: undefined },
  ],
  [
    "one with numbers",
    '{"topic":"aws/subscribe","content":{"topics":[1]}}',
    { type: "subscribe", topics: undefined },
  ],
  [
    "an unsubscription",
    '{"topic":"aws/unsubscribe","content":{"topics":[]}}',
    { type: "unsubscribe", topics: [] },
  ],
  ["a heartbeat", '{"topic":"aws/heartbeat"}', { type: "heartbeat" }],
  ["a ping", '{"topic":"aws/ping"}', { type: "ping" }],
  ["nothing", "", { type: "nothing" }],
  ["an unknown topic", '{"topic":"aws/other"}', { type: "unroutable" }],
  ["no topic", "{}", { type: "unroutable" }],
  ["a list", "[]", { type: "unroutable" }],
  ["null", "null", { type: "unroutable" }],
  ["no JSON", "hello", { type: "unroutable" }],
  ["half a frame", '{"topic":"aws/ping"', { type: "unroutable" }],
  ["a topic from a prototype", '{"__proto__":{"topic":"aws/ping"}}', { type: "unroutable" }],
])("reads %s", (_, text, request) => {
  expect(readClientFrame(text)).toEqual(request);
});

test("reads any text without throwing", () => {
  const types = ["subscribe", "unsubscribe", "heartbeat", "ping", "nothing", "unroutable"];
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary-ascii" }), fc.json()), (text) => {
      expect(types).toContain(readClientFrame(text).type);
    }),
  );
});
