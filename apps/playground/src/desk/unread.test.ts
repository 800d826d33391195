import { describe, expect, it } from "vitest";
import { EMPTY_TRANSCRIPT, takeSnapshot } from "../chat/transcript.js";
import { unreadCount } from "./unread.js";

const item = (Id: string, atMs: number, ParticipantId: string, Type = "MESSAGE") => ({
  Id,
  AbsoluteTime: new Date(atMs).toISOString(),
  ParticipantId,
  Type,
});

describe("unreadCount", () => {
  it("counts what others wrote since one looked", () => {
    const transcript = takeSnapshot(
      EMPTY_TRANSCRIPT,
      [
        item("seen", 1_000, "avery"),
        item("new", 2_000, "avery"),
        item("file", 2_500, "avery", "ATTACHMENT"),
        item("mine", 3_000, "me"),
        item("left", 4_000, "avery", "EVENT"),
      ],
      "me",
    );
    expect(unreadCount(transcript, "me", 1_000)).toBe(2);
  });
});
