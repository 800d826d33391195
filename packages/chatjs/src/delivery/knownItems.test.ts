import { expect, it } from "vitest";
import { createKnownItems } from "./knownItems.js";

const chunk = (ChunkNumber: number, MessageCompleted: boolean) => ({
  Id: "s",
  Type: "MESSAGE",
  MessageMetadata: { ChunkNumber, MessageCompleted },
});

it("knows an item by its Id", () => {
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
  expect(pieces.map(known.isNew)).toEqual([true, true, false, true, false]);
});

it("never takes a receipt, or an item without Id, for a repetition", () => {
  const known = createKnownItems();
  const receipt = { Id: "a", Type: "MESSAGEMETADATA" };
  expect([{ Id: "a" }, receipt, receipt, {}, {}, { Id: "" }, { Id: "" }].every(known.isNew)).toBe(true);
});

it("takes an attachment again when its status changes", () => {
  const known = createKnownItems();
  const attachment = (Status: "IN_PROGRESS" | "APPROVED") => ({
    Id: "a",
    Attachments: [{ AttachmentId: "x", Status }],
  });
  expect(
    [attachment("IN_PROGRESS"), attachment("IN_PROGRESS"), attachment("APPROVED")].map(known.isNew),
  ).toEqual([true, false, true]);
});

it("forgets the oldest beyond its limit", () => {
  const known = createKnownItems(2);
  expect(["a", "b", "c", "b", "a"].map((Id) => known.isNew({ Id }))).toEqual([true, true, true, false, true]);
});
