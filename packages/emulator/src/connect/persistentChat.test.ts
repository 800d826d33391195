import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import type { Person, Stage } from "../../test/chat.js";
import { socketFor } from "../../test/memorySocket.js";
import type { PersistentChat } from "../index.js";

const plain = (Content: string) => ({ ContentType: "text/plain", Content });

/** A chat in which one thing is said, and which then ends. */
async function pastChat(stage: Stage, content: string, persistentChat?: PersistentChat) {
  const customer = await stage.customer({ persistentChat });
  await customer.call("SendMessage", plain(content));
  stage.emulator.control.end(customer.contactId);
  return customer;
}

/** All pages of a transcript, oldest item first, as what was said and in which past contact. */
async function readAll(person: Person, MaxResults = 100) {
  const read: (readonly [string | undefined, string | undefined])[] = [];
  const pageSizes: number[] = [];
  for (let NextToken: string | undefined; NextToken !== "";) {
    const page = await person.call("GetTranscript", { MaxResults, SortOrder: "ASCENDING", NextToken });
    const items = page.Transcript ?? [];
    read.unshift(
      ...items.map(
        ({ Content, ContentType, RelatedContactId }) =>
          [Content ?? ContentType?.split("event.")[1], RelatedContactId] as const,
      ),
    );
    pageSizes.push(items.length);
    NextToken = page.NextToken ?? "";
  }
  return { read, pageSizes };
}

const of = (past: Person, content: string) => [
  ["participant.joined", past.contactId],
  [content, past.contactId],
  ["chat.ended", past.contactId],
];
const joined = ["participant.joined", undefined];

async function sessionOfTwoContacts(stage: Stage) {
  const { control } = stage.emulator;
  const customer = await stage.customer();
  await stage.agent(customer.contactId);
  await customer.call("SendMessage", plain("one"));
  const { contactId } = customer;
  const next = control.transfer({ contactId, displayName: "Sam", agentId: "sam" });
  await stage.person(next);
  await customer.call("SendMessage", plain("two"));
  control.end(contactId);
  return { firstContactId: contactId, secondContactId: next.contactId };
}

test.each<[string, PersistentChat["rehydrationType"], "first" | "second", "first" | "second", string[]]>([
  ["a whole session", "ENTIRE_PAST_SESSION", "first", "second", ["one", "two"]],
  ["a segment and all before it", "FROM_SEGMENT", "second", "second", ["one", "two"]],
  ["a segment without those after it", "FROM_SEGMENT", "first", "first", ["one"]],
])("a chat goes on from %s", async (_, rehydrationType, source, continued, texts) => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const { firstContactId, secondContactId } = await sessionOfTwoContacts(stage);
  const ids = { first: firstContactId, second: secondContactId };
  const customer = await stage.customer({
    persistentChat: { rehydrationType, sourceContactId: ids[source] },
  });
  expect(customer.continuedFromContactId).toBe(ids[continued]);
  stage.clock.advance(0);
  const { read } = await readAll(customer);
  const said = read.filter(([content]) => ["one", "two"].includes(content!));
  expect(said.map(([content]) => content)).toEqual(texts);
  expect(said[0]).toEqual(["one", firstContactId]);
  expect(read.at(-1)).toEqual(joined);
});

test("links add up: the past of a source is part of its chat's past", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const first = await pastChat(stage, "one");
  const second = await pastChat(stage, "two", {
    rehydrationType: "FROM_SEGMENT",
    sourceContactId: first.contactId,
  });
  const third = await stage.customer({
    persistentChat: { rehydrationType: "ENTIRE_PAST_SESSION", sourceContactId: second.contactId },
  });
  stage.clock.advance(0);
  expect((await readAll(third)).read).toEqual([...of(first, "one"), ...of(second, "two"), joined]);
});

test("the present runs out before the past, pages do not mix, and all but the last of the past are full", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const first = await pastChat(stage, "one");
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: first.contactId },
  });
  await customer.call("SendMessage", plain("two"));
  stage.clock.advance(0);
  const { read, pageSizes } = await readAll(customer, 2);
  expect(pageSizes).toEqual([2, 2, 1]);
  expect(read).toEqual([...of(first, "one"), joined, ["two", undefined]]);
});

test("an item of the past names its contact as RelatedContactId and has no ContactId", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const first = await pastChat(stage, "one");
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: first.contactId },
  });
  stage.clock.advance(0);
  const { NextToken, Transcript: present } = await customer.call("GetTranscript", {});
  expect(present![0]).toMatchObject({ ContactId: customer.contactId });
  expect(present![0]).not.toHaveProperty("RelatedContactId");
  const { Transcript: past } = await customer.call("GetTranscript", { NextToken });
  for (const item of past!) {
    expect(item).toMatchObject({ RelatedContactId: first.contactId });
    expect(item).not.toHaveProperty("ContactId");
  }
});

test.each<[string, object]>([
  ["ContactId", { ContactId: "CONTACT" }],
  ["a forward scan", { ScanDirection: "FORWARD", StartPosition: { MostRecent: 1 } }],
])("%s does not reach the past", async (_, input) => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const { contactId: sourceContactId } = await pastChat(stage, "one");
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId },
  });
  stage.clock.advance(0);
  const asked = JSON.parse(JSON.stringify(input).replace("CONTACT", customer.contactId)) as object;
  expect(await customer.call("GetTranscript", asked)).toMatchObject({ NextToken: "" });
});

test("a StartPosition that names an item of the past is refused", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  const first = await pastChat(stage, "one");
  const { Id } = stage.transcript(first.contactId)[0]!;
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: first.contactId },
  });
  stage.clock.advance(0);
  expect(await customer.callRaw("GetTranscript", { StartPosition: { Id } })).toMatchObject({ status: 400 });
});

test("the past is readable from chat.rehydrated on, which follows the customer's joining and is not stored", async () => {
  const stage = createStage({ rehydrationDelayMs: 300 });
  const { contactId: sourceContactId } = await pastChat(stage, "one");
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId },
  });
  const socket = await socketFor(stage, customer.participantToken);
  stage.clock.advance(299);
  expect([socket.items(), await customer.call("GetTranscript", {})]).toMatchObject([[], { NextToken: "" }]);
  stage.clock.advance(1);
  expect(socket.items()).toEqual(["chat.rehydrated"]);
  expect((await customer.call("GetTranscript", {})).NextToken).not.toBe("");
  expect(stage.transcript(customer.contactId)).toHaveLength(1);
});

test("a chat goes on from at most a hundred contacts, the newest", async () => {
  const stage = createStage({ rehydrationDelayMs: 0 });
  let source = await pastChat(stage, "0");
  const oldest = source.contactId;
  for (let number = 1; number <= 100; number++)
    source = await pastChat(stage, String(number), {
      rehydrationType: "FROM_SEGMENT",
      sourceContactId: source.contactId,
    });
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: source.contactId },
  });
  stage.clock.advance(0);
  const contactIds = new Set((await readAll(customer)).read.map(([, contactId]) => contactId));
  expect(contactIds.size).toBe(101);
  expect(contactIds.has(oldest)).toBe(false);
});

test("a past contact whose transcript is too long cannot be read, those beside it can", async () => {
  const stage = createStage({ rehydrationDelayMs: 0, limits: { pastTranscriptSizeBytes: 5_000 } });
  const short = await pastChat(stage, "short");
  const long = await pastChat(stage, "é".repeat(2_400), {
    rehydrationType: "FROM_SEGMENT",
    sourceContactId: short.contactId,
  });
  const customer = await stage.customer({
    persistentChat: { rehydrationType: "FROM_SEGMENT", sourceContactId: long.contactId },
  });
  expect(customer.continuedFromContactId).toBe(long.contactId);
  stage.clock.advance(0);
  expect((await readAll(customer)).read).toEqual([...of(short, "short"), joined]);
});

test.each<[string, (stage: Stage) => PersistentChat | Promise<PersistentChat>, string]>([
  ["is unknown", () => ({ rehydrationType: "FROM_SEGMENT", sourceContactId: "unknown" }), "NotFound"],
  [
    "has not ended",
    async (stage) => {
      const { contactId: sourceContactId } = await stage.customer();
      return { rehydrationType: "FROM_SEGMENT", sourceContactId };
    },
    "Conflict",
  ],
  [
    "is no initial contact, of a whole session",
    async (stage) => {
      const { secondContactId: sourceContactId } = await sessionOfTwoContacts(stage);
      return { rehydrationType: "ENTIRE_PAST_SESSION", sourceContactId };
    },
    "Conflict",
  ],
])("a source that %s is refused", async (_, source, code) => {
  const stage = createStage();
  const persistentChat = await source(stage);
  expect(() => stage.emulator.control.startChat({ displayName: "Avery", persistentChat })).toThrow(
    expect.objectContaining({ code }),
  );
});

test("a transfer that nobody has joined leaves no contact to go on from", async () => {
  const stage = createStage();
  const { control } = stage.emulator;
  const { contactId } = await stage.customer();
  await stage.agent(contactId);
  const { contactId: neverBegun } = control.requeue({ contactId });
  control.end(contactId);
  const start = (rehydrationType: PersistentChat["rehydrationType"], sourceContactId: string) =>
    control.startChat({ displayName: "Avery", persistentChat: { rehydrationType, sourceContactId } });
  expect(start("ENTIRE_PAST_SESSION", contactId).continuedFromContactId).toBe(contactId);
  expect(() => start("FROM_SEGMENT", neverBegun)).toThrow(expect.objectContaining({ code: "NotFound" }));
});
