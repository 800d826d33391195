import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage, SideBySide } from "../support/chatStage.js";
import { CHAT, chatItem } from "../support/chatItems.js";
import { playScripted } from "../support/scriptedChat.js";
import { readReceiptCalls, sendReceipts, watchFetch } from "../support/receiptScripts.js";
import type { ReceiptFacts } from "../support/receiptScripts.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import type { Outcome } from "../support/sessionScripts.js";
import { waitUntil } from "../support/waitUntil.js";

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const type = (kind: string) => `application/vnd.amazonaws.connect.event.message.${kind}`;

/** Calls and requests as `read m1 @0`, in milliseconds; outcomes in order of calls, `data` for those of a request. */
interface Timeline {
  readonly calls: readonly string[];
  readonly requests: readonly string[];
  /** Where it differs from `data` for each call. */
  readonly upstream?: readonly string[];
}
const timelines: readonly Timeline[] = [
  { calls: ["read m1 @0", "read m2 @1000"], requests: ["read m2 @5000"] },
  {
    calls: ["delivered m1 @0", "read m1 @100"],
    requests: ["read m1 @5100"],
    upstream: ["pending", "data"],
  },
  {
    calls: ["delivered m1 @0", "read m1 @400"],
    requests: ["read m1 @5300"],
    upstream: ["pending", "data"],
  },
  {
    calls: ["delivered m1 @0", "delivered m1 @0", "delivered m2 @0"],
    requests: ["delivered m2 @5300"],
    upstream: ["pending", "data", "data"],
  },
  {
    calls: ["read m1 @0", "delivered m2 @0"],
    requests: ["delivered m2 @5000", "read m1 @5000"],
  },
  {
    calls: [0, 1, 2, 3, 4].map((index) => `delivered d${index} @${index * 400}`),
    requests: ["delivered d4 @5300"],
  },
  { calls: ["read m1! @0", "delivered m2! @100"], requests: ["read m1 @0", "delivered m2 @400"] },
];

let stage: ChatStage;
beforeAll(async () => {
  stage = await openChatStage();
});
afterAll(() => stage.close());

describe("receipts", () => {
  let facts: SideBySide<ReceiptFacts>;

  beforeAll(async () => {
    facts = await playScripted(stage, async ({ page, service }) => {
      const isUpstream = await page.run(
        () => (globalThis as unknown as { connect: any }).connect.ChatJS.version === "5.0.0",
        undefined,
      );
      await page.page.clock.install();
      await page.run(watchFetch, undefined);
      for (const index of timelines.keys()) {
        const chatDetails = { ...CHAT, contactId: `contact-${index}` };
        const args = { chatDetails, type: "CUSTOMER" };
        await page.run(createSession, { key: `${index}`, endpoint: service.url, args });
        await page.run(callSession, { key: `${index}`, method: "connect" });
      }
      // Its clock cannot be put back: by then it must not have come this far.
      const startMs = (await page.run(() => Date.now(), undefined)) + 60_000;
      await page.page.clock.pauseAt(startMs);
      const calls = timelines
        .flatMap((timeline, index) =>
          timeline.calls.map((call) => {
            const [kind = "", id = "", at] = call.split(/ @?/);
            const content = {
              messageId: `${index} ${id.replace("!", "")}`,
              disableThrottle: id.endsWith("!"),
            };
            return { key: `${index}`, kind, content: JSON.stringify(content), atMs: Number(at) };
          }),
        )
        .sort((one, other) => one.atMs - other.atMs);
      let nowMs = 0;
      for (const atMs of [...new Set(calls.map((call) => call.atMs)), 7_000]) {
        await page.page.clock.runFor(atMs - nowMs);
        nowMs = atMs;
        await page.run(
          sendReceipts,
          calls.filter((call) => call.atMs === atMs),
        );
      }
      const expected = timelines.map(({ calls: made, upstream }) =>
        isUpstream && upstream ? upstream : made.map(() => "data"),
      );
      const all = await waitUntil(async () => {
        const found = await page.run(readReceiptCalls, startMs);
        expect(timelines.map((_timeline, index) => found.outcomes[index])).toEqual(expected);
        return found;
      });
      // The clock is that of all pages.
      await page.page.clock.resume();
      return all;
    });
  });

  test.each(timelines.map(({ calls, requests }, index) => [calls.join(", "), requests, index] as const))(
    "%s: the same requests at the same times (CP-10)",
    (_calls, requests, index) => {
      const sent = ({ requests: all }: ReceiptFacts) =>
        all
          .filter(({ messageId }) => messageId.startsWith(`${index} `))
          .map(({ kind, messageId, atMs }) => `${kind} ${messageId.slice(2)} @${atMs}`);
      expect(sent(facts.upstream)).toEqual(requests);
      expect([...sent(facts.ours)].sort()).toEqual([...requests].sort());
    },
  );

  test("have the same body but for the token, which is each one's own (CP-32)", () => {
    const bodies = ({ requests }: ReceiptFacts) =>
      requests.map(({ body }) => JSON.stringify({ ...body, ClientToken: "" })).sort();
    expect(bodies(facts.ours)).toEqual(bodies(facts.upstream));
    const tokens = ({ requests }: ReceiptFacts) => requests.map(({ body }) => body["ClientToken"] as string);
    expect(new Set(tokens(facts.upstream))).toEqual(
      new Set(["INCOMING_READ_RECEIPT", "INCOMING_DELIVERED_RECEIPT"]),
    );
    expect(new Set(tokens(facts.ours)).size).toBe(tokens(facts.ours).length);
    expect(tokens(facts.ours).filter((token) => !uuid.test(token))).toEqual([]);
  });

  test("share an outcome, but not the metadata (CP-32)", () => {
    expect(facts.upstream.metadata[0]).toEqual([2, 2]);
    expect(facts.ours.metadata[0]).toEqual([1, 2]);
  });
});

const contents: readonly unknown[] = [
  {},
  "{}",
  { messageId: "" },
  '{"messageId":0}',
  "no JSON",
  null,
  "7",
  [],
];

describe("a receipt that says nothing", () => {
  let outcomes: SideBySide<readonly Outcome[]>;
  beforeAll(async () => {
    outcomes = await playScripted(stage, async ({ create, connect, call, service }) => {
      await create();
      await connect();
      const results: Outcome[] = [];
      for (const content of contents)
        results.push(await call("sendEvent", { contentType: type("read"), content, metadata: 1 }));
      expect(service.requests).toHaveLength(1);
      return results;
    });
  });

  test.each(contents.slice(0, 4).map((content, index) => [JSON.stringify(content), index] as const))(
    "%s rejects with the same members, as an Error (CP-70)",
    (_content, index) => {
      const shown = ({ kind, failure }: Outcome) => [kind, failure?.errorMessage, failure?.data];
      expect(shown(outcomes.ours[index]!)).toEqual(shown(outcomes.upstream[index]!));
      expect(outcomes.ours[index]!.failure).toMatchObject({
        isError: true,
        errorMessage: "Ignoring messageReceipt: missing messageId",
      });
    },
  );

  test("throws IllegalArgument where 5.0.0 stumbles over the content, and over what is no object (CP-71)", () => {
    const shown = (found: readonly Outcome[]) =>
      found.slice(4).map(({ kind, failure }) => [kind, failure?.name]);
    expect(shown(outcomes.upstream)).toEqual([
      ["threw", "SyntaxError"],
      ["threw", "TypeError"],
      ["rejected", undefined],
      ["rejected", undefined],
    ]);
    expect(shown(outcomes.ours)).toEqual(Array(4).fill(["threw", "IllegalArgument"]));
  });
});

test("what a transcript shows as read is not sent, and resolves in the same way", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ create, connect, call, service }) => {
    await create();
    await connect();
    const Receipts = [
      { RecipientParticipantId: CHAT.participantId, ReadTimestamp: "2031-02-03T04:05:06.789Z" },
    ];
    const item = chatItem("m1", { Type: "MESSAGEMETADATA", MessageMetadata: { MessageId: "m1", Receipts } });
    service.script(() => ({ status: 200, body: { Transcript: [item] } }));
    await call("getTranscript");
    const args = { contentType: type("read"), content: '{"messageId":"m1"}', metadata: "mine" };
    return [(await call("sendEvent", args)).value, service.requests.length];
  });
  expect(ours).toEqual([{ message: "Event already fired", metadata: "mine" }, 2]);
  expect(ours).toEqual(upstream);
});

test("receipts are switched off for all sessions, and stay off until switched on (CP-15)", async () => {
  const { ours, upstream } = await playScripted(stage, async ({ page, create, connect, call }) => {
    const configure = (config: object) =>
      page.run(
        (given) => (globalThis as unknown as { connect: any }).connect.ChatSession.setGlobalConfig(given),
        config,
      );
    const send = async () => {
      const { kind, failure } = await call("sendEvent", {
        contentType: type("read"),
        content: { messageId: "m1", disableThrottle: true },
      });
      return failure ? [kind, failure.errorMessage] : [kind];
    };
    await create();
    await connect();
    await configure({ features: { messageReceipts: { shouldSendMessageReceipts: false } } });
    const off = await send();
    await configure({ region: "eu-west-2" });
    return [off, await send()];
  });
  const off = ["rejected", "Ignoring messageReceipt: false"];
  expect(upstream).toEqual([off, ["resolved"]]);
  expect(ours).toEqual([off, off]);
});
