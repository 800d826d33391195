import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { playScripted } from "../support/scriptedChat.js";
import type { Outcome } from "../support/sessionScripts.js";

const typing = "application/vnd.amazonaws.connect.event.typing";

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("a bad argument is thrown at once, with 5.0.0's name and sentence (CP-05)", () => {
  const calls: readonly (readonly [method: string, ...args: readonly unknown[]])[] = [
    ["sendMessage", { contentType: "text/plain" }],
    ["sendMessage", { message: null, contentType: "text/plain" }],
    ["sendMessage", { message: 7, contentType: "text/plain" }],
    ["sendMessage", { message: { deep: 1 }, contentType: "text/plain" }],
    ["sendMessage", { message: ["a", "b"], contentType: "text/plain" }],
    ["sendMessage", { message: "hello" }],
    ["sendMessage", { message: "hello", contentType: null }],
    ["sendMessage", { message: "hello", contentType: "TEXT/PLAIN" }],
    ["sendMessage", { message: "hello", contentType: "constructor" }],
    ["sendMessage", { message: 7, contentType: "text/html" }],
    ["sendEvent", {}],
    ["sendEvent", { contentType: "typing" }],
    ["sendEvent", { contentType: { deep: 1 } }],
    ["onMessage"],
    ["onMessage", null],
    ["onEnded", "not a function"],
    ["onTyping", {}],
  ];
  let outcomes: SideBySide<readonly Outcome[]>;
  let requestCounts: SideBySide<number>;

  beforeAll(async () => {
    const played = await playScripted(stage, async ({ create, call, service }) => {
      await create();
      await call("connect");
      const results: Outcome[] = [];
      for (const [method, ...args] of calls) results.push(await call(method, ...args));
      return { results, count: service.requests.length };
    });
    outcomes = { ours: played.ours.results, upstream: played.upstream.results };
    requestCounts = { ours: played.ours.count, upstream: played.upstream.count };
  }, 60_000);

  /** The sentence's list of content types, sorted: its order is nobody's business. */
  const sorted = (sentence: unknown) =>
    String(sentence).replace(/(values are: )(.*)$/, (_all, before: string, list: string) =>
      [before, ...list.split(",").sort()].join(" "),
    );

  test.each(calls.map(([method, ...args], index) => [method, JSON.stringify(args), index] as const))(
    "%s%s",
    (_method, _args, index) => {
      const shown = ({ kind, failure }: Outcome) => [kind, failure?.name, sorted(failure?.message)];
      const [ours, upstream] = [outcomes.ours[index]!, outcomes.upstream[index]!];
      expect(ours.kind).toBe("threw");
      expect(shown(ours)).toEqual(shown(upstream));
    },
  );

  test("and nothing is sent", () => {
    expect(requestCounts).toEqual({ ours: 1, upstream: 1 });
  });
});

test("before connect() the state counts, not the arguments: calls reject", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call }) => {
    await create();
    const results = [
      await call("sendMessage"),
      await call("sendMessage", { message: 7 }),
      await call("sendEvent", {}),
    ];
    return results.map(({ kind, failure }) => [kind, failure?.text]);
  });
  expect(ours).toEqual(upstream);
});

test("missing arguments are an IllegalArgument too, where 5.0.0 throws whatever it stumbles over (CP-47)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call }) => {
    await create();
    await call("connect");
    const results = [
      await call("sendMessage"),
      await call("sendEvent", null),
      await call("getTranscript", null),
    ];
    return results.map(({ kind, failure }) => [kind, failure?.name]);
  });
  expect(upstream).toEqual(Array(3).fill(["threw", "TypeError"]));
  expect(ours).toEqual(Array(3).fill(["threw", "IllegalArgument"]));
});

test("an event's content (CP-46) may be an object: it goes out as the text that the service takes", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, call, service }) => {
    await create();
    await call("connect");
    await call("sendEvent", { contentType: typing, content: { a: 1 }, clientToken: "mine" });
    return JSON.parse(service.requests.at(-1)!.body) as unknown;
  });
  expect(upstream).toEqual({ ClientToken: "mine", Content: { a: 1 }, ContentType: typing });
  expect(ours).toEqual({ ClientToken: "mine", Content: '{"a":1}', ContentType: typing });
});
