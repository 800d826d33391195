import { eventContentType } from "amazon-connect-chatjs";
import { describe, expect, it } from "vitest";
import { createReceiptSender } from "./receipts.js";
import { EMPTY_TRANSCRIPT, takeSnapshot } from "./transcript.js";

function start() {
  const sent: string[] = [];
  let isWatched = false;
  let fails = false;
  const sendEvent = ({ contentType, content }: { contentType: string; content?: unknown }) => {
    const { messageId } = content as { messageId: string };
    sent.push(`${contentType === eventContentType("message.read") ? "read" : "delivered"} ${messageId}`);
    return fails ? Promise.reject(new Error("no")) : Promise.resolve({} as never);
  };
  const sender = createReceiptSender({
    session: { sendEvent },
    ownParticipantId: "me",
    isWatched: () => isWatched,
  });
  const see = (...senders: string[]) =>
    sender.see(
      takeSnapshot(
        EMPTY_TRANSCRIPT,
        senders.map((ParticipantId, index) => ({
          Id: String(index),
          AbsoluteTime: new Date(index).toISOString(),
          Type: "MESSAGE",
          ParticipantId,
          ParticipantRole: ParticipantId === "bot" ? "SYSTEM" : "CUSTOMER",
          ...(ParticipantId === "past" && { RelatedContactId: "old" }),
        })),
        "me",
      ),
    );
  return {
    sent,
    sender,
    see,
    watch: (next: boolean) => (isWatched = next),
    fail: (next: boolean) => (fails = next),
  };
}

describe("a receipt sender", () => {
  it("has none for what was said in an earlier chat", () => {
    const { sent, see, watch } = start();
    watch(true);
    see("past");
    expect(sent).toEqual([]);
    see("past", "avery");
    expect(sent).toEqual(["read 1"]);
  });

  it("tells once that the newest message came, and that it was read when somebody looks", () => {
    const { sent, sender, see, watch } = start();
    see("avery", "avery");
    see("avery", "avery");
    sender.look();
    watch(true);
    sender.look();
    sender.look();
    see("avery", "avery", "avery");
    expect(sent).toEqual(["delivered 1", "read 1", "read 2"]);
  });

  it("has nothing to tell of one's own messages and those of bots", () => {
    const { sent, see } = start();
    see("me", "bot");
    see("avery", "me", "bot");
    expect(sent).toEqual(["delivered 0"]);
  });

  it("tells again what could not be told, at the next occasion", async () => {
    const { sent, sender, see, watch, fail } = start();
    watch(true);
    fail(true);
    see("avery");
    await Promise.resolve();
    await Promise.resolve();
    fail(false);
    sender.look();
    expect(sent).toEqual(["read 0", "read 0"]);
  });
});
