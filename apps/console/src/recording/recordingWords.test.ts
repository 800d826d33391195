import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entryWords, namesIn, readRecording } from "./recordingWords.js";

const fixture = new URL("../../../../test/replay/fixtures/bad-day.json", import.meta.url);

describe("the words of a recording", () => {
  const names = { operations: new Map([[1, "SendMessage"]]), methods: new Map([[1, "connect"]]) };
  it.each([
    [{ kind: "call", call: 1, method: "connect" }, [0, "connect()", "called", "good"]],
    [{ kind: "result", call: 1, durationMs: 120 }, [0, "connect()", "done 0.120 s", "good"]],
    [{ kind: "result", call: 2, durationMs: 1, error: "TIMEOUT" }, [0, "call()", "TIMEOUT 0.001 s", "bad"]],
    [{ kind: "request", request: 1, operation: "SendMessage" }, [0, "→ SendMessage", "", "good"]],
    [{ kind: "answer", request: 1, durationMs: 5, status: 200 }, [0, "← SendMessage", "200 0.005 s", "good"]],
    [
      { kind: "answer", request: 2, durationMs: 5, error: "TypeError" },
      [0, "← answer", "TypeError 0.005 s", "bad"],
    ],
    [{ kind: "socket", socket: 1, step: "open" }, [1, "Socket 1 open", "", "good"]],
    [
      { kind: "socket", socket: 1, step: "closed", code: 1006, wasClean: false },
      [1, "Socket 1 closed", "1006", "bad"],
    ],
    [
      { kind: "frame", socket: 1, direction: "out", length: 20, text: '{"topic":"aws/ping"}' },
      [1, "→ aws/ping", "20 B", "good"],
    ],
    [
      {
        kind: "frame",
        socket: 1,
        direction: "in",
        length: 90,
        text: '{"topic":"aws/chat","content":"{\\"ContentType\\":\\"application/vnd.amazonaws.connect.event.typing\\"}"}',
      },
      [1, "← aws/chat event.typing", "90 B", "good"],
    ],
    [
      { kind: "frame", socket: 1, direction: "in", length: 9, text: "[9 characters]" },
      [1, "← not JSON", "9 B", "good"],
    ],
    [{ kind: "state", state: "Broken" }, [2, "Broken", "", "bad"]],
    [{ kind: "timer", delayMs: 10_000, lateMs: 1_500 }, [2, "Timer 1.500 s late", "of 10.000 s", "bad"]],
    [{ kind: "online", value: false }, [2, "Offline", "", "bad"]],
    [{ kind: "visible", value: true }, [2, "Shown", "", "good"]],
    [
      { kind: "event", name: "INCOMING_MESSAGE", contentType: "text/plain", role: "AGENT" },
      [3, "INCOMING_MESSAGE", "text/plain AGENT", "good"],
    ],
    [{ kind: "event", name: "CONNECTION_LOST" }, [3, "CONNECTION_LOST", "", "bad"]],
  ])("%j", (entry, expected) => {
    const { lane, title, detail, tone } = entryWords({ offsetMs: 0, ...entry } as never, names);
    expect([lane, title, detail, tone]).toEqual(expected);
  });

  it("are found for each entry of a recording", () => {
    const { entries } = readRecording(readFileSync(fixture, "utf8"));
    const words = entries.map((entry) => entryWords(entry, namesIn(entries)));
    expect(new Set(words.map(({ lane }) => lane)).size).toBe(4);
    expect(words.filter(({ title }) => /undefined|^← answer|^call\(\)/.test(title))).toEqual([]);
  });
});

describe("a file", () => {
  it.each(["", "{}", "[]", '{"format":"amazon-connect-chatjs recording","version":2}'])(
    "is refused when it is no recording of version 1: %s",
    (text) => expect(() => readRecording(text)).toThrow("unable to show the recording"),
  );
});
