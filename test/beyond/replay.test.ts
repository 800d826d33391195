import { describe, expect, it } from "vitest";
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
});
