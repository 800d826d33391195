import { describe, expect, it } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createReceipts } from "./receipts.js";
import type { ReceiptCall, ReceiptKind } from "./receipts.js";

interface Call extends Omit<ReceiptCall<unknown>, "perform"> {
  readonly messageId: string;
  readonly clientToken?: string;
}

const OVER = { message: "Receipt not sent, the chat has ended" };
const FIRED = { message: "Event already fired" };

/** What a request answers: what it was, so that a promise shows which request it settled with. */
const answerOf = ({ kind, messageId }: Call) => ({ data: { Id: `${kind} ${messageId}` } });

function setUp(throttleMs: () => number = () => 5_000) {
  const platform = createFakePlatform({ startMs: 0 });
  const requests: string[] = [];
  const calls: Call[] = [];
  const failures: Error[] = [];
  const outcomes: string[] = [];
  const receipts = createReceipts<ReturnType<typeof answerOf>>(platform, "me", throttleMs);
  const perform = async (call: Call) => {
    calls.push(call);
    requests.push(`${call.kind} ${call.messageId} @${platform.nowMs()}`);
    await Promise.resolve();
    const failure = failures.shift();
    if (failure) throw failure;
    return answerOf(call);
  };
  const send = (call: Call) => receipts.send({ ...call, perform: () => perform(call) });
  const outcomeOf = (call: Call) =>
    send(call).then(
      (outcome) => ("data" in outcome ? outcome.data.Id : outcome.message),
      (error: unknown) => `rejected: ${(error as Error).message}`,
    );
  return {
    platform,
    receipts,
    send,
    requests,
    calls,
    failures,
    outcomes,
    /** Takes `delivered m1` with what else the call has; its outcome goes to its place in `outcomes`. */
    take(words: string, more: Partial<Call> = {}) {
      const [kind, messageId] = words.split(" ") as [ReceiptKind, string];
      const index = outcomes.push("pending") - 1;
      void outcomeOf({ kind, messageId, ...more }).then((outcome) => {
        outcomes[index] = `${outcome} @${platform.nowMs()}`;
      });
    },
    /** Runs steps such as `delivered m1 @100`, in order of time; `m1!` is one with disableThrottle. */
    async play(steps: readonly string[]) {
      for (const step of steps) {
        const [kind, id, at] = step.split(/ @?/) as [ReceiptKind, string, string];
        await platform.advance(Number(at) - platform.nowMs());
        this.take(`${kind} ${id.replace("!", "")}`, id.endsWith("!") ? { pace: "soon" } : {});
      }
      await platform.advance(20_000);
    },
  };
}

const own = (messageId: string, ...timestamps: ("ReadTimestamp" | "DeliveredTimestamp")[]) => ({
  Id: messageId,
  MessageMetadata: {
    MessageId: messageId,
    Receipts: [
      {
        RecipientParticipantId: "me",
        ...Object.fromEntries(timestamps.map((name) => [name, "2026-01-01T00:00:00.000Z"])),
      },
    ],
  },
});

interface Timeline {
  readonly rule: string;
  readonly calls: readonly string[];
  readonly requests: readonly string[];
  readonly outcomes: readonly string[];
}

const timelines: readonly Timeline[] = [
  {
    rule: "sends the later of two read receipts for both",
    calls: ["read m1 @0", "read m2 @1000"],
    requests: ["read m2 @5000"],
    outcomes: ["read m2 @5000", "read m2 @5000"],
  },
  {
    rule: "lets a read receipt overtake the delivered one on hold (D2)",
    calls: ["delivered m1 @0", "read m1 @100"],
    requests: ["read m1 @5100"],
    outcomes: ["read m1 @5100", "read m1 @5100"],
  },
  {
    rule: "lets a read receipt overtake the delivered one in the window (D2)",
    calls: ["delivered m1 @0", "read m1 @400"],
    requests: ["read m1 @5300"],
    outcomes: ["read m1 @5300", "read m1 @5300"],
  },
  {
    rule: "settles a receipt that is asked for again while on hold (D2)",
    calls: ["delivered m1 @0", "delivered m1 @0", "delivered m2 @0"],
    requests: ["delivered m2 @5300"],
    outcomes: ["delivered m2 @5300", "delivered m2 @5300", "delivered m2 @5300"],
  },
  {
    rule: "sends both kinds in one window when the delivered one is for a later message",
    calls: ["read m1 @0", "delivered m2 @0"],
    requests: ["delivered m2 @5000", "read m1 @5000"],
    outcomes: ["read m1 @5000", "delivered m2 @5000"],
  },
  {
    rule: "never extends a window",
    calls: [0, 1, 2, 3, 4].map((index) => `delivered d${index} @${index * 400}`),
    requests: ["delivered d4 @5300"],
    outcomes: [0, 1, 2, 3, 4].map(() => "delivered d4 @5300"),
  },
  {
    rule: "leaves what is on hold at the end of a window to the next one",
    calls: ["read m1 @0", "delivered m2 @4900"],
    requests: ["read m1 @5000", "delivered m2 @10200"],
    outcomes: ["read m1 @5000", "delivered m2 @10200"],
  },
  {
    rule: "opens the next window with the next receipt",
    calls: ["read m1 @0", "read m2 @7000"],
    requests: ["read m1 @5000", "read m2 @12000"],
    outcomes: ["read m1 @5000", "read m2 @12000"],
  },
  {
    rule: "says so when a receipt is on its way or gone",
    calls: ["read m1 @0", "read m1 @100", "delivered m1 @200", "read m1 @6000", "delivered m1 @6000"],
    requests: ["read m1 @5000"],
    outcomes: ["read m1 @5000", ...[100, 200, 6000, 6000].map((at) => `Event already fired @${at}`)],
  },
  {
    rule: "counts a receipt that another one covered as gone",
    calls: ["delivered m1 @0", "delivered m2 @100", "delivered m1 @6000"],
    requests: ["delivered m2 @5300"],
    outcomes: ["delivered m2 @5300", "delivered m2 @5300", "Event already fired @6000"],
  },
  {
    rule: "sends a read receipt after the delivered one",
    calls: ["delivered m1 @0", "read m1 @6000"],
    requests: ["delivered m1 @5300", "read m1 @11000"],
    outcomes: ["delivered m1 @5300", "read m1 @11000"],
  },
  {
    rule: "takes no read receipt for the delivered one of a message that was named later",
    calls: ["delivered m1 @0", "delivered m2 @0", "read m1 @100"],
    requests: ["delivered m2 @5100", "read m1 @5100"],
    outcomes: ["delivered m2 @5100", "delivered m2 @5100", "read m1 @5100"],
  },
  {
    rule: "sends the read receipt of the message that was named later, whatever the order of the calls",
    calls: ["delivered m1 @0", "delivered m2 @0", "read m2 @100", "read m1 @200"],
    requests: ["read m2 @5100"],
    outcomes: ["read m2 @5100", "read m2 @5100", "read m2 @5100", "read m2 @5100"],
  },
  {
    rule: "sends an unthrottled read receipt at once, for the delivered one on hold too",
    calls: ["delivered m1 @0", "read m1! @100"],
    requests: ["read m1 @100"],
    outcomes: ["read m1 @100", "read m1 @100"],
  },
  {
    rule: "sends an unthrottled delivered receipt after the hold",
    calls: ["delivered m1! @0"],
    requests: ["delivered m1 @300"],
    outcomes: ["delivered m1 @300"],
  },
  {
    rule: "holds a delivered receipt for the whole hold after a read one has ended an earlier hold",
    calls: ["delivered m1 @0", "read m1! @100", "delivered m2! @200"],
    requests: ["read m1 @100", "delivered m2 @500"],
    outcomes: ["read m1 @100", "read m1 @100", "delivered m2 @500"],
  },
  {
    rule: "sends no second receipt for what an unthrottled one has covered",
    calls: ["read m1 @0", "read m2! @1000"],
    requests: ["read m2 @1000"],
    outcomes: ["read m2 @1000", "read m2 @1000"],
  },
];

describe("outgoing receipts", () => {
  it.each(timelines)("$rule (CP-10, CP-32)", async ({ calls, requests, outcomes }) => {
    const room = setUp();
    await room.play(calls);
    expect({ requests: room.requests, outcomes: room.outcomes }).toEqual({ requests, outcomes });
    expect(room.platform.live.timers).toBe(0);
  });

  it("reads the length of a window when it opens", async () => {
    let throttleMs = 1_000;
    const room = setUp(() => throttleMs);
    room.take("read m1");
    throttleMs = 2_000;
    await room.platform.advance(1_500);
    room.take("read m2");
    await room.platform.advance(9_000);
    expect(room.requests).toEqual(["read m1 @1000", "read m2 @3500"]);
  });

  it("makes the request with all that the latest caller passed (D1)", async () => {
    const room = setUp();
    room.take("read m1", { clientToken: "t1" });
    room.take("read m2", { clientToken: "t2" });
    await room.platform.advance(5_000);
    expect(room.calls).toEqual([{ kind: "read", messageId: "m2", clientToken: "t2" }]);
  });

  it("rejects all that a failed request covered, and sends them when asked again (D5)", async () => {
    const room = setUp();
    room.failures.push(new Error("503"));
    await room.play(["delivered m1 @0", "read m1 @100", "read m2 @200"]);
    expect(room.outcomes).toEqual(["rejected: 503 @5100", "rejected: 503 @5100", "rejected: 503 @5100"]);
    await room.play(["delivered m1 @30000", "read m2 @40000"]);
    expect(room.requests.slice(1)).toEqual(["delivered m1 @35300", "read m2 @45000"]);
  });

  it("rejects what a request covered that could not even be made", async () => {
    const { platform } = setUp();
    const receipts = createReceipts(platform, "me", () => 1_000);
    const perform = () => {
      throw new Error("no token");
    };
    const sending = receipts.send({ kind: "read", messageId: "m1", perform });
    const rejected = expect(sending).rejects.toThrow("no token");
    await platform.advance(1_000);
    await rejected;
  });
});

describe("a receipt that is wanted now", () => {
  it("waits for neither the hold nor the window", async () => {
    const room = setUp();
    room.take("delivered m1", { pace: "now" });
    room.take("read m1", { pace: "now" });
    await room.platform.advance(20_000);
    expect(room.requests).toEqual(["delivered m1 @0", "read m1 @0"]);
    expect(room.outcomes).toEqual(["delivered m1 @0", "read m1 @0"]);
  });

  it("goes out again when it has gone before", async () => {
    const room = setUp();
    room.receipts.note([own("m1", "ReadTimestamp")]);
    room.take("read m1", { pace: "now" });
    room.take("read m1", { pace: "now" });
    room.take("read m1");
    await room.platform.advance(20_000);
    expect(room.requests).toEqual(["read m1 @0", "read m1 @0"]);
    expect(room.outcomes[2]).toBe("Event already fired @0");
  });

  it("leaves nothing to send of what it covers", async () => {
    const room = setUp();
    room.take("delivered m1");
    room.take("read m2");
    await room.platform.advance(1_000);
    room.take("read m3", { pace: "now" });
    await room.platform.advance(20_000);
    expect(room.requests).toEqual(["read m3 @1000"]);
  });
});

describe("receipts that went out elsewhere", () => {
  it.each([
    ["MESSAGEMETADATA items", { Type: "MESSAGEMETADATA", ...own("m1", "ReadTimestamp") }],
    ["messages of a transcript", { Type: "MESSAGE", Content: "hello", ...own("m1", "ReadTimestamp") }],
    [
      "a message that names its id once (D67)",
      {
        Id: "m1",
        MessageMetadata: {
          Receipts: [
            { RecipientParticipantId: "other" },
            ...own("m1", "DeliveredTimestamp").MessageMetadata.Receipts,
            ...own("m1", "ReadTimestamp").MessageMetadata.Receipts,
          ],
        },
      },
    ],
  ])("count as fired out of %s", async (_name, item) => {
    const room = setUp();
    room.receipts.note([item]);
    await room.play(["read m1 @0", "delivered m1 @0"]);
    expect(room.requests).toEqual([]);
    expect(room.outcomes).toEqual(["Event already fired @0", "Event already fired @0"]);
  });

  it("let a read receipt follow where only the delivered one is known", async () => {
    const room = setUp();
    room.receipts.note([own("m1", "DeliveredTimestamp")]);
    await room.play(["delivered m1 @0", "read m1 @0"]);
    expect(room.outcomes).toEqual(["Event already fired @0", "read m1 @5000"]);
  });

  it("do not say which message is the later one: a transcript may be read backward", async () => {
    const room = setUp();
    room.receipts.note([own("m2", "DeliveredTimestamp"), own("m1", "DeliveredTimestamp")]);
    await room.play(["read m1 @0", "read m2 @100"]);
    expect(room.requests).toEqual(["read m2 @5000"]);
  });

  it("settle the receipt on hold without a request (D3)", async () => {
    const room = setUp();
    room.take("delivered m1");
    room.receipts.note([own("m1", "ReadTimestamp")]);
    await room.platform.advance(20_000);
    expect(room.requests).toEqual([]);
    expect(room.outcomes).toEqual(["Event already fired @300"]);
    expect(room.platform.live.timers).toBe(0);
  });

  it("do not count when they are another participant's, or malformed", async () => {
    const room = setUp();
    const hostile: unknown[] = [
      null,
      7,
      "item",
      {},
      { Id: "m1" },
      { Id: "m1", MessageMetadata: null },
      ...["", {}, null, [null], ["me"], [7], [[]]].map((Receipts) => ({
        Id: "m1",
        MessageMetadata: { Receipts },
      })),
      {
        Id: "m1",
        MessageMetadata: {
          Receipts: [{ ReadTimestamp: "t" }, { ReadTimestamp: "t", RecipientParticipantId: "other" }],
        },
      },
      own("m1"),
      own("__proto__", "ReadTimestamp"),
    ];
    room.receipts.note(hostile as never);
    await room.play(["delivered m1 @0", "read m1 @0", "read __proto__ @0"]);
    expect(room.outcomes).toEqual(["read m1 @5000", "read m1 @5000", "Event already fired @0"]);
  });
});

describe("the end of a chat", () => {
  it("settles what waits, without a request and without a timer (D4)", async () => {
    const room = setUp();
    const waiting = [
      room.send({ kind: "read", messageId: "m1" }),
      room.send({ kind: "delivered", messageId: "m2" }),
    ];
    room.receipts.stop();
    expect(room.platform.live.timers).toBe(0);
    expect(await Promise.all(waiting)).toEqual([OVER, OVER]);
    await room.platform.advance(20_000);
    expect(room.requests).toEqual([]);
  });

  it("settles what comes later", async () => {
    const { receipts, send, platform } = setUp();
    receipts.stop();
    const pace = "now";
    expect(await send({ kind: "read", messageId: "m1" })).toEqual(OVER);
    expect(await send({ kind: "delivered", messageId: "m1", pace })).toEqual(OVER);
    expect(platform.live.timers).toBe(0);
  });

  it("leaves a request that is under way its outcome", async () => {
    const room = setUp();
    const sent = room.send({ kind: "read", messageId: "m1", pace: "now" });
    room.receipts.stop();
    expect(await sent).toEqual(answerOf({ kind: "read", messageId: "m1" }));
    expect(await room.send({ kind: "read", messageId: "m1" })).not.toEqual(FIRED);
  });
});
