import { describe, expect, it } from "vitest";
import { connectionText, lateText, missingText } from "./connectionText.js";

const nowMs = 1_000_000;
const retryIn = (ms: number) => ({ attempt: 2, atMs: nowMs + ms });

describe("the words for a connection", () => {
  it.each([
    [3_000, "Reconnecting in 3 s (attempt 2)"],
    [2_001, "Reconnecting in 3 s (attempt 2)"],
    [1, "Reconnecting in 1 s (attempt 2)"],
    [0, "Reconnecting…"],
    [-5_000, "Reconnecting…"],
  ])("count down to an attempt that begins in %i ms", (ms, shown) => {
    expect(connectionText({ connection: "reconnecting", retry: retryIn(ms) }, nowMs).shown).toBe(shown);
  });

  it("are read aloud once for a whole countdown", () => {
    const spoken = [9_000, 4_000, -1].map(
      (ms) => connectionText({ connection: "reconnecting", retry: retryIn(ms) }, nowMs).spoken,
    );
    expect(new Set(spoken)).toEqual(new Set(["Connection lost. Reconnecting."]));
  });

  it("say that it is lost while no attempt is planned", () => {
    expect(connectionText({ connection: "reconnecting" }, nowMs).shown).toBe("Connection lost");
  });

  it("speak of connecting as long as there never was a connection", () => {
    const text = connectionText({ connection: "connecting", retry: retryIn(5_000) }, nowMs);
    expect(text).toEqual({ shown: "Connecting in 5 s (attempt 2)", spoken: "Connecting…" });
  });

  it("forget the countdown once connected", () => {
    expect(connectionText({ connection: "connected", retry: retryIn(5_000) }, nowMs).shown).toBe("Connected");
  });

  it("say why it is broken", () => {
    const text = connectionText({ connection: "broken", reason: "the service refused it" }, nowMs);
    expect(text.shown).toBe("Not connected: the service refused it");
  });
});

it.each([
  [{ how: "recovered", count: 1 }, "1 message recovered"],
  [{ how: "recovered", count: 3 }, "3 messages recovered"],
  [{ how: "loaded", count: 2 }, "2 messages loaded"],
  [{ how: "loaded", count: 0 }, "No message was missing"],
] as const)("counts late messages: %o", (late, text) => {
  expect(lateText(late)).toBe(text);
});

describe("the words for missing messages", () => {
  const timeText = (atMs: number) => `<${atMs}>`;
  it("say since when, if that is known", () => {
    const words = { hasEnded: false, timeText };
    expect(missingText({ sinceMs: 7, status: "known" }, words)).toBe(
      "Some messages may be missing since <7>.",
    );
    expect(missingText({ status: "known" }, words)).toBe("Some messages may be missing.");
  });

  it("say when they could not be loaded, and when they no longer can be", () => {
    expect(missingText({ status: "failed" }, { hasEnded: false, timeText })).toContain("could not be loaded");
    expect(missingText({ status: "failed" }, { hasEnded: true, timeText })).toContain("no longer be loaded");
  });
});
