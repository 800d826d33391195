import { expect, it } from "vitest";
import { createKnownItems } from "./knownItems.js";

const chunk = (ChunkNumber: number, MessageCompleted: boolean) => ({
  Id: "s",
  Type: "MESSAGE",
  MessageMetadata: { ChunkNumber, MessageCompleted },
});

it("knows an item by its Id (CP-28)", () => {
  const known = createKnownItems();
  expect([known.isNew({ Id: "a" }), known.isNew({ Id: "b" }), known.isNew({ Id: "a" })]).toEqual([
    true,
    true,
    false,
  ]);
});

it("takes each piece of streamed text once, and its completion (CP-12)", () => {
  const known = createKnownItems();
  const pieces = [chunk(1, false), chunk(2, false), chunk(2, false), chunk(3, true), chunk(3, true)];
  expect(pieces.map((piece) => known.isNew(piece))).toEqual([true, true, false, true, false]);
});

it("takes nothing of a streamed text after the whole, and what a transcript has of it each time", () => {
  const known = createKnownItems();
  expect([
    known.isNew(chunk(1, false)),
    known.isNew(chunk(1, false), true),
    known.isNew(chunk(2, true)),
    known.isNew(chunk(3, false)),
    known.isNew(chunk(3, false), true),
  ]).toEqual([true, true, true, false, false]);
});

it("takes a message that was read while it was processed again when it has been, and not the other way round", () => {
  const known = createKnownItems();
  const processing = { Id: "a", MessageMetadata: { MessageProcessingStatus: "PROCESSING" } } as const;
  const items = [processing, processing, { Id: "a" }, { Id: "a" }, processing];
  expect(items.map((item) => known.isNew(item))).toEqual([true, false, true, false, false]);
});

it("never takes a receipt, or an item without Id, for a repetition", () => {
  const known = createKnownItems();
  const receipt = { Id: "a", Type: "MESSAGEMETADATA" };
  expect(
    [{ Id: "a" }, receipt, receipt, {}, {}, { Id: "" }, { Id: "" }].every((item) => known.isNew(item)),
  ).toBe(true);
});

it("takes an attachment again when its status changes", () => {
  const known = createKnownItems();
  const attachment = (Status: "IN_PROGRESS" | "APPROVED") => ({
    Id: "a",
    Attachments: [{ AttachmentId: "x", Status }],
  });
  expect(
    [attachment("IN_PROGRESS"), attachment("IN_PROGRESS"), attachment("APPROVED")].map((item) =>
      known.isNew(item),
    ),
  ).toEqual([true, false, true]);
});

it("forgets the oldest beyond its limit", () => {
  const known = createKnownItems(2);
  expect(["a", "b", "c", "b", "a"].map((Id) => known.isNew({ Id }))).toEqual([true, true, true, false, true]);
});
