import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatItem } from "amazon-connect-chatjs";
import {
  confirmSent,
  EMPTY_TRANSCRIPT,
  markFailed,
  mergeItems,
  queueMessage,
  receiveItem,
} from "./transcript.js";
import type { Transcript } from "./transcript.js";

const time = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString();
const message = (id: string, second: number, more: Partial<ChatItem> = {}): ChatItem => ({
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
  queueMessage(transcript, { clientToken, text, queuedAtMs: 0 });
const ids = ({ entries }: Transcript) => entries.map(({ id }) => id);
const tokens = ({ outgoing }: Transcript) => outgoing.map(({ clientToken }) => clientToken);

describe("mergeItems", () => {
  it("keeps each Id once and orders by time, whatever the order of arrival", () => {
    const item = fc.record({ id: fc.integer({ min: 0, max: 20 }), batch: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(item), (arrivals) => {
        const batches = [0, 1, 2, 3, 4].map((batch) => arrivals.filter((arrival) => arrival.batch === batch));
        const merged = batches.reduce(
          (transcript, batch) =>
            mergeItems(
              transcript,
              batch.map(({ id }) => message(`id-${id}`, id)),
            ),
          EMPTY_TRANSCRIPT,
        );
        const expected = [...new Set(arrivals.map(({ id }) => id))].sort((one, other) => one - other);
        expect(ids(merged)).toEqual(expected.map((id) => `id-${id}`));
      }),
    );
  });

  it("keeps the order of arrival among items of one time", () => {
    const transcript = mergeItems(mergeItems(EMPTY_TRANSCRIPT, [message("b", 1)]), [message("a", 1)]);
    expect(ids(transcript)).toEqual(["b", "a"]);
  });

  it("takes the newer content of a known Id and keeps what only the older one says", () => {
    const first = mergeItems(EMPTY_TRANSCRIPT, [message("a", 1, { Content: "Hel", ContactId: "c" })]);
    const [entry] = mergeItems(first, [message("a", 1, { Content: "Hello" })]).entries;
    expect(entry?.item).toMatchObject({ Content: "Hello", ContactId: "c" });
  });

  it.each([
    ["no Id", message("", 1)],
    ["no time", { Id: "a" }],
    ["a time that is none", message("a", 1, { AbsoluteTime: "soon" })],
  ])("leaves out an item with %s", (_, item) => {
    expect(mergeItems(EMPTY_TRANSCRIPT, [item]).entries).toEqual([]);
  });
});

describe("a message of one's own", () => {
  it("stands once when the answer comes before the echo", () => {
    const sent = confirmSent(queued("t", "Hi"), "t", own("a", 1, "Hi"));
    const echoed = receiveItem(sent, own("a", 1, "Hi"), "me");
    expect([ids(echoed), tokens(echoed)]).toEqual([["a"], []]);
  });

  it("stands once when the echo comes before the answer", () => {
    const echoed = receiveItem(queued("t", "Hi"), own("a", 1, "Hi"), "me");
    expect([ids(echoed), tokens(echoed)]).toEqual([["a"], []]);
    expect(confirmSent(echoed, "t", own("a", 1, "Hi"))).toEqual(echoed);
  });

  it("keeps its key when it turns from outgoing to stored", () => {
    expect(confirmSent(queued("t", "Hi"), "t", own("a", 1, "Hi")).entries[0]?.key).toBe("t");
    expect(receiveItem(queued("t", "Hi"), own("a", 1, "Hi"), "me").entries[0]?.key).toBe("t");
  });

  it("stands twice when the same words were sent twice, in whichever order echoes and answers come", () => {
    const both = queued("t2", "ok", queued("t1", "ok"));
    const steps = [
      (transcript: Transcript) => receiveItem(transcript, own("a", 1, "ok"), "me"),
      (transcript: Transcript) => receiveItem(transcript, own("b", 2, "ok"), "me"),
      (transcript: Transcript) => confirmSent(transcript, "t1", own("a", 1, "ok")),
      (transcript: Transcript) => confirmSent(transcript, "t2", own("b", 2, "ok")),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: 4 }), (order) => {
        const done = order.reduce((transcript, step) => step(transcript), both);
        expect([ids(done), tokens(done)]).toEqual([["a", "b"], []]);
      }),
    );
  });

  it("is not taken for a message of somebody else with the same words", () => {
    const transcript = receiveItem(queued("t", "Hi"), message("a", 1, { Content: "Hi" }), "me");
    expect(tokens(transcript)).toEqual(["t"]);
  });

  it("is not taken for one of the same words from before", () => {
    const failed = markFailed(queued("t", "Hi"), "t", "no answer");
    expect(tokens(mergeItems(failed, [own("old", 1, "Hi")]))).toEqual(["t"]);
  });

  it("says why it failed, and is on its way again with the next attempt", () => {
    const failed = markFailed(queued("t", "Hi"), "t", "no answer");
    expect(failed.outgoing).toMatchObject([{ status: "failed", reason: "no answer" }]);
    expect(queued("t", "Hi", failed).outgoing).toEqual([
      { clientToken: "t", text: "Hi", queuedAtMs: 0, status: "sending" },
    ]);
  });

  it("does not fail once its echo has come", () => {
    const echoed = receiveItem(queued("t", "Hi"), own("a", 1, "Hi"), "me");
    expect(markFailed(echoed, "t", "no answer")).toEqual(echoed);
  });
});
