import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { createFakeTranscript, START_MS, stored } from "../../test/fakeTranscript.js";
import { createDelivery } from "./delivery.js";

const refusal = (statusCode: number) => Object.assign(new Error("refused"), { statusCode });
const iso = (atMs: number) => new Date(START_MS + atMs).toISOString();

function setUp() {
  const platform = createFakePlatform();
  const transcript = createFakeTranscript();
  const log: string[] = [];
  const gaps: object[] = [];
  const handed: ChatItem[] = [];
  const delivery = createDelivery({
    platform,
    read: transcript.read,
    handOver(item) {
      handed.push(item);
      log.push(item.Type === "MESSAGEMETADATA" ? `receipt of ${String(item.Id)}` : String(item.Id));
    },
    established: (recovered) => log.push(`established ${recovered}`),
    gap(gap) {
      gaps.push(gap);
      log.push("gap");
    },
  });
  /** Stores an item; live, it arrives too. */
  const say = (item: ChatItem, isLive = true) => {
    transcript.items.push(item);
    if (isLive) delivery.received(item);
  };
  /** A first subscription with one item heard, then an outage. */
  const lose = () => {
    delivery.subscribed();
    say(stored("known", 0));
    delivery.lost();
    log.length = 0;
  };
  /** An outage in which more is said than a page of the transcript holds: the Ids. */
  const loseLong = () => {
    say(stored("history", -60_000), false);
    lose();
    const missed = Array.from({ length: 250 }, (_none, number) => `missed ${number}`);
    missed.forEach((Id, number) => say(stored(Id, 10_000 + number), false));
    return missed;
  };
  return { platform, transcript, log, gaps, handed, delivery, say, lose, loseLong };
}

describe("a first subscription", () => {
  it("costs no request, and what comes is handed over once", () => {
    const { delivery, transcript, log, say } = setUp();
    delivery.subscribed();
    say(stored("a", 0));
    delivery.received(stored("a", 0));
    expect(log).toEqual(["established 0", "a"]);
    expect(transcript.requests).toEqual([]);
  });

  it("has nothing to recover from an outage before it", () => {
    const { delivery, transcript } = setUp();
    delivery.lost();
    delivery.subscribed();
    delivery.stop();
    expect(transcript.requests).toEqual([]);
  });
});

describe("a first subscription that the page did not wait for", () => {
  /** The page goes on without a subscription; a minute of history is older. */
  const goOn = async (offMs = 0) => {
    const all = setUp();
    all.platform.suspend(offMs);
    all.say(stored("history", -60_000), false);
    all.delivery.late();
    await all.platform.advance(1_000);
    return all;
  };

  it("brings what was said after the page has read the transcript", async () => {
    const { delivery, log, say, platform, transcript } = await goOn();
    delivery.shown(transcript.items);
    say(stored("missed", 2_000), false);
    delivery.lost();
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["missed", "established 1"]);
  });

  it.each([0, -7_200_000, 7_200_000])(
    "brings what was said since then, once a call has told the time, with a clock %d ms off",
    async (offMs) => {
      const { delivery, log, say, platform } = await goOn(offMs);
      say(stored("greeting", 500), false);
      await platform.advance(9_000);
      const mine = stored("mine", 10_000);
      say(mine, false);
      delivery.dated(mine);
      delivery.late();
      delivery.subscribed();
      await platform.settle();
      expect(log).toEqual(["greeting", "mine", "established 2"]);
    },
  );

  it.each([
    ["an item", true],
    ["the answer to a call", false],
  ])("brings it with %s that comes later", async (_what, isLive) => {
    const { delivery, log, say, platform, transcript } = await goOn();
    say(stored("greeting", 500), false);
    delivery.subscribed();
    await platform.advance(19_000);
    expect(log).toEqual(["established 0"]);
    const later = stored("later", 20_000);
    say(later, isLive);
    if (!isLive) delivery.dated(later);
    await platform.settle();
    expect(log).toEqual(["established 0", "greeting", "later"]);
    expect(transcript.requests).toHaveLength(1);
  });

  it("has a gap when the chat ends before", async () => {
    const { delivery, gaps } = await goOn();
    delivery.endUnheard();
    delivery.stop();
    expect(gaps).toEqual([{ since: null, reason: "ENDED" }]);
  });

  it("asks for nothing when nothing tells where to begin", async () => {
    const { delivery, transcript } = await goOn();
    delivery.subscribed();
    delivery.dated({});
    expect(transcript.requests).toEqual([]);
  });
});

describe("once there was a subscription", () => {
  it("neither connect() that goes on without one nor a call changes what is missing", async () => {
    const { delivery, log, say, lose, platform, transcript } = setUp();
    lose();
    delivery.late();
    delivery.dated(stored("mine", 20_000));
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["missed", "established 1"]);
    delivery.dated(stored("mine", 30_000));
    expect(transcript.requests).toHaveLength(1);
  });
});

describe("after an outage", () => {
  it("hands over what was missed, then what came meanwhile, then tells of the connection (CP-27)", async () => {
    const { delivery, transcript, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed 1", 10_000), false);
    say(stored("missed 2", 11_000, { Type: "EVENT" }), false);
    delivery.subscribed();
    say(stored("live", 12_000));
    await platform.settle();
    expect(log).toEqual(["missed 1", "missed 2", "live", "established 2"]);
    expect(transcript.requests).toEqual([
      { ScanDirection: "BACKWARD", SortOrder: "ASCENDING", MaxResults: 100, StartPosition: {} },
    ]);
    expect(platform.live.timers).toBe(0);
  });

  it("gives recovered items the contact that the page of the transcript names", async () => {
    const { delivery, handed, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    await platform.settle();
    expect(handed.at(-1)).toMatchObject({ Id: "missed", InitialContactId: "contact-1" });
  });

  it("finds what had overtaken: items a little older than the newest known one", async () => {
    const { delivery, log, say, platform } = setUp();
    delivery.subscribed();
    say(stored("early", 0));
    say(stored("overtaken", 9_000), false);
    say(stored("newest known", 10_000));
    delivery.lost();
    log.length = 0;
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["overtaken", "established 1"]);
  });

  it("leaves alone what was said before the first subscription", async () => {
    const { delivery, log, say, lose, platform } = setUp();
    for (let number = 0; number < 20; number++) say(stored(`history ${number}`, -60_000 + number), false);
    lose();
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0"]);
  });

  it.each([
    [94, 1],
    [98, 1],
    [250, 4],
    [1_000, 12],
  ])("brings %d missed items in %d requests, in order", async (count, requests) => {
    const { delivery, transcript, log, say, lose, platform } = setUp();
    say(stored("history", -60_000), false);
    lose();
    const missed = Array.from({ length: count }, (_none, number) => `missed ${number}`);
    missed.forEach((Id, number) => say(stored(Id, 10_000 + number), false));
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual([...missed, `established ${count}`]);
    expect(transcript.requests).toHaveLength(requests);
  });

  it("reads a long gap backward when the service does not know its beginning", async () => {
    const { delivery, transcript, log, loseLong, platform } = setUp();
    const missed = loseLong();
    transcript.before = ({ ScanDirection }) => {
      if (ScanDirection === "FORWARD") throw refusal(400);
    };
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual([...missed, "established 250"]);
  });

  it("reads a long gap forward again when only the service failed", async () => {
    const { delivery, transcript, log, loseLong, platform } = setUp();
    const missed = loseLong();
    let failures = 1;
    transcript.before = ({ ScanDirection }) => {
      if (ScanDirection === "FORWARD" && failures-- > 0) throw refusal(500);
    };
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual([]);
    await platform.advance(2_000);
    expect(log).toEqual([...missed, "established 250"]);
    const ways = transcript.requests.map(({ ScanDirection }) => ScanDirection);
    expect(ways).toEqual(["BACKWARD", "FORWARD", "BACKWARD", "FORWARD", "FORWARD", "FORWARD"]);
  });

  it("begins at the newest item, not at a receipt that came after it", async () => {
    const { delivery, log, say, platform } = setUp();
    delivery.subscribed();
    say(stored("known", 0));
    delivery.received(stored("of known", 60_000, { Type: "MESSAGEMETADATA", MessageMetadata: {} }));
    delivery.lost();
    say(stored("missed", 30_000), false);
    log.length = 0;
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["missed", "established 1"]);
  });

  it("counts attachments that were missed, and no events", async () => {
    const { delivery, log, say, lose, platform } = setUp();
    lose();
    say(stored("a file", 10_000, { Type: "ATTACHMENT" }), false);
    say(stored("joined", 11_000, { Type: "EVENT" }), false);
    delivery.subscribed();
    await platform.settle();
    expect(log.at(-1)).toBe("established 1");
  });

  it.each([
    ["in an outage before it has heard anything", false, true],
    ["in an outage", true, true],
    ["before the outage, from a socket that had not brought it", true, false],
  ])("hands over what was missed though the page has read it %s", async (_when, hasHeard, isLost) => {
    const { delivery, log, say, platform } = setUp();
    const missed = stored("missed", 3_000);
    delivery.subscribed();
    if (hasHeard) say(stored("known", 0));
    if (isLost) delivery.lost();
    say(missed, false);
    delivery.shown([missed]);
    if (!isLost) delivery.lost();
    log.length = 0;
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["missed", "established 1"]);
  });

  it("puts live items that arrived out of order in order", async () => {
    const { delivery, log, lose, platform } = setUp();
    lose();
    delivery.subscribed();
    for (const [Id, atMs] of [
      ["c", 3_000],
      ["a", 1_000],
      ["b", 2_000],
    ] as const)
      delivery.received(stored(Id, atMs));
    delivery.received({ Id: "timeless" });
    await platform.settle();
    expect(log).toEqual(["a", "b", "timeless", "c", "established 0"]);
  });

  it("lets live items and the event go ahead after three seconds, and goes on", async () => {
    const { delivery, transcript, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    let answer: () => void = () => undefined;
    transcript.before = () => new Promise<void>((resolve) => (answer = resolve));
    delivery.subscribed();
    say(stored("live", 11_000));
    await platform.advance(2_999);
    expect(log).toEqual([]);
    await platform.advance(1);
    expect(log).toEqual(["live", "established 0"]);
    answer();
    await platform.settle();
    expect(log).toEqual(["live", "established 0", "missed"]);
    // It is no item of the next outage.
    delivery.lost();
    delivery.subscribed();
    await platform.settle();
    answer();
    await platform.settle();
    expect(log.at(-1)).toBe("established 0");
  });

  it("tries again while the service fails, with growing pauses, and tells of the gap once", async () => {
    const { delivery, transcript, log, gaps, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    let askedBefore = 0;
    transcript.before = () => {
      if (gaps.length === 0) askedBefore = transcript.requests.length;
      throw new TypeError("Failed to fetch");
    };
    delivery.subscribed();
    await platform.advance(600_000);
    expect(askedBefore).toBe(5);
    expect(transcript.requests.length).toBeGreaterThan(15);
    expect(transcript.requests.length).toBeLessThan(120);
    expect(gaps).toEqual([{ since: iso(0), reason: "UNAVAILABLE" }]);
    transcript.before = () => undefined;
    await platform.advance(30_000);
    expect(log).toEqual(["established 0", "gap", "missed"]);
    expect(platform.live.timers).toBe(0);
  });

  it("tells of the gap when the transcript is refused, goes on, and asks again once a minute", async () => {
    const { delivery, transcript, log, gaps, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    transcript.before = () => {
      throw refusal(403);
    };
    delivery.subscribed();
    say(stored("live", 11_000));
    await platform.settle();
    expect(log).toEqual(["gap", "live", "established 0"]);
    expect(gaps).toEqual([{ since: iso(0), reason: "REFUSED" }]);
    await platform.advance(120_000);
    expect(transcript.requests).toHaveLength(3);
    transcript.before = () => undefined;
    await platform.advance(60_000);
    expect(log).toEqual(["gap", "live", "established 0", "missed"]);
    expect(platform.live.timers).toBe(0);
  });

  it("asks no more when the end was among what waited for a transcript that is refused", async () => {
    const transcript = createFakeTranscript();
    const platform = createFakePlatform();
    const delivery = createDelivery({
      platform,
      read: transcript.read,
      handOver: ({ Id }) => Id === "the end" && delivery.stop(),
      established: () => undefined,
      gap: () => undefined,
    });
    delivery.subscribed();
    delivery.received(stored("known", 0));
    delivery.lost();
    transcript.before = () => {
      throw refusal(403);
    };
    delivery.subscribed();
    delivery.received(stored("the end", 10_000));
    await platform.advance(120_000);
    expect(transcript.requests).toHaveLength(1);
    expect(platform.live.timers).toBe(0);
  });

  it("tells of no connection after an end that waited for the missed items", async () => {
    const { platform, read } = { platform: createFakePlatform(), read: createFakeTranscript().read };
    const log: string[] = [];
    const delivery = createDelivery({
      platform,
      read,
      handOver({ Id }) {
        log.push(String(Id));
        if (Id === "the end") delivery.stop();
      },
      established: () => log.push("established"),
      gap: () => log.push("gap"),
    });
    delivery.subscribed();
    delivery.received(stored("known", 0));
    delivery.lost();
    delivery.subscribed();
    delivery.received(stored("the end", 10_000));
    await platform.settle();
    expect(log).toEqual(["established", "known", "the end"]);
  });

  it("tells of the gap when the chat ends before it is closed", () => {
    const { delivery, gaps, lose, platform } = setUp();
    lose();
    delivery.stop();
    expect(gaps).toEqual([{ since: iso(0), reason: "ENDED" }]);
    expect(platform.live.timers).toBe(0);
  });

  it("tells of the end of a gap that it has told of while it tried", async () => {
    const { delivery, transcript, gaps, lose, platform } = setUp();
    lose();
    transcript.before = () => {
      throw new TypeError("Failed to fetch");
    };
    delivery.subscribed();
    await platform.advance(600_000);
    delivery.stop();
    expect(gaps).toEqual([
      { since: iso(0), reason: "UNAVAILABLE" },
      { since: iso(0), reason: "ENDED" },
    ]);
    expect(platform.live.timers).toBe(0);
  });

  it("gives up on a transcript that never ends", async () => {
    const gap = vi.fn();
    const delivery = createDelivery({
      platform: createFakePlatform(),
      read: () => Promise.resolve({ Transcript: [stored("x", 20_000)], NextToken: "again" }),
      handOver: () => undefined,
      established: () => undefined,
      gap,
    });
    delivery.subscribed();
    delivery.received(stored("known", 0));
    delivery.lost();
    delivery.subscribed();
    await vi.waitFor(() => expect(gap).toHaveBeenCalledWith({ since: iso(20_000), reason: "REFUSED" }));
  });
});

describe("an outage during recovery", () => {
  it("keeps the beginning of the gap, and the order", async () => {
    const { delivery, transcript, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed 1", 10_000), false);
    transcript.before = () => {
      throw new TypeError("Failed to fetch");
    };
    delivery.subscribed();
    say(stored("live", 30_000));
    await platform.settle();
    delivery.lost();
    expect(log).toEqual(["established 0"]);
    say(stored("missed 2", 40_000), false);
    transcript.before = () => undefined;
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "missed 1", "live", "missed 2", "established 3"]);
    expect(platform.live.timers).toBe(0);
  });

  it("that lasts hands over what waits, three seconds after it began to", async () => {
    const { delivery, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    say(stored("live", 30_000));
    delivery.lost();
    await platform.advance(2_999);
    expect(log).toEqual(["established 0"]);
    await platform.advance(1);
    expect(log).toEqual(["established 0", "live"]);
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "live", "missed", "established 1"]);
  });

  it("makes what the first one reads void", async () => {
    const { delivery, transcript, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    const answers: (() => void)[] = [];
    transcript.before = () => new Promise<void>((resolve) => answers.push(resolve));
    delivery.subscribed();
    await platform.settle();
    delivery.lost();
    answers.forEach((answer) => answer());
    await platform.settle();
    expect(log).toEqual(["established 0"]);
    delivery.stop();
  });
});

describe("a subscription that moved to another socket", () => {
  it("brings what fell between the two, and no event", async () => {
    const { delivery, log, say, platform } = setUp();
    delivery.subscribed();
    say(stored("a", 0));
    log.length = 0;
    say(stored("between", 10_000), false);
    delivery.resubscribed();
    await platform.settle();
    expect(log).toEqual(["between"]);
  });

  it("during recovery starts it over, and the event still comes", async () => {
    const { delivery, log, say, lose, platform } = setUp();
    lose();
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    delivery.resubscribed();
    await platform.settle();
    expect(log).toEqual(["missed", "established 1"]);
  });
});

describe("without any item heard", () => {
  it("hands over all that the page has not read itself", async () => {
    const { delivery, log, say, platform } = setUp();
    const history = [stored("history 1", -20_000), stored("history 2", -10_000)];
    history.forEach((item) => say(item, false));
    delivery.subscribed();
    delivery.shown(history.slice(1));
    delivery.lost();
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "missed", "established 1"]);
  });

  it.each([
    ["what was said after the subscription", 0, ["lost"]],
    ["all, when the clock was put back meanwhile,", -7_200_000, ["history", "lost"]],
  ])("hands over %s that the session has read for its transcript", async (_what, clockMs, handed) => {
    const { delivery, log, say, platform } = setUp();
    const history = stored("history", -10_000);
    const lost = stored("lost", 1_000);
    say(history, false);
    delivery.subscribed();
    await platform.advance(2_000);
    say(lost, false);
    platform.suspend(clockMs);
    delivery.shown([history, lost], true);
    delivery.lost();
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", ...handed, `established ${handed.length}`]);
  });

  it("asks for nothing when the subscription moves to another socket", () => {
    const { delivery, transcript } = setUp();
    delivery.subscribed();
    delivery.resubscribed();
    expect(transcript.requests).toEqual([]);
  });

  it("looks for what came after the page's own reading when the subscription moves to another socket", async () => {
    const { delivery, log, say, platform } = setUp();
    const history = stored("history", -10_000);
    say(history, false);
    delivery.subscribed();
    delivery.shown([history]);
    say(stored("missed", 1_000), false);
    delivery.resubscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "missed"]);
  });

  it.each([0, -7_200_000])(
    "looks for what came since the subscription with the first item after such a move, with a clock %d ms off",
    async (offMs) => {
      const { delivery, transcript, log, say, platform } = setUp();
      platform.suspend(offMs);
      say(stored("history", -60_000), false);
      delivery.subscribed();
      await platform.advance(20_000);
      say(stored("missed", 1_000), false);
      delivery.resubscribed();
      say(stored("live", 20_500));
      expect(log).toEqual(["established 0"]);
      await platform.settle();
      expect(log).toEqual(["established 0", "missed", "live"]);
      say(stored("next", 21_000));
      expect(log.at(-1)).toBe("next");
      expect(transcript.requests).toHaveLength(1);
    },
  );

  it("stops where a past chat begins", async () => {
    const { delivery, log, say, platform } = setUp();
    say(stored("of a past chat", -20_000, { RelatedContactId: "past" }), false);
    delivery.subscribed();
    delivery.lost();
    say(stored("missed", 10_000), false);
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "missed", "established 1"]);
  });

  it("still hands over live what the page has read before", () => {
    const { delivery, log } = setUp();
    delivery.subscribed();
    delivery.shown([stored("a", 0)]);
    delivery.received(stored("a", 0));
    expect(log).toEqual(["established 0", "a"]);
  });
});

describe("receipts that changed meanwhile", () => {
  const read = (atMs: number, reader = "agent-1") => ({
    MessageMetadata: {
      MessageId: "mine",
      Receipts: [{ DeliveredTimestamp: iso(atMs), ReadTimestamp: iso(atMs), RecipientParticipantId: reader }],
    },
  });
  const receipt = (atMs: number) => ({ ...stored("mine", atMs), Type: "MESSAGEMETADATA", ...read(atMs) });

  it("are announced once, as the socket would have", async () => {
    const { delivery, transcript, log, handed, say, platform } = setUp();
    delivery.subscribed();
    say(stored("mine", 0));
    for (let outage = 0; outage < 3; outage++) {
      delivery.lost();
      transcript.items[0] = stored("mine", 0, read(20_000));
      delivery.subscribed();
      await platform.settle();
    }
    expect(log.filter((line) => line.startsWith("receipt"))).toEqual(["receipt of mine"]);
    expect(handed.at(-1)).toEqual({
      AbsoluteTime: iso(20_000),
      ContentType: "application/vnd.amazonaws.connect.event.message.metadata",
      Id: "mine",
      Type: "MESSAGEMETADATA",
      MessageMetadata: read(20_000).MessageMetadata,
      InitialContactId: "contact-1",
      ContactId: "contact-1",
    });
  });

  it("that were announced live are not repeated", async () => {
    const { delivery, transcript, log, say, platform } = setUp();
    delivery.subscribed();
    say(stored("mine", 0));
    delivery.received(receipt(20_000));
    delivery.lost();
    transcript.items[0] = stored("mine", 0, read(20_000));
    delivery.subscribed();
    await platform.settle();
    expect(log.filter((line) => line.startsWith("receipt"))).toHaveLength(1);
  });

  it("are announced with the messages that nobody has heard", async () => {
    const { delivery, transcript, log, platform } = setUp();
    const old = stored("old", -20_000, read(-15_000));
    transcript.items.push(old);
    delivery.subscribed();
    delivery.shown([old]);
    delivery.lost();
    transcript.items.push(stored("mine", 10_000, read(20_000)));
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "mine", "receipt of mine", "established 1"]);
  });

  it("that are older than the session are not announced", async () => {
    const { delivery, transcript, log, say, platform } = setUp();
    transcript.items.push(stored("mine", -20_000, read(-15_000)));
    delivery.subscribed();
    say(stored("a", 0));
    delivery.lost();
    delivery.subscribed();
    await platform.settle();
    expect(log).toEqual(["established 0", "a", "established 0"]);
  });
});

it("skips rubbish in a transcript", async () => {
  const { delivery, transcript, log, lose, platform } = setUp();
  lose();
  transcript.items.push(
    null as never,
    7 as never,
    { Id: "timeless" },
    stored("odd receipts", 10_000, { MessageMetadata: { Receipts: [null, 7, {}] as never } }),
    stored("no receipts", 11_000, { MessageMetadata: { Receipts: 5 as never } }),
  );
  delivery.subscribed();
  await platform.settle();
  expect(log).toEqual(["timeless", "odd receipts", "no receipts", "established 2"]);
});

it("hands each item over once and in order, whatever is lost, repeated or fails, until the end", async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("say"), gapMs: fc.nat(3_000), live: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("again") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("lose", "subscribe", "move") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.nat(5_000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("fail"), times: fc.nat(3) }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.nat(250),
      fc.boolean(),
      async (steps, burst, isLate) => {
        const { delivery, transcript, log, handed, say, platform } = setUp();
        let isUp = true;
        let failures = 0;
        let atMs = 0;
        transcript.before = () => {
          if (failures > 0) {
            failures -= 1;
            throw new TypeError("Failed to fetch");
          }
        };
        const first = stored("first", 0);
        if (isLate) {
          delivery.late();
          say(first, false);
          delivery.dated(first);
        }
        delivery.subscribed();
        if (!isLate) say(first);
        const next = (live: boolean, gapMs: number) => {
          atMs += gapMs;
          say(stored(`item ${transcript.items.length}`, atMs), live);
        };
        for (const one of steps) {
          if (one.do === "say") {
            // A socket that is up loses nothing but what it takes down with itself.
            if (isUp && !one.live) {
              isUp = false;
              next(false, one.gapMs);
              delivery.lost();
            } else next(isUp, one.gapMs);
          }
          if (one.do === "again" && isUp) delivery.received(transcript.items.at(-1)!);
          if (one.do === "lose" && isUp) {
            isUp = false;
            delivery.lost();
          }
          if (one.do === "subscribe" && !isUp) {
            isUp = true;
            delivery.subscribed();
          }
          if (one.do === "move" && isUp) delivery.resubscribed();
          if (one.do === "wait") await platform.advance(one.ms);
          if (one.do === "fail") failures = one.times;
        }
        if (isUp) delivery.lost();
        for (let number = 0; number < burst; number++) next(false, 10);
        failures = 0;
        const before = handed.length;
        delivery.subscribed();
        await platform.advance(60_000);
        const ids = handed.map(({ Id }) => Id);
        expect([...ids].sort()).toEqual(transcript.items.map(({ Id }) => Id).sort());
        const together = handed.slice(before).map(({ AbsoluteTime }) => Date.parse(AbsoluteTime!));
        expect(together).toEqual([...together].sort((one, other) => one - other));
        expect(log.at(-1)).toMatch(/^established/);
        delivery.stop();
        expect(platform.live.timers).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});
