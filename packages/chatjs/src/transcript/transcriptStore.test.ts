import fc from "fast-check";
import type { ChatItem } from "@amazon-connect-chat/protocol";
import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { START_MS, stored } from "../../test/fakeTranscript.js";
import { createTranscriptStore, MESSAGE_STATUSES } from "./transcriptStore.js";
import type { TranscriptItem } from "./transcriptStore.js";

const NEWEST = { ScanDirection: "BACKWARD", SortOrder: "ASCENDING", StartPosition: {} } as const;
/** An item whose letter, or the letter at the beginning of its Id, is its time. */
const said = (Id: string, more: Partial<ChatItem> = {}) => stored(Id, Id.charCodeAt(0) * 1_000, more);
const receipt = (MessageId: string, kind: "Read" | "Delivered", by = "agent-1"): ChatItem => ({
  Id: MessageId,
  Type: "MESSAGEMETADATA",
  MessageMetadata: { MessageId, Receipts: [{ [`${kind}Timestamp`]: "t", RecipientParticipantId: by }] },
});

function setUp(sessionType: "AGENT" | "CUSTOMER" = "CUSTOMER") {
  const platform = createFakePlatform({ startMs: START_MS + 500_000 });
  const changed = vi.fn();
  const failed = vi.fn();
  const store = createTranscriptStore({
    platform,
    contactId: "contact-1",
    participantId: "customer-1",
    sessionType,
    changed,
    log: { error: failed },
  });
  const read = (ids: string, input: object = {}, NextToken?: string) =>
    store.read(
      { Transcript: Array.from(ids, (Id) => said(Id)), ...(NextToken && { NextToken }) },
      { ...NEWEST, ...input },
    );
  const items = () => store.snapshot().transcript;
  const item = (id: string) => items().find(({ Id }) => Id === id);
  const status = (id: string) => item(id)?.MessageMetadata?.Status;
  const token = () => store.snapshot().previousTranscriptNextToken;
  /** Ids in a row; a message that is being sent, or has failed, is `?`. */
  const shown = () =>
    items()
      .map(({ Id, MessageMetadata }) => (/SENDING|FAILED/.test(MessageMetadata?.Status ?? "") ? "?" : Id))
      .join("");
  /** Sends a message, and returns the ways to settle its request. */
  const send = (Content = "text") => {
    let answer: (answer: object) => void = () => undefined;
    let fail: (error: unknown) => void = () => undefined;
    const sent = store.sent(
      { Content, ContentType: "text/plain" },
      new Promise((resolve, reject) => {
        answer = resolve;
        fail = reject;
      }),
    );
    sent.catch(() => undefined);
    return {
      async answer(Id: unknown, at: string | undefined = Id as string) {
        answer({ Id, ...(at && { AbsoluteTime: said(at).AbsoluteTime }) });
        await sent;
      },
      async fail(error = new Error("refused")) {
        fail(error);
        await expect(sent).rejects.toBe(error);
      },
    };
  };
  return { platform, changed, failed, store, read, items, item, status, token, shown, send };
}

describe("order", () => {
  it("begins with nothing, and no token (CP-105)", () => {
    const { store, changed } = setUp();
    expect(store.snapshot()).toEqual({ transcript: [], previousTranscriptNextToken: null });
    expect(changed).not.toHaveBeenCalled();
  });

  it.each([
    ["a page is shown as it is", "", "def", "ASCENDING", "def"],
    ["an older page comes before", "def", "abc", "ASCENDING", "abcdef"],
    ["an older page that begins with the newest comes before", "def", "cba", "DESCENDING", "abcdef"],
    ["what came live comes after its history", "z", "abc", "ASCENDING", "abcz"],
    ["a page that overlaps adds what is new", "bcd", "abc", "ASCENDING", "abcd"],
  ] as const)("%s (CP-34)", (_title, before, page, SortOrder, after) => {
    const { read, shown } = setUp();
    read(before);
    read(page, { SortOrder });
    expect(shown()).toBe(after);
  });

  it("is that of arrival among items of one time, also when a page begins with the newest", () => {
    const { store, items } = setUp();
    const page = ["first", "second", "third"].map((Id) => stored(Id, 0));
    store.read({ Transcript: [...page].reverse() }, { ...NEWEST, SortOrder: "DESCENDING" });
    store.received(stored("fourth", 0));
    expect(items().map(({ Id }) => Id)).toEqual(["first", "second", "third", "fourth"]);
  });

  it("has a page before what is known of the same time, whichever way it was read", () => {
    const { store, items } = setUp();
    const all = ["1", "2", "3", "4", "5", "6", "7"].map((Id) => stored(Id, 0));
    store.read({ Transcript: all.slice(4, 6) }, NEWEST);
    store.received(all[6]!);
    store.read({ Transcript: all.slice(2, 5) }, NEWEST);
    store.read({ Transcript: all.slice(0, 2).reverse() }, { ...NEWEST, SortOrder: "DESCENDING" });
    expect(items().map(({ Id }) => Id)).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  });

  it("has what is without a time last: messages that are being sent, too (CP-34)", async () => {
    const { store, shown, send } = setUp();
    const one = send();
    store.received(said("a"));
    store.received(said("c"));
    store.received({ Id: "timeless", AbsoluteTime: "soon" });
    expect(shown()).toBe("ac?timeless");
    await one.answer("b");
    expect(shown()).toBe("abctimeless");
  });

  it("is that of the latest time that an item is said to have", () => {
    const { store, shown } = setUp();
    for (const id of ["a", "b"]) store.received(said(id));
    expect(shown()).toBe("ab");
    store.received({ ...said("a"), AbsoluteTime: said("c").AbsoluteTime! });
    expect(shown()).toBe("ba");
  });

  it("is the same in whatever order items, pages and receipts come, and however often", () => {
    const event = fc.oneof(
      fc.record({ id: fc.nat(25), as: fc.constantFrom("live", "page") }),
      fc.record({ id: fc.nat(25), as: fc.constantFrom("Read", "Delivered") }),
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), fc.integer(), (events, seed) => {
        const resultOf = (list: typeof events) => {
          const { store, items } = setUp();
          for (const { id, as } of list) {
            const Id = String.fromCharCode(97 + id);
            if (as === "live") store.received(said(Id));
            else if (as === "page") store.read({ Transcript: [said(Id)] }, NEWEST);
            else store.received(receipt(Id, as));
            if (seed % 3 === 0) items();
          }
          return items().map(({ Id, MessageMetadata }) => [Id, MessageMetadata?.Status]);
        };
        const shuffled = fc.sample(
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
          { numRuns: 1, seed },
        )[0]!;
        const result = resultOf(events);
        expect(resultOf([...shuffled, ...events])).toEqual(result);
        expect(result.map(([Id]) => Id)).toEqual(result.map(([Id]) => Id).sort());
      }),
    );
  });
});

describe("a message of one's own", () => {
  it("is SENDING, then SENT under its Id and time, and keeps that when it comes (CP-34)", async () => {
    const { store, platform, items, send } = setUp();
    const sending = send("Hello");
    const [temporary] = items();
    expect(temporary).toEqual({
      Id: expect.stringMatching(/^[\da-f-]{36}$/),
      ContentType: "text/plain",
      Content: "Hello",
      Type: "MESSAGE",
      ParticipantRole: "CUSTOMER",
      AbsoluteTime: "",
      MessageMetadata: { MessageId: temporary!.Id, Status: "SENDING" },
    });
    await platform.settle();
    await sending.answer("m");
    const sent = { ...temporary, Id: "m", AbsoluteTime: said("m").AbsoluteTime };
    expect(items()).toEqual([{ ...sent, MessageMetadata: { MessageId: "m", Status: "SENT" } }]);
    const echo = said("m", { Content: "Hello", MessageMetadata: { MessageId: "m" } });
    store.received(echo);
    expect(items()).toEqual([
      {
        ...echo,
        serializedContent: JSON.stringify(echo),
        MessageMetadata: { MessageId: "m", Status: "SENT" },
      },
    ]);
  });

  it("has the role of its session (CP-61)", () => {
    const { items, send } = setUp("AGENT");
    send();
    expect(items()).toMatchObject([{ ParticipantRole: "AGENT" }]);
  });

  it("that failed says so, with the time of that", async () => {
    const { platform, items, send } = setUp();
    const sending = send();
    const id = items()[0]!.Id;
    await sending.fail();
    expect(items()).toMatchObject([
      {
        Id: id,
        AbsoluteTime: new Date(platform.nowMs()).toISOString(),
        MessageMetadata: { MessageId: id, Status: "FAILED" },
      },
    ]);
  });

  it("that comes before the answer is there once, as it came", async () => {
    const { store, items, shown, status, send } = setUp();
    const sending = send();
    store.received(said("m"));
    expect(shown()).toBe("m?");
    await sending.answer("m");
    expect(items()).toMatchObject([{ Id: "m", serializedContent: JSON.stringify(said("m")) }]);
    expect(status("m")).toBe("SENT");
  });

  it("that was read before the answer is READ", async () => {
    const { store, shown, status, send } = setUp();
    const sending = send();
    store.received(receipt("m", "Read"));
    await sending.answer("m");
    expect([shown(), status("m")]).toEqual(["m", "READ"]);
  });

  it("of several keeps its turn when the answers do not", async () => {
    const { items, send } = setUp();
    const [first, second] = [send("first"), send("second")];
    await second.answer("2", "m");
    await first.answer("1", "m");
    expect(items().map(({ Content }) => Content)).toEqual(["first", "second"]);
  });

  it.each([undefined, "", {}, null])("is SENT when the answer has no Id but %o", async (Id) => {
    const { items, send } = setUp();
    await send().answer(Id, "m");
    expect(items()).toMatchObject([{ MessageMetadata: { Status: "SENT" } }]);
  });
});

describe("receipts", () => {
  it.each([
    ["delivered", ["Delivered"], "DELIVERED"],
    ["read", ["Read"], "READ"],
    ["read, then delivered", ["Read", "Delivered"], "READ"],
  ] as const)("%s", (_title, kinds, expected) => {
    const { store, status } = setUp();
    store.received(said("m"));
    for (const kind of kinds) store.received(receipt("m", kind));
    expect(status("m")).toBe(expected);
  });

  it("of a page's items and of its messages count as if they had come live (CP-34)", () => {
    const { store, status, items } = setUp();
    const Receipts = [{ DeliveredTimestamp: "t", ReadTimestamp: "t", RecipientParticipantId: "agent-1" }];
    store.read(
      {
        Transcript: [
          said("m"),
          said("n", { MessageMetadata: { MessageId: "n", Receipts } }),
          receipt("m", "Delivered"),
          { ...receipt("m", "Delivered"), Type: "MESSAGE_METADATA" },
        ],
      },
      NEWEST,
    );
    expect(items()).toHaveLength(2);
    expect([status("m"), status("n")]).toEqual(["DELIVERED", "READ"]);
    store.read({ Transcript: [{ ...receipt("m", "Read"), Type: "MESSAGE_METADATA" }] }, NEWEST);
    expect([status("m"), items().length]).toEqual(["READ", 2]);
  });

  it("of one's own say nothing, nor do those for anything but messages", () => {
    const { store, status } = setUp();
    store.received(said("m"));
    store.received(said("e", { Type: "EVENT" }));
    store.received(receipt("m", "Read", "customer-1"));
    store.received(receipt("e", "Read"));
    expect([status("m"), status("e")]).toEqual([undefined, undefined]);
  });

  it("outlive another reading of the message", () => {
    const { store, read, status } = setUp();
    store.received(said("m"));
    store.received(receipt("m", "Read"));
    read("m");
    expect(status("m")).toBe("READ");
  });
});

describe("the token of the page before", () => {
  it.each<[string, object, string | undefined, unknown]>([
    ["is that of a page of this chat", {}, "t2", "t2"],
    ["is undefined when nothing is left", {}, undefined, undefined],
    ["is that of a page that names this contact", { ContactId: "contact-1" }, "t2", "t2"],
    ["is not that of a page read forward", { ScanDirection: "FORWARD" }, "t2", "t1"],
    ["is not that of another contact's page (CP-35)", { ContactId: "contact-0" }, "t2", "t1"],
    ["is not that of a page from a given place (CP-35)", { StartPosition: { MostRecent: 0 } }, "t2", "t1"],
  ])("%s", (_title, input, next, expected) => {
    const { read, token, shown } = setUp();
    read("de", {}, "t1");
    expect(token()).toBe("t1");
    read("bc", input, next);
    expect(token()).toBe(expected);
    expect(shown()).toBe("bcde");
  });
});

describe("snapshots", () => {
  it("share what has not changed, and never change themselves (CP-34)", async () => {
    const { store, items, send } = setUp();
    store.received(said("a"));
    store.received(said("b"));
    const sending = send();
    const before = items();
    const copy = structuredClone(before);
    await sending.answer("c");
    store.received(receipt("b", "Read"));
    const after = items();
    expect(before).toEqual(copy);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    after.length = 0;
    expect(items()).toHaveLength(3);
  });

  it("are announced only when something is new", () => {
    const { store, read, changed, failed } = setUp();
    read("ab", {}, "t");
    store.received(receipt("a", "Read"));
    const count = changed.mock.calls.length;
    read("ab", {}, "t");
    store.received(receipt("a", "Read"));
    store.received(receipt("a", "Delivered"));
    store.received(receipt("never heard of", "Read"));
    store.received({ Type: "MESSAGE", Content: "without Id" });
    expect(changed).toHaveBeenCalledTimes(count);
    expect(failed).not.toHaveBeenCalled();
    read("", {}, "u");
    expect(changed).toHaveBeenCalledTimes(count + 1);
  });

  it("stay as they were and statuses never go back, whatever happens", async () => {
    const act = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      do: fc.constantFrom("live", "page", "Read", "Delivered", "send", "answer", "fail"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { store, read, items, send } = setUp();
        const pending: ReturnType<typeof send>[] = [];
        const snapshots: { readonly given: TranscriptItem[]; readonly copy: TranscriptItem[] }[] = [];
        for (const { id, do: what } of acts) {
          if (what === "live") store.received(said(id));
          else if (what === "page") read(id);
          else if (what === "send") pending.push(send(id));
          else if (what === "answer") await pending.shift()?.answer(id);
          else if (what === "fail") await pending.shift()?.fail();
          else store.received(receipt(id, what));
          const given = items();
          const ranks = new Map(
            snapshots
              .at(-1)
              ?.given.map(({ Id, MessageMetadata }) => [
                Id,
                MESSAGE_STATUSES.indexOf(MessageMetadata?.Status as "SENT"),
              ]),
          );
          for (const { Id, MessageMetadata } of given)
            expect(MESSAGE_STATUSES.indexOf(MessageMetadata?.Status as "SENT")).toBeGreaterThanOrEqual(
              ranks.get(Id) ?? -1,
            );
          const times = given.map(({ AbsoluteTime }) => Date.parse(AbsoluteTime ?? "") || Infinity);
          expect(times).toEqual([...times].sort((one, other) => (one === other ? 0 : one - other)));
          snapshots.push({ given, copy: structuredClone(given) });
        }
        for (const { given, copy } of snapshots) expect(given).toEqual(copy);
      }),
    );
  });
});

it("never puts an unfinished text in the place of the whole (CP-62)", () => {
  const { store, item } = setUp();
  const streamed = (MessageCompleted: boolean, Content: string) =>
    said("m", { Content, MessageMetadata: { MessageCompleted, ChunkNumber: 2 } });
  store.received(streamed(false, "a"));
  store.read({ Transcript: [streamed(false, "ab")] }, NEWEST);
  expect(item("m")).toMatchObject({ Content: "ab" });
  store.received(streamed(true, "abc"));
  store.read({ Transcript: [streamed(false, "ab")] }, NEWEST);
  expect(item("m")).toMatchObject({ Content: "abc" });
});

describe("hostile items", () => {
  it.each([
    ["no members", {}],
    ["an Id that is no text", { Id: 7 }],
    ["an empty Id", { Id: "", Type: "EVENT" }],
    ["receipts for nothing", { Type: "MESSAGEMETADATA" }],
    [
      "receipts for an object",
      { Type: "MESSAGEMETADATA", MessageMetadata: { MessageId: {}, Receipts: [null, 7] } },
    ],
  ])("with %s are skipped (CP-34)", (_title, item) => {
    const { store, items, changed } = setUp();
    store.received(item as never);
    expect(changed).not.toHaveBeenCalled();
    store.read({ Transcript: [item as never] }, NEWEST);
    expect(items()).toEqual([]);
  });

  it.each([
    ["a number for a time", { AbsoluteTime: 7 }],
    ["metadata of no use", { MessageMetadata: 7 }],
    ["null for metadata", { MessageMetadata: null }],
    ["receipts of no use", { MessageMetadata: { Receipts: { length: 3 } } }],
    ["an object for a text", { Content: { toString: null } }],
    ["a text of a megabyte", { Content: "x".repeat(2 ** 20) }],
  ])("with %s are shown", (_title, more) => {
    const { store, items } = setUp();
    store.received({ Id: "m", Type: "MESSAGE", ...more } as never);
    store.received(receipt("m", "Read"));
    expect(items()).toMatchObject([{ Id: "m", MessageMetadata: { Status: "READ" } }]);
    expect(() => structuredClone(items())).not.toThrow();
  });

  it("that cannot be written as JSON are skipped, and reported", () => {
    const { store, items, failed } = setUp();
    // As engines do whose JSON goes no deeper; that of Node 26 does.
    const Content = {
      toJSON() {
        throw new RangeError("nested too deeply");
      },
    } as unknown as string;
    store.received({ Id: "m", Content });
    store.read({ Transcript: [{ Id: "n", Content }, said("o")] }, NEWEST);
    expect(items().map(({ Id }) => Id)).toEqual(["o"]);
    expect(failed).toHaveBeenCalledTimes(2);
  });

  it("may have any Id", () => {
    const { store, items } = setUp();
    const ids = ["__proto__", "constructor", "hasOwnProperty", "undefined"];
    for (const id of ids) store.received(stored(id, 0));
    for (const id of ids) store.received(receipt(id, "Delivered"));
    expect(items().map(({ Id, MessageMetadata }) => [Id, MessageMetadata?.Status])).toEqual(
      ids.map((id) => [id, "DELIVERED"]),
    );
  });
});

it("takes an item in a time that does not grow with the transcript", () => {
  const { store, items } = setUp();
  const count = 100_000;
  for (let number = 0; number < count; number++) store.received(stored(String(number), number));
  const asked = vi.spyOn(Array.prototype, "sort");
  for (let number = 0; number < 1_000; number++) {
    store.received(stored(`late ${number}`, number));
    store.received(receipt(String(number), "Read"));
  }
  // Out of order they wait for somebody to look, who pays once for all.
  expect(asked).not.toHaveBeenCalled();
  expect(items()).toHaveLength(count + 1_000);
  expect(items()).toHaveLength(count + 1_000);
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});
