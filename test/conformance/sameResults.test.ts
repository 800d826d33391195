import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { playScripted } from "../support/scriptedChat.js";
import type { Outcome } from "../support/sessionScripts.js";

const text = { message: "hello", contentType: "text/plain" };
const typing = "application/vnd.amazonaws.connect.event.typing";

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
}, 60_000);
afterAll(() => stage.close());

describe("results (CP-04)", () => {
  const metadata = [undefined, null, 0, "", false, "mine", { deep: [1] }];
  const bodies: readonly (readonly [what: string, body: unknown, method: string])[] = [
    ["without null members", { Id: null, AbsoluteTime: "t" }, "sendMessage"],
    ["of an empty body", "", "sendMessage"],
    [
      "without null entries, deep down",
      { Transcript: [null, { Id: "a", Content: null, Attachments: [null] }], NextToken: null },
      "getTranscript",
    ],
    [
      "with unknown members of an item",
      { Transcript: [{ Id: "a", Future: { x: 1 } }], InitialContactId: "i" },
      "getTranscript",
    ],
    ["of disconnectParticipant", {}, "disconnectParticipant"],
  ];
  let results: SideBySide<{ readonly metadata: readonly any[]; readonly bodies: readonly Outcome[] }>;

  beforeAll(async () => {
    results = await playScripted(stage, async ({ create, service, call }) => {
      await create();
      await call("connect");
      const found: { metadata: any[]; bodies: Outcome[] } = { metadata: [], bodies: [] };
      for (const given of metadata)
        found.metadata.push((await call("sendMessage", { ...text, metadata: given })).value);
      for (const [, body, method] of bodies) {
        service.script(() => ({ status: 200, body, headers: { "x-amzn-requestid": "request-1" } }));
        found.bodies.push(await call(method, text));
      }
      return found;
    });
  }, 60_000);

  test.each(metadata.map((given, index) => [given, index] as const))(
    "echo the metadata %j, where falsy is null",
    (given, index) => {
      const { ours, upstream } = {
        ours: results.ours.metadata[index],
        upstream: results.upstream.metadata[index],
      };
      expect(ours).toMatchObject({
        data: {
          Id: "sent-1",
          AbsoluteTime: "2031-02-03T04:05:06.789Z",
          $metadata: { httpStatusCode: 200, attempts: 1 },
        },
        metadata: given || null,
      });
      expect(Object.keys(ours)).toEqual(Object.keys(upstream));
      expect(ours).toEqual(upstream);
    },
  );

  test.each(bodies.map(([what], index) => [what, index] as const))(
    "are those of 5.0.0: %s",
    (_what, index) => {
      const ours = results.ours.bodies[index]!;
      expect(ours.kind).toBe("resolved");
      expect(ours.value.data.$metadata).toMatchObject({ requestId: "request-1" });
      expect(ours).toEqual(results.upstream.bodies[index]);
    },
  );

  test("keep members that the service may add one day, where 5.0.0 drops them (CP-45)", async () => {
    const { ours, upstream } = await playScripted(stage, async ({ create, service, call }) => {
      await create();
      await call("connect");
      service.script(() => ({ status: 200, body: { Id: "a", Future: 1 } }));
      return (await call("sendMessage", text)).value.data;
    });
    expect(ours).toMatchObject({ Id: "a", Future: 1 });
    expect(upstream).toMatchObject({ Id: "a" });
    expect(upstream).not.toHaveProperty("Future");
  });
});

test("a second typing event within ten seconds resolves without a request (CP-11)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, service, call }) => {
    await create();
    await call("connect");
    const first = await call("sendEvent", { contentType: typing, metadata: 1 });
    const second = await call("sendEvent", { contentType: typing, metadata: 2 });
    return { first, second, count: service.requests.filter(({ path }) => path.endsWith("/event")).length };
  });
  expect(ours.count).toBe(1);
  expect([ours.first.value.metadata, ours.second.value.metadata]).toEqual([1, 2]);
  expect(ours.second.value.data.Id).toBe(ours.first.value.data.Id);
  expect(ours).toEqual(upstream);
});
