import { eventContentType } from "@amazon-connect-chat/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENTS } from "./eventNames.js";
import type { EventName } from "./eventNames.js";
import { readItem, route } from "./incoming.js";
import type { SessionIdentity } from "./incoming.js";

const customer: SessionIdentity = {
  contactId: "c2",
  initialContactId: "c1",
  participantId: "me",
  sessionType: "CUSTOMER",
};
const agent: SessionIdentity = { ...customer, sessionType: "AGENT" };
const item = (more: object) => ({ Id: "1", Type: "EVENT", InitialContactId: "c1", ...more });
const receipts = (...Receipts: unknown[]) => ({
  Id: "1",
  Type: "MESSAGEMETADATA",
  ContentType: eventContentType("message.metadata"),
  MessageMetadata: { MessageId: "1", Receipts },
});
const emitted = (from: object, identity = customer) => {
  const { event, next } = route(from, identity);
  return [event, next].filter(Boolean);
};

describe("routing", () => {
  it.each(EVENTS.flatMap(({ name, raisedBy }) => (raisedBy ? [[raisedBy, name] as const] : [])))(
    "%s raises %s",
    (type, event) => {
      expect(emitted(item({ ContentType: eventContentType(type) }))).toEqual([event]);
    },
  );

  it("knows each event by the name that it has in 5.0.0", () => {
    expect(EVENTS.map(({ name }) => name)).toEqual([
      "INCOMING_MESSAGE",
      "INCOMING_TYPING",
      "INCOMING_READ_RECEIPT",
      "INCOMING_DELIVERED_RECEIPT",
      "PARTICIPANT_IDLE",
      "PARTICIPANT_RETURNED",
      "PARTICIPANT_INVITED",
      "AUTODISCONNECTION",
      "PARTICIPANT_DISPLAY_NAME_UPDATED",
      "AUTHENTICATION_INITIATED",
      "AUTHENTICATION_SUCCESSFUL",
      "AUTHENTICATION_FAILED",
      "AUTHENTICATION_TIMEOUT",
      "AUTHENTICATION_EXPIRED",
      "AUTHENTICATION_CANCELED",
      "CHAT_REHYDRATED",
      "TRANSCRIPT_UPDATED",
      "CONNECTION_ESTABLISHED",
      "CONNECTION_LOST",
      "CONNECTION_BROKEN",
      "RECONNECTING",
      "TRANSCRIPT_GAP",
      "DEEP_HEARTBEAT_SUCCESS",
      "DEEP_HEARTBEAT_FAILURE",
      "CHAT_ENDED",
    ] satisfies EventName[]);
  });

  it.each([
    "text/plain",
    "text/markdown",
    "application/json",
    "never/heard-of",
    undefined,
    "__proto__",
    "constructor",
    "toString",
    eventContentType("participant.joined"),
    eventContentType("participant.left"),
    eventContentType("participant.active"),
    eventContentType("participant.inactive"),
    eventContentType("transfer.failed"),
    eventContentType("connection.acknowledged"),
    eventContentType("workflow.cancelled"),
  ])("%s raises INCOMING_MESSAGE", (ContentType) => {
    expect(emitted(item({ ContentType }))).toEqual(["INCOMING_MESSAGE"]);
  });

  it("ends the session after the item of the chat's end", () => {
    expect(emitted(item({ ContentType: eventContentType("chat.ended") }))).toEqual([
      "INCOMING_MESSAGE",
      "end",
    ]);
  });

  it("detaches the agent who handed the chat over, and leaves the customer alone", () => {
    const transfer = item({ ContentType: eventContentType("transfer.succeeded") });
    expect(emitted(transfer, agent)).toEqual(["INCOMING_MESSAGE", "detach"]);
    expect(emitted(transfer, customer)).toEqual(["INCOMING_MESSAGE"]);
  });

  it.each([
    ["the initial contact", { InitialContactId: "c1", ContactId: "other" }, 1],
    ["the contact", { InitialContactId: "other", ContactId: "c2" }, 1],
    ["another contact", { InitialContactId: "other", ContactId: "another" }, 0],
    ["no contact", { InitialContactId: undefined }, 0],
  ])("takes an item by %s", (_name, ids, count) => {
    expect(emitted({ ...item({ ContentType: "text/plain" }), ...ids })).toHaveLength(count);
  });
});

describe("receipts", () => {
  it.each([
    [
      "read",
      [{ ReadTimestamp: "t", DeliveredTimestamp: "t", RecipientParticipantId: "you" }],
      ["INCOMING_READ_RECEIPT"],
    ],
    [
      "delivered",
      [{ DeliveredTimestamp: "t", RecipientParticipantId: "you" }],
      ["INCOMING_DELIVERED_RECEIPT"],
    ],
    ["without recipient", [{ ReadTimestamp: "t" }], ["INCOMING_READ_RECEIPT"]],
    ["my own", [{ ReadTimestamp: "t", RecipientParticipantId: "me" }], []],
    [
      "mine first, then yours",
      [
        { ReadTimestamp: "t", RecipientParticipantId: "me" },
        { DeliveredTimestamp: "t", RecipientParticipantId: "you" },
      ],
      ["INCOMING_DELIVERED_RECEIPT"],
    ],
    ["without time", [{ RecipientParticipantId: "you" }], []],
    ["empty", [], []],
    ["null", [null], []],
  ])("%s", (_name, list, events) => {
    expect(emitted(receipts(...list))).toEqual(events);
  });

  it("are dropped when they name another contact, and when they are malformed (CP-32, W31, W36)", () => {
    expect(emitted({ ...receipts({ ReadTimestamp: "t" }), ContactId: "other" })).toEqual([]);
    expect(emitted({ Type: "MESSAGEMETADATA" })).toEqual([]);
    expect(emitted({ Type: "MESSAGEMETADATA", MessageMetadata: { Receipts: "no" } })).toEqual([]);
    expect(emitted(item({ ContentType: eventContentType("message.read") }))).toEqual([]);
  });
});

it("reads and routes any JSON without throwing", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(customer, agent), (value, identity) => {
      const read = readItem(JSON.stringify(value));
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      if (read) expect(isObject).toBe(true);
      if (read) route({ ...read, InitialContactId: "c1" }, identity);
    }),
  );
});

it.each<[string, unknown, boolean]>([
  ["an item by its contact", { ContactId: "other" }, true],
  ["an item by its initial contact", '{"InitialContactId":"other"}', true],
  ["a receipt that names no contact", { Type: "MESSAGEMETADATA", MessageMetadata: { Receipts: [] } }, true],
  ["an item of nobody", { Id: "1", Type: "MESSAGE" }, false],
  ["a receipt without receipts", { Type: "MESSAGEMETADATA", ContactId: "c1", MessageMetadata: {} }, false],
  ["a list", "[]", false],
  ["a text", '"x"', false],
  ["null", null, false],
])("tells whether %s can be used", (_name, content, isUsable) => {
  expect(readItem(content) !== undefined).toBe(isUsable);
});
