import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { playedScenarios, playScenario } from "../support/readyScenarios.js";

let stage: ChatStage;
let emulator: RunningEmulator;
beforeAll(async () => {
  stage = await openChatStage();
  emulator = await startEmulator({ flow: { prompts: [], paceMs: 40 }, rehydrationDelayMs: 10 });
});
afterAll(async () => {
  await stage.close();
  await emulator.close();
});

test("every scenario that the emulator brings along is played", () => {
  const played = new Set(playedScenarios.map(({ scenario }) => scenario));
  expect([...played].sort()).toEqual([...emulator.control.listScenarios()].sort());
});

test.each(
  playedScenarios.map(
    (scenario) => [[scenario.scenario, scenario.when].filter(Boolean).join(", when "), scenario] as const,
  ),
)("5.0.0 goes through %s, and its page sees what ours sees", async (_, scenario) => {
  const { ours, upstream } = await stage.sideBySide((page) =>
    playScenario({ place: page, emulator }, scenario),
  );
  expect(ours).toEqual(upstream);
});
