import { EVENT_TYPES, eventContentType } from "@amazon-connect-chat/protocol";
import type { EventType } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { connectCustomer, createLiveService } from "../../test/defects/liveService.js";
import { CHAT, message } from "../../test/fakeService.js";
import { LogLevel } from "../config/logger.js";
import { EVENTS } from "./eventNames.js";

const SECRET = "s3cret";
const verbose = { loggerConfig: { useDefaultLogger: true, level: LogLevel.DEBUG } };
/** Values of every type but the right one. */
const wrong: readonly unknown[] = [
  null,
  7,
  true,
  "",
  SECRET,
  [],
  [null],
  {},
  { length: 1 },
  { __proto__: 1 },
];

async function connect() {
  const chat = await connectCustomer(createLiveService(), verbose);
  const { printed } = chat.platform;
  let count = 0;
  return {
    ...chat,
    /** Sends the item, then a good one; answers what the chat told of the first. */
    async toldOf(item: unknown) {
      const before = printed.length;
      const Id = `good-${++count}`;
      chat.seen.length = 0;
      const content = typeof item === "string" ? item : JSON.stringify(item);
      chat.platform.socket().receive({ topic: "aws/chat", contentType: "application/json", content });
      chat.service.say(message(Id));
      await chat.platform.settle();
      const told = chat.told();
      expect(told.pop()).toBe("INCOMING_MESSAGE");
      expect(chat.seen.at(-1)!.event.data).toMatchObject({ Id });
      return { told, lines: printed.slice(before).map(({ line }) => line) };
    },
  };
}

const receiptItem = (MessageMetadata: unknown, more: object = {}) => ({
  ...message("m"),
  Type: "MESSAGEMETADATA",
  ContentType: eventContentType("message.metadata"),
  Content: SECRET,
  MessageMetadata,
  ...more,
});

describe("an item that nobody can use is skipped, logged without its content, and the chat goes on (CP-73)", () => {
  it.each<[string, unknown]>([
    ["that is no JSON", `{"Content":"${SECRET}"`],
    ["that is a list", JSON.stringify([SECRET])],
    ["that is a text", JSON.stringify(SECRET)],
    ["that is null", "null"],
    ["without fields", {}],
    [
      "of no contact",
      { ...message("x"), Content: SECRET, InitialContactId: undefined, ContactId: undefined },
    ],
    ["of an empty contact", { ...message("x"), Content: SECRET, InitialContactId: "", ContactId: null }],
    ["that is a receipt without metadata", receiptItem(undefined)],
    ["that is a receipt with null for metadata", receiptItem(null)],
    ["that is a receipt whose metadata is a text", receiptItem(SECRET)],
    ["that is a receipt without receipts", receiptItem({ MessageId: "m" })],
    ["that is a receipt with null for receipts", receiptItem({ MessageId: "m", Receipts: null })],
    [
      "that is a receipt with an object for receipts",
      receiptItem({ MessageId: "m", Receipts: { 0: SECRET } }),
    ],
    ["of a megabyte that is no JSON", `{"Content":"${SECRET.repeat(180_000)}`],
  ])("%s", async (_what, item) => {
    const { toldOf } = await connect();
    const { told, lines } = await toldOf(item);
    expect(told).toEqual([]);
    expect(lines.filter((line) => /ERROR.*skipped/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
  });
});

it.each<[string, unknown, readonly string[]]>([
  ["an empty list of receipts", { MessageId: "m", Receipts: [] }, []],
  ["a null receipt", { MessageId: "m", Receipts: [null] }, []],
  ["a receipt that is a text", { MessageId: "m", Receipts: [SECRET] }, []],
  ["a receipt without times", { MessageId: "m", Receipts: [{}] }, []],
  [
    "a null receipt before a whole one",
    { MessageId: "m", Receipts: [null, { ReadTimestamp: "t" }] },
    ["INCOMING_READ_RECEIPT"],
  ],
  [
    "no message",
    { MessageId: { deep: SECRET }, Receipts: [{ DeliveredTimestamp: 5 }] },
    ["INCOMING_DELIVERED_RECEIPT"],
  ],
  [
    "a prototype's name for a message",
    { MessageId: "__proto__", Receipts: [{ ReadTimestamp: "t" }] },
    ["INCOMING_READ_RECEIPT"],
  ],
])("a receipt item with %s tells what can be told", async (_what, metadata, events) => {
  const { toldOf } = await connect();
  const { told, lines } = await toldOf(receiptItem(metadata));
  expect(told).toEqual(events);
  expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
});

/** The event that an item of each type raises in a customer's session; receipts of nobody raise none. */
const raised = (type: EventType): readonly string[] => {
  if (type === "message.read" || type === "message.delivered") return [];
  const row = EVENTS.find(({ raisedBy }) => raisedBy === type);
  return [row?.name ?? "INCOMING_MESSAGE"];
};

describe.each(EVENT_TYPES.filter((type) => type !== "chat.ended"))("an item of type %s", (type) => {
  it("whose other members are missing or of the wrong type raises its event all the same", async () => {
    const { toldOf, platform } = await connect();
    const least = { ContentType: eventContentType(type), ContactId: CHAT.contactId };
    expect((await toldOf(least)).told).toEqual(raised(type));
    for (const value of wrong) {
      const names = ["AbsoluteTime", "Content", "Type", "ParticipantRole", "Attachments", "MessageMetadata"];
      const item = Object.fromEntries(names.map((name) => [name, value]));
      const { told, lines } = await toldOf({ ...item, ...least });
      expect(told).toEqual(raised(type));
      expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
    }
    expect(platform.live.sockets).toBe(1);
  });
});

it.each([
  ["an unknown content type", { ContentType: "never/heard-of" }],
  ["no content type", { ContentType: undefined }],
  ["an object for a content type", { ContentType: { toString: SECRET } }],
  ["a prototype's name for a content type", { ContentType: "constructor" }],
  ["a prototype's name for an Id", { Id: "__proto__" }],
  ["an object for an Id", { Id: { toString: 1 } }],
  ["a megabyte of text", { Content: "x".repeat(1_048_576) }],
  ["receipts inside that are none", { MessageMetadata: { Receipts: 7 } }],
  ["null receipts inside", { MessageMetadata: { Receipts: [null, "x", 7] } }],
  ["attachments that are none", { Attachments: [null, 7, {}] }],
  ["a type that is a receipt's by half", { Type: "MESSAGE_METADATA" }],
])("a message with %s reaches onMessage as it is", async (_what, more) => {
  const { toldOf, seen } = await connect();
  const item = { ...message("odd"), ...more };
  expect((await toldOf(item)).told).toEqual(["INCOMING_MESSAGE"]);
  expect(seen[0]!.event.data).toEqual(JSON.parse(JSON.stringify(item)));
});

it("an own __proto__ member gives nothing its powers", async () => {
  const { toldOf, seen } = await connect();
  await toldOf(`{"Id":"p","ContactId":"${CHAT.contactId}","__proto__":{"polluted":true}}`);
  expect((seen[0]!.event.data as { polluted?: unknown }).polluted).toBeUndefined();
  expect("polluted" in {}).toBe(false);
});
