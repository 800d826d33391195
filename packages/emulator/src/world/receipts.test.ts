import { expect, test } from "vitest";
import type { Item } from "./item.js";
import { applyReceipt } from "./receipts.js";

const message: Item = { AbsoluteTime: "2026-01-15T12:00:00.000Z", Id: "m-1", Type: "MESSAGE", Content: "Hi" };
const at = (second: number) => Date.UTC(2026, 0, 15, 12, 0, second);

test("a message once delivered and then read keeps both times", () => {
  const delivered = applyReceipt(message, { kind: "delivered", recipientParticipantId: "a", atMs: at(1) });
  const read = applyReceipt(delivered!.message, { kind: "read", recipientParticipantId: "a", atMs: at(2) });
  expect(read!.message.MessageMetadata).toEqual({
    MessageId: "m-1",
    Receipts: [
      {
        DeliveredTimestamp: "2026-01-15T12:00:01.000Z",
        ReadTimestamp: "2026-01-15T12:00:02.000Z",
        RecipientParticipantId: "a",
      },
    ],
  });
});

test("reading implies delivery", () => {
  const read = applyReceipt(message, { kind: "read", recipientParticipantId: "a", atMs: at(2) });
  expect(read!.receipt).toEqual({
    DeliveredTimestamp: "2026-01-15T12:00:02.000Z",
    ReadTimestamp: "2026-01-15T12:00:02.000Z",
    RecipientParticipantId: "a",
  });
});

test("a receipt that is there already changes nothing", () => {
  const read = applyReceipt(message, { kind: "read", recipientParticipantId: "a", atMs: at(2) });
  for (const kind of ["read", "delivered"] as const)
    expect(applyReceipt(read!.message, { kind, recipientParticipantId: "a", atMs: at(3) })).toBeUndefined();
});

test("receipts of several recipients stand side by side", () => {
  const first = applyReceipt(message, { kind: "read", recipientParticipantId: "a", atMs: at(1) });
  const second = applyReceipt(first!.message, { kind: "read", recipientParticipantId: "b", atMs: at(2) });
  const recipients = second!.message.MessageMetadata!.Receipts!.map((one) => one.RecipientParticipantId);
  expect(recipients).toEqual(["a", "b"]);
});
