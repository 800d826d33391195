import { describe, expect, it } from "vitest";
import type { RecordingEntry } from "amazon-connect-chatjs/recorder";
import { readRecording } from "../replay/readRecording.js";
import { badDay, recordRun } from "../replay/recordRun.js";
import { replayRecording } from "../replay/replayRecording.js";

const FIXTURE = "../replay/fixtures/bad-day.json";
const SEED = 8;
const asFile = (recording: object) => `${JSON.stringify(recording, undefined, 1)}\n`;

describe("a recording of a bad day", () => {
  it("is the same each time, and is kept as an example", async () => {
    await expect(asFile(await recordRun(SEED, badDay))).toMatchFileSnapshot(FIXTURE);
  });

  it("holds nothing of what was said, by whom, and with which token", async () => {
    const tokens: string[] = [];
    const recording = await recordRun(SEED, async (run) => {
      await badDay(run);
      tokens.push(
        run.participantToken,
        run.session.getChatDetails().connectionDetails?.connectionToken ?? "-",
      );
    });
    const text = asFile(recording);
    expect(text.toLowerCase()).not.toContain("secret");
    for (const token of tokens) expect(text).not.toContain(token);
  });

  it("is replayed by this library without a difference", async () => {
    const { differences, skipped, answeredByEmulator } = await replayRecording(await recordRun(SEED, badDay));
    expect({ differences, skipped, answeredByEmulator }).toEqual({
      differences: [],
      skipped: [],
      answeredByEmulator: 0,
    });
  });

  it("shows what the library did otherwise: an event less, one more, and one at another time", async () => {
    const recording = await recordRun(SEED, badDay);
    const lost = recording.entries.findIndex(
      (entry) => entry.kind === "event" && entry.name === "CONNECTION_LOST",
    );
    const first = recording.entries[lost];
    if (!first) throw new Error("unable to tamper; the recording has no outage");
    const tampered = (change: (entries: RecordingEntry[]) => void) => {
      const entries = [...recording.entries];
      change(entries);
      return replayRecording({ ...recording, entries });
    };
    const { offsetMs } = first;
    const what = "CONNECTION_LOST";
    expect((await tampered((entries) => entries.splice(lost, 1))).differences).toEqual([
      { lane: "events", kind: "extra", offsetMs, what },
    ]);
    const more = { kind: "event", name: "CONNECTION_BROKEN", offsetMs } as const;
    expect((await tampered((entries) => entries.splice(lost, 0, more))).differences).toEqual([
      { lane: "events", kind: "missing", offsetMs, what: "CONNECTION_BROKEN" },
    ]);
    const late = { ...first, offsetMs: offsetMs - 2_000 };
    expect((await tampered((entries) => entries.splice(lost, 1, late))).differences).toEqual([
      { lane: "events", kind: "shifted", offsetMs: offsetMs - 2_000, what, byMs: 2_000 },
    ]);
  });

  it("is told apart from one of a library that asks for other things, which the emulator answers", async () => {
    const recording = await recordRun(SEED, badDay);
    const entries = recording.entries.filter(
      (entry) => !(entry.kind === "request" && entry.operation === "GetTranscript"),
    );
    const { differences, skipped, answeredByEmulator } = await replayRecording({ ...recording, entries });
    expect(answeredByEmulator).toBeGreaterThan(0);
    expect(skipped.length).toBeGreaterThan(0);
    expect(differences).toContainEqual(expect.objectContaining({ kind: "extra", what: "GetTranscript" }));
  });

  it("is replayed from where it begins when its beginning had no room", async () => {
    const recording = await recordRun(
      SEED,
      async ({ session, control, contactId, pass, quietly }) => {
        session.onMessage(() => undefined);
        quietly(session.connect());
        await pass(300_000);
        const agent = control.inviteAgent({ contactId, displayName: "Robin", agentId: "agent-1" });
        control.say({ ...agent, content: "hello" });
        await pass(1_000);
        control.dropSockets({ contactId, how: "abort" });
        control.say({ ...agent, content: "are you there?" });
        await pass(30_000);
        quietly(session.sendMessage({ message: "I am", contentType: "text/plain" }));
        await pass(2_000);
      },
      { maxEntries: 50 },
    );
    expect(recording.dropped).toBeGreaterThan(0);
    const { differences, skipped, replayed } = await replayRecording(recording);
    const names = replayed.entries.flatMap((entry) => (entry.kind === "event" ? [entry.name] : []));
    expect(names).toEqual(
      expect.arrayContaining(["INCOMING_MESSAGE", "CONNECTION_LOST", "CONNECTION_ESTABLISHED"]),
    );
    expect(skipped).toEqual([]);
    // The chance of its pauses begins anew.
    const others = differences.filter(({ lane, kind }) => lane === "events" && kind !== "shifted");
    expect(others).toEqual([]);
  });
});

describe("a file that cannot be replayed", () => {
  const good = {
    format: "amazon-connect-chatjs recording",
    version: 1,
    startedAtMs: 0,
  };
  it.each([
    ["no", "is not JSON"],
    ["null", "save what session.exportDiagnostics() gives"],
    [{}, "save what session.exportDiagnostics() gives"],
    [{ ...good, version: 2 }, "is version 2"],
    [good, "has no entries"],
    [{ ...good, entries: [], startedAtMs: "soon" }, "no time"],
    [{ ...good, entries: [], sessionType: "AGENT" }, "an agent's frames"],
    [{ ...good, entries: [], sessionType: "CUSTOMER" }, "pass recorder() when the session is made"],
  ])("is refused: %j", (value, reason) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    expect(() => readRecording(text)).toThrow(reason);
  });
});
