import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatError } from "../../errors.js";
import type { TranscriptItem } from "../../transcript/transcriptStore.js";
import type { OutboxEntry } from "../outbox/outboxTypes.js";
import { shownMessages } from "./shownMessages.js";
import type { MessageSource } from "./shownMessages.js";
import { chatStrings } from "./strings.js";

const TIME = "2026-11-20T10:00:00.000Z";
const item = (Id: string, more: Partial<TranscriptItem> = {}): TranscriptItem => ({
  Id,
  Type: "MESSAGE",
  ContentType: "text/plain",
  Content: `text of ${Id}`,
  ParticipantId: "customer",
  ParticipantRole: "CUSTOMER",
  DisplayName: "Avery",
  AbsoluteTime: TIME,
  ...more,
});
const agent = { ParticipantId: "agent", ParticipantRole: "AGENT", DisplayName: "Robin" } as const;
const entry = (id: string, more: object = {}): OutboxEntry => ({
  kind: "message",
  id,
  message: `text of ${id}`,
  contentType: "text/plain",
  createdAt: TIME,
  attempts: 0,
  metadata: null,
  state: "waiting",
  ...more,
});
const show = (source: Partial<MessageSource>) =>
  shownMessages({ items: [], entries: [], ownId: "customer", strings: chatStrings, ...source });
const inShort = (source: Partial<MessageSource>) =>
  show(source).map(({ side, text, status }) => `${side} ${text} ${status}`);

describe("a row", () => {
  it("has what an item says, who said it, and when", () => {
    expect(show({ items: [item("1", agent)] })).toEqual([
      {
        key: "1",
        kind: "message",
        side: "other",
        name: "Robin",
        text: "text of 1",
        timeMs: Date.parse(TIME),
        status: "sent",
        item: item("1", agent),
        entry: undefined,
      },
    ]);
  });

  it.each([
    [{ ParticipantRole: "SUPERVISOR", ParticipantId: "s" }, "other"],
    [{ ParticipantRole: "CUSTOM_BOT", ParticipantId: "b" }, "system"],
    [{ ParticipantRole: "SYSTEM", ParticipantId: undefined, MessageMetadata: undefined }, "own"],
    [{ ParticipantRole: "SYSTEM", ParticipantId: "flow" }, "system"],
    [{ ParticipantId: "customer" }, "own"],
  ] as const)("of %o is on the side %s", (more, side) => {
    expect(show({ items: [item("1", more)] })[0]?.side).toBe(side);
  });

  it("is one's own in an earlier chat, where the customer was another participant", () => {
    expect(inShort({ items: [item("0", { ParticipantId: "before" }), item("1")] })).toEqual([
      "own text of 0 sent",
      "own text of 1 sent",
    ]);
    const items = [item("0", { ...agent, ParticipantId: "colleague" }), item("1", agent)];
    expect(show({ items, ownId: "agent" }).map(({ side }) => side)).toEqual(["other", "own"]);
  });

  it("names the role where there is no name, and has no time where none is told", () => {
    const [row] = show({ items: [item("1", { ...agent, DisplayName: "", AbsoluteTime: "soon" })] });
    expect(row).toMatchObject({ name: "AGENT", timeMs: undefined });
  });

  it("says who comes and goes in the page's words, and leaves out what says nothing to people", () => {
    const event = (Id: string, type: string) =>
      item(Id, {
        Type: "EVENT",
        ContentType: `application/vnd.amazonaws.connect.event.${type}` as "text/plain",
        Content: undefined,
      });
    const items = ["participant.joined", "typing", "participant.left", "chat.ended"].map((type, index) =>
      event(String(index), type),
    );
    const rows = show({ items, strings: { ...chatStrings, left: "{name} geht" } });
    expect(rows.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      "event: Avery joined",
      "event: Avery geht",
      "event: The chat has ended",
    ]);
  });

  it.each(["constructor", "toString", "__proto__"])("is none for an event by the name of %s", (name) => {
    const ContentType = `application/vnd.amazonaws.connect.event.${name}` as "text/plain";
    expect(show({ items: [item("1", { Type: "EVENT", ContentType, Content: undefined })] })).toEqual([]);
    const MessageMetadata = { MessageId: "2", Status: name as "SENT" };
    expect(show({ items: [item("2", { MessageMetadata })] })[0]?.status).toBe("sent");
  });
});

describe("what became of a message", () => {
  const withStatus = (Id: string, Status?: "SENDING" | "FAILED" | "SENT" | "DELIVERED" | "READ") =>
    item(Id, Status && { MessageMetadata: { MessageId: Id, Status } });

  it("is told by the transcript", () => {
    const items = [withStatus("1", "SENDING"), withStatus("2", "FAILED"), withStatus("3", "SENT")];
    expect(show({ items }).map(({ status }) => status)).toEqual(["sending", "failed", "sent"]);
  });

  it("holds for all before it: a receipt goes out for many", () => {
    const items = [
      withStatus("1"),
      withStatus("2", "FAILED"),
      item("3", agent),
      withStatus("4", "READ"),
      withStatus("5", "DELIVERED"),
      withStatus("6"),
    ];
    expect(show({ items }).map(({ status }) => status)).toEqual([
      "read",
      "failed",
      "sent",
      "read",
      "delivered",
      "sent",
    ]);
  });
});

describe("what is on its way", () => {
  const error = new ChatError("SERVICE_ERROR", "no");

  it("comes last: what waits, is being sent, or has failed, and no events", () => {
    const entries = [
      entry("a", { state: "failed", error }),
      entry("b", { state: "sending" }),
      entry("c", { kind: "attachment", name: "order.txt", type: "text/plain", size: 3, message: undefined }),
      entry("d", { kind: "event" }),
    ];
    expect(inShort({ items: [item("1", agent)], entries })).toEqual([
      "other text of 1 sent",
      "own text of a failed",
      "own text of b sending",
      "own order.txt waiting",
    ]);
  });

  it("stays until the transcript has it, and keeps its key there", () => {
    const entries = [entry("a", { state: "sent", resultId: "1" }), entry("b", { state: "sent" })];
    expect(show({ entries })).toMatchObject([{ key: "a", status: "sent", item: undefined }]);
    expect(show({ entries, items: [item("1")] })).toMatchObject([{ key: "a", item: { Id: "1" } }]);
  });

  it("is shown once where the transcript shows each try", () => {
    const tried = (Id: string, Status: "SENDING" | "FAILED", Content = "yes") =>
      item(Id, { ParticipantId: undefined, Content, MessageMetadata: { MessageId: Id, Status } });
    const items = [tried("1", "FAILED"), tried("2", "SENDING"), tried("3", "FAILED", "no")];
    const entryOf = (more: object) => entry("a", { message: "yes", attempts: 2, ...more });
    expect(inShort({ items, entries: [entryOf({ state: "sending" })] })).toEqual([
      "own no failed",
      "own yes sending",
    ]);
    const withItem = [tried("1", "FAILED"), item("4", { Content: "yes" })];
    const entries = [entryOf({ state: "sent", resultId: "4" })];
    expect(inShort({ items: withItem, entries })).toEqual(["own yes sent"]);
  });

  it("is known by the id of the attachment, too", () => {
    const entries = [entry("a", { kind: "attachment", name: "x.txt", state: "sent", resultId: "file" })];
    const Attachments = [{ AttachmentId: "file", AttachmentName: "x.txt", Status: "APPROVED" as const }];
    const items = [item("1", { Type: "ATTACHMENT", Content: undefined, Attachments })];
    expect(inShort({ entries, items })).toEqual(["own x.txt sent"]);
  });

  it("is shown once when the message comes before the answer, or in its place", () => {
    const items = [item("0"), item("1", { Content: "yes" })];
    const tried = { message: "yes", attempts: 1 };
    for (const state of ["sending", "waiting"])
      expect(inShort({ items, entries: [entry("a", { ...tried, state })] })).toHaveLength(2);
    // A message that says the same, and is known to be another one.
    const before = entry("a", { message: "yes", state: "sent", resultId: "1" });
    expect(inShort({ items, entries: [before, entry("b", { ...tried, state: "sending" })] })).toHaveLength(3);
    // One that was never tried, and one that the service refused.
    for (const more of [{ message: "yes" }, { ...tried, state: "failed", error }])
      expect(inShort({ items, entries: [entry("a", more)] })).toHaveLength(3);
  });
});

it("shows all there is, each once, with keys that differ", () => {
  const entryOf = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    state: fc.constantFrom("waiting", "sending", "sent", "failed"),
    attempts: fc.nat(2),
    resultId: fc.constantFrom("1", "2", "3"),
  });
  const source = fc.record({
    ids: fc.uniqueArray(fc.constantFrom("1", "2", "3", "4")),
    given: fc.uniqueArray(entryOf, { selector: ({ id }) => id, comparator: "SameValue" }),
  });
  fc.assert(
    fc.property(source, ({ ids, given }) => {
      const results = given.filter(({ state }) => state === "sent").map(({ resultId }) => resultId);
      fc.pre(new Set(results).size === results.length);
      const entries = given.map(({ id, ...more }) =>
        entry(id, more.state === "sent" ? more : { ...more, resultId: undefined }),
      );
      const rows = show({ items: ids.map((id) => item(id)), entries });
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      for (const id of ids) expect(rows.filter((row) => row.item?.Id === id)).toHaveLength(1);
      for (const { id, state, resultId } of given)
        if (state !== "sent" || !ids.includes(resultId))
          expect(rows.filter((row) => row.entry?.id === id)).toHaveLength(1);
    }),
  );
});
