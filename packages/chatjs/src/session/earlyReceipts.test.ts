import type { ChatItem } from "@amazon-connect-chat/protocol";
import { describe, expect, it } from "vitest";
import { createEarlyReceipts } from "./earlyReceipts.js";

const receiptOf = (MessageId: string, at = "t"): ChatItem => ({
  Type: "MESSAGEMETADATA",
  MessageMetadata: { MessageId, Receipts: [{ ReadTimestamp: at }] },
});

describe("receipts that come before their message", () => {
  it("are those of a message, in the order in which they came, and are given once", () => {
    const early = createEarlyReceipts();
    for (const [id, at] of ["a1", "b2", "a3"]) early.keep(receiptOf(id!, at));
    expect(early.take("none")).toEqual([]);
    expect(early.take("a")).toEqual([receiptOf("a", "1"), receiptOf("a", "3")]);
    expect(early.take("a")).toEqual([]);
    expect(early.take("b")).toEqual([receiptOf("b", "2")]);
  });

  it("are kept up to a hundred, the latest", () => {
    const early = createEarlyReceipts();
    for (let id = 0; id <= 100; id++) early.keep(receiptOf(String(id)));
    expect(["0", "1", "100"].map((id) => early.take(id).length)).toEqual([0, 1, 1]);
  });
});
