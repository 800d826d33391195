import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TranscriptItem } from "amazon-connect-chatjs";
import { confirmSent, EMPTY_TRANSCRIPT, markFailed, queueMessage, takeSnapshot } from "./transcript.js";
import type { Transcript } from "./transcript.js";

const time = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString();
const message = (id: string, second: number, more: Partial<TranscriptItem> = {}): TranscriptItem => ({
  Id: id,
  AbsoluteTime: time(second),
  Type: "MESSAGE",
  ContentType: "text/plain",
  Content: `text of ${id}`,
  ParticipantId: "other",
  ...more,
});
const own = (id: string, second: number, text: string) =>
  message(id, second, { ParticipantId: "me", Content: text });
const queued = (clientToken: string, text: string, transcript: Transcript = EMPTY_TRANSCRIPT) =>
  queueMessage(transcript, { clientToken, contentType: "text/plain", text, queuedAtMs: 0 });
const shown = (transcript: Transcript, ...items: TranscriptItem[]) => takeSnapshot(transcript, items, "me");
const ids = ({ entries }: Transcript) => entries.map(({ id }) => id);
const tokens = ({ outgoing }: Transcript) => outgoing.map(({ clientToken }) => clientToken);

describe("takeSnapshot", () => {
  it("shows the items of the newest snapshot in its order", () => {
    const first = shown(EMPTY_TRANSCRIPT, message("b", 2));
    expect(ids(shown(first, message("a", 1), message("b", 2), message("c", 2)))).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["no Id", message("", 1)],
    ["no time", { Id: "a" }],
    ["a time that is none", message("a", 1, { AbsoluteTime: "soon" })],
    ["no confirmation yet", message("a", 1, { MessageMetadata: { Status: "SENDING" } })],
    ["a failure", message("a", 1, { MessageMetadata: { Status: "FAILED" } })],
  ])("leaves out an item with %s", (_, item) => {
    expect(shown(EMPTY_TRANSCRIPT, item).entries).toEqual([]);
  });
});

describe("a message of one's own", () => {
  it("stands once when the answer comes before the item", () => {
    const sent = confirmSent(queued("t", "Hi"), "t", "a");
    expect([ids(sent), tokens(sent)]).toEqual([[], ["t"]]);
    const arrived = shown(sent, own("a", 1, "Hi"));
    expect([ids(arrived), tokens(arrived)]).toEqual([["a"], []]);
  });

  it("stands once when the item comes before the answer", () => {
    const arrived = shown(queued("t", "Hi"), own("a", 1, "Hi"));
    expect([ids(arrived), tokens(arrived)]).toEqual([["a"], []]);
    expect(confirmSent(arrived, "t", "a")).toEqual(arrived);
  });

  it("keeps its key when it turns from outgoing to stored, and afterwards", () => {
    const arrived = shown(confirmSent(queued("t", "Hi"), "t", "a"), own("a", 1, "Hi"));
    expect(arrived.entries[0]?.key).toBe("t");
    expect(shown(arrived, own("a", 1, "Hi"), message("b", 2)).entries.map(({ key }) => key)).toEqual([
      "t",
      "b",
    ]);
  });

  it("stands twice when the same words were sent twice, in whichever order items and answers come", () => {
    const both = queued("t2", "ok", queued("t1", "ok"));
    fc.assert(
      fc.property(fc.shuffledSubarray(["a", "b", "t1", "t2"], { minLength: 4 }), (order) => {
        const arrived: TranscriptItem[] = [];
        const done = order.reduce((transcript, step) => {
          if (step === "t1" || step === "t2") return confirmSent(transcript, step, step === "t1" ? "a" : "b");
          arrived.push(own(step, step === "a" ? 1 : 2, "ok"));
          arrived.sort((one, other) => (one.Id! < other.Id! ? -1 : 1));
          return shown(transcript, ...arrived);
        }, both);
        expect([ids(done), tokens(done)]).toEqual([["a", "b"], []]);
      }),
    );
  });

  it("is not taken for a message of somebody else with the same words", () => {
    expect(tokens(shown(queued("t", "Hi"), message("a", 1, { Content: "Hi" })))).toEqual(["t"]);
  });

  it("is not taken for one of the same words from before", () => {
    const known = shown(EMPTY_TRANSCRIPT, message("b", 5));
    const withEarlier = shown(queued("t", "Hi", known), own("old", 1, "Hi"), message("b", 5));
    expect(tokens(withEarlier)).toEqual(["t"]);
  });

  it("says why it failed, and is on its way again with the next attempt", () => {
    const failed = markFailed(queued("t", "Hi"), "t", "no answer");
    expect(failed.outgoing).toMatchObject([{ status: "failed", reason: "no answer" }]);
    expect(queued("t", "Hi", failed).outgoing).toEqual([
      { clientToken: "t", contentType: "text/plain", text: "Hi", queuedAtMs: 0, status: "sending" },
    ]);
  });

  it("does not fail once it has come", () => {
    const arrived = shown(queued("t", "Hi"), own("a", 1, "Hi"));
    expect(markFailed(arrived, "t", "no answer")).toEqual(arrived);
  });
});
