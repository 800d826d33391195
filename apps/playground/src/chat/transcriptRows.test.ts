import { describe, expect, it } from "vitest";
import { eventContentType } from "amazon-connect-chatjs";
import type { TranscriptItem } from "amazon-connect-chatjs";
import { changeUpload } from "../attachments/uploads.js";
import { INITIAL_CONVERSATION } from "./conversationState.js";
import { EMPTY_TRANSCRIPT, markFailed, queueMessage, takeSnapshot } from "./transcript.js";
import type { Transcript } from "./transcript.js";
import { GROUP_GAP_MS, transcriptRows } from "./transcriptRows.js";
import type { RowSource } from "./transcriptRows.js";
import type { MessageRow, TranscriptRow } from "./rows.js";

const NOON_MS = new Date(2026, 0, 15, 12).getTime();
const DAY_MS = 86_400_000;
const viewer = { participantId: "me", role: "CUSTOMER", displayName: "Avery" } as const;

const item = (id: string, atMs: number, more: Partial<TranscriptItem> = {}): TranscriptItem => ({
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
const rowsOf = (items: readonly TranscriptItem[], nowMs = NOON_MS, base: Transcript = EMPTY_TRANSCRIPT) =>
  transcriptRows({ ...INITIAL_CONVERSATION, transcript: takeSnapshot(base, items, "me") }, viewer, nowMs);
const textOf = (row: TranscriptRow) =>
  row.kind === "message" && row.content.as === "text" ? row.content.text : row.kind;
const groupsOf = (items: readonly TranscriptItem[], nowMs?: number) =>
  rowsOf(items, nowMs).flatMap((row) =>
    row.kind === "message" ? [`${row.startsGroup ? "[" : ""}${textOf(row)}${row.endsGroup ? "]" : ""}`] : [],
  );

describe("transcriptRows", () => {
  it("groups messages of one sender that follow each other closely", () => {
    expect(groupsOf([item("a", NOON_MS), item("b", NOON_MS + 1_000), item("c", NOON_MS + 2_000)])).toEqual([
      "[a",
      "b",
      "c]",
    ]);
  });

  it("takes what the viewer's role said in an earlier chat for one's own, and marks where each begins", () => {
    const mine = { ParticipantId: "me, back then", ParticipantRole: "CUSTOMER" };
    const rows = rowsOf([
      item("a", NOON_MS, { ...mine, RelatedContactId: "old" }),
      item("b", NOON_MS + 1, { RelatedContactId: "old" }),
      item("c", NOON_MS + 2, { ContactId: "new" }),
    ]);
    expect(rows.map((row) => (row.kind === "message" ? `${row.side} ${row.key}` : row.kind))).toEqual([
      "segment",
      "own a",
      "other b",
      "segment",
      "other c",
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

  it("names a day twice where what was not sent of it stands below the next day", () => {
    const written = { clientToken: "t", contentType: "text/plain", text: "x", queuedAtMs: NOON_MS - DAY_MS };
    const failed = markFailed(queueMessage(EMPTY_TRANSCRIPT, written), "t", "no");
    const rows = rowsOf([item("a", NOON_MS - DAY_MS), item("b", NOON_MS)], NOON_MS, failed);
    expect(rows.map(({ kind }) => kind)).toEqual(["day", "message", "day", "message", "day", "message"]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
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
    const queued = queueMessage(EMPTY_TRANSCRIPT, {
      clientToken: "t",
      contentType: "text/plain",
      text: "Hi",
      queuedAtMs: NOON_MS - 1,
    });
    const rows = rowsOf([item("a", NOON_MS)], NOON_MS, markFailed(queued, "t", "no answer"));
    expect(rows[1]).toMatchObject({
      key: "t",
      content: { as: "text", text: "Hi" },
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

  it("takes a receipt for all of one's messages before it", () => {
    const mine = (id: string, atMs: number, Status: "SENT" | "DELIVERED" | "READ") =>
      item(id, atMs, { ParticipantId: "me", ParticipantRole: "CUSTOMER", MessageMetadata: { Status } });
    const statuses = rowsOf([
      mine("a", NOON_MS, "SENT"),
      mine("b", NOON_MS + 1, "READ"),
      item("c", NOON_MS + 2),
      mine("d", NOON_MS + 3, "DELIVERED"),
      mine("e", NOON_MS + 4, "SENT"),
    ]).map((row) => (row.kind === "message" ? row.status : row.kind));
    expect(statuses).toEqual(["read", "read", "sent", "delivered", "sent"]);
  });

  it("shows a message that still grows as such", () => {
    const growing = item("a", NOON_MS, { MessageMetadata: { MessageCompleted: false } });
    expect(rowsOf([growing, item("b", NOON_MS + 1)])).toMatchObject([
      { isGrowing: true },
      { isGrowing: false },
    ]);
  });

  it("puts uploads between outgoing messages, by the time they were begun", () => {
    const upload = {
      key: "u",
      name: "a.png",
      sizeBytes: 10,
      loadedBytes: 0,
      startedAtMs: NOON_MS,
      status: "sending",
    } as const;
    const queued = queueMessage(EMPTY_TRANSCRIPT, {
      clientToken: "t",
      contentType: "text/plain",
      text: "Hi",
      queuedAtMs: NOON_MS + 1,
    });
    const uploads = changeUpload([upload], "u", { status: "failed", reason: "it is too large" });
    const rows = transcriptRows({ ...INITIAL_CONVERSATION, transcript: queued, uploads }, viewer, NOON_MS);
    expect(rows).toMatchObject([
      { key: "u", side: "own", status: "failed", reason: "it is too large", content: { as: "upload" } },
      { key: "t", status: "sending" },
    ]);
  });

  describe("with a question", () => {
    const Content = JSON.stringify({
      templateType: "QuickReply",
      data: { content: { title: "Well?", elements: [{ title: "Yes" }] } },
    });
    const ContentType = "application/vnd.amazonaws.connect.message.interactive";
    const transcript = takeSnapshot(EMPTY_TRANSCRIPT, [item("q", NOON_MS, { ContentType, Content })], "me");
    const questionOf = (more: Partial<RowSource>) =>
      (transcriptRows({ ...INITIAL_CONVERSATION, transcript, ...more }, viewer, NOON_MS)[0] as MessageRow)
        .question;

    it("lets it be answered once, and not after the end", () => {
      expect(questionOf({ connection: "connected" })).toBe("open");
      expect(questionOf({ connection: "connected", answered: new Set(["q"]) })).toBe("answered");
      expect(questionOf({ connection: "ended" })).toBe("closed");
    });
  });

  describe("with a request to sign in", () => {
    const asked = (id: string, atMs: number) =>
      item(id, atMs, {
        Type: "EVENT",
        ContentType: eventContentType("authentication.initiated"),
        Content: '{"SessionId":"s"}',
      });
    const outcome = (name: "failed" | "succeeded", atMs: number) =>
      item(name, atMs, { Type: "EVENT", ContentType: eventContentType(`authentication.${name}`) });

    it("shows of each what came of it", () => {
      const rows = rowsOf([
        asked("a", NOON_MS),
        outcome("failed", NOON_MS + 1),
        asked("b", NOON_MS + 2),
        outcome("succeeded", NOON_MS + 3),
        asked("c", NOON_MS + 4),
      ]);
      expect(rows).toMatchObject([
        { kind: "signIn", sessionId: "s", outcome: "failed" },
        { outcome: "succeeded" },
        { outcome: undefined },
      ]);
    });
  });
});
