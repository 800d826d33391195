import { describe, expect, it } from "vitest";
import { INITIAL_CONVERSATION } from "../chat/conversationState.js";
import type { EarlierMessages } from "../chat/conversationState.js";
import { EMPTY_TRANSCRIPT, takeSnapshot } from "../chat/transcript.js";
import { createUnreadCounter } from "./unreadCounter.js";

const stateWith = (times: readonly number[], earlier: EarlierMessages = "more") => ({
  ...INITIAL_CONVERSATION,
  earlier,
  transcript: takeSnapshot(
    EMPTY_TRANSCRIPT,
    times.map((atMs) => ({
      Id: String(atMs),
      AbsoluteTime: new Date(atMs).toISOString(),
      ParticipantId: "avery",
      Type: "MESSAGE",
    })),
    "me",
  ),
});

function start() {
  const counts: number[] = [];
  let watched = false;
  const counter = createUnreadCounter({
    ownParticipantId: "me",
    isWatched: () => watched,
    onCount: (count) => counts.push(count),
  });
  return { counter, counts, watch: (next: boolean) => (watched = next) };
}

describe("an unread counter", () => {
  it("takes what the chat held when it was opened as read", () => {
    const { counter, counts } = start();
    counter.see(stateWith([], "loading"));
    counter.see(stateWith([1_000, 2_000]));
    expect(counts).toEqual([]);
  });

  it("counts what comes while nobody looks, until it is read", () => {
    const { counter, counts } = start();
    counter.see(stateWith([1_000]));
    counter.see(stateWith([1_000, 2_000]));
    counter.see(stateWith([1_000, 2_000, 3_000]));
    counter.markRead();
    expect(counts).toEqual([1, 2, 0]);
  });

  it("does not count what comes while the agent looks", () => {
    const { counter, counts, watch } = start();
    counter.see(stateWith([1_000]));
    watch(true);
    counter.see(stateWith([1_000, 2_000]));
    watch(false);
    counter.see(stateWith([1_000, 2_000]));
    expect(counts).toEqual([]);
  });

  it("does not count earlier messages that are loaded later", () => {
    const { counter, counts } = start();
    counter.see(stateWith([5_000]));
    counter.see(stateWith([1_000, 2_000, 5_000]));
    expect(counts).toEqual([]);
  });
});
