import { describe, expect, it } from "vitest";
import { eventContentType } from "amazon-connect-chatjs";
import type { ChatItem } from "amazon-connect-chatjs";
import { EMPTY_TRANSCRIPT, markFailed, mergeItems, queueMessage } from "./transcript.js";
import type { Transcript } from "./transcript.js";
import { GROUP_GAP_MS, transcriptRows } from "./transcriptRows.js";

const NOON_MS = new Date(2026, 0, 15, 12).getTime();
const DAY_MS = 86_400_000;
const viewer = { participantId: "me", role: "CUSTOMER", displayName: "Avery" } as const;

const item = (id: string, atMs: number, more: Partial<ChatItem> = {}): ChatItem => ({
  Id: id,
  AbsoluteTime: new Date(atMs).toISOString(),
  Type: "MESSAGE",
  ContentType: "text/plain",
  Content: id,
  ParticipantId: "robin",
  ParticipantRole: "AGENT",
  DisplayName: "Robin",
  ...more,
});
const rowsOf = (items: readonly ChatItem[], nowMs = NOON_MS, base: Transcript = EMPTY_TRANSCRIPT) =>
  transcriptRows(mergeItems(base, items), viewer, nowMs);
const groupsOf = (items: readonly ChatItem[], nowMs?: number) =>
  rowsOf(items, nowMs).flatMap((row) =>
    row.kind === "message" ? [`${row.startsGroup ? "[" : ""}${row.text}${row.endsGroup ? "]" : ""}`] : [],
  );

describe("transcriptRows", () => {
  it("groups messages of one sender that follow each other closely", () => {
    expect(groupsOf([item("a", NOON_MS), item("b", NOON_MS + 1_000), item("c", NOON_MS + 2_000)])).toEqual([
      "[a",
      "b",
      "c]",
    ]);
  });

  it("begins a group with another sender", () => {
    const mine = { ParticipantId: "me", ParticipantRole: "CUSTOMER", DisplayName: "Avery" };
    expect(groupsOf([item("a", NOON_MS), item("b", NOON_MS + 1, mine), item("c", NOON_MS + 2)])).toEqual([
      "[a]",
      "[b]",
      "[c]",
    ]);
  });

  it("begins a group after a silence", () => {
    expect(groupsOf([item("a", NOON_MS), item("b", NOON_MS + GROUP_GAP_MS)])).toEqual(["[a]", "[b]"]);
    expect(groupsOf([item("a", NOON_MS), item("b", NOON_MS + GROUP_GAP_MS - 1)])).toEqual(["[a", "b]"]);
  });

  it("begins a group after a notice", () => {
    const left = item("x", NOON_MS + 1, { Type: "EVENT", ContentType: eventContentType("participant.left") });
    expect(groupsOf([item("a", NOON_MS), left, item("b", NOON_MS + 2)])).toEqual(["[a]", "[b]"]);
  });

  it("names no day while the whole chat is of today", () => {
    expect(rowsOf([item("a", NOON_MS)]).map(({ kind }) => kind)).toEqual(["message"]);
  });

  it("names each day, once the chat is older than today", () => {
    const items = [item("a", NOON_MS), item("b", NOON_MS + 1), item("c", NOON_MS + DAY_MS)];
    const kinds = rowsOf(items, NOON_MS + DAY_MS).map(({ kind }) => kind);
    expect(kinds).toEqual(["day", "message", "message", "day", "message"]);
  });

  it("tells own, other and system messages apart", () => {
    const sides = rowsOf([
      item("a", NOON_MS, { ParticipantId: "me", ParticipantRole: "CUSTOMER" }),
      item("b", NOON_MS + 1),
      item("c", NOON_MS + 2, { ParticipantRole: "SYSTEM", DisplayName: "SYSTEM_MESSAGE" }),
      item("d", NOON_MS + 3, { ParticipantRole: "CUSTOM_BOT", DisplayName: "Helper" }),
    ]).map((row) => (row.kind === "message" ? [row.side, row.name] : row.kind));
    expect(sides).toEqual([
      ["own", "Robin"],
      ["other", "Robin"],
      ["system", "System"],
      ["system", "Helper"],
    ]);
  });

  it("puts outgoing messages last, with their state and no id", () => {
    const queued = queueMessage(EMPTY_TRANSCRIPT, { clientToken: "t", text: "Hi", queuedAtMs: NOON_MS - 1 });
    const rows = rowsOf([item("a", NOON_MS)], NOON_MS, markFailed(queued, "t", "no answer"));
    expect(rows[1]).toMatchObject({
      key: "t",
      text: "Hi",
      side: "own",
      status: "failed",
      reason: "no answer",
    });
    expect(rows[1]).not.toHaveProperty("id");
  });

  it("shows nothing of events that say nothing to a person", () => {
    const acknowledged = item("a", NOON_MS, {
      Type: "EVENT",
      ContentType: eventContentType("connection.acknowledged"),
    });
    expect(rowsOf([acknowledged])).toEqual([]);
  });
});
