import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatPlace } from "../support/chatPlace.js";
import { openChatStage } from "../support/chatStage.js";
import type { ChatStage } from "../support/chatStage.js";
import { playedScenarios } from "../support/readyScenarios.js";
import type { PlayedScenario } from "../support/readyScenarios.js";
import { openScenarioChat } from "../support/scenarioChat.js";

let stage: ChatStage;
let emulator: RunningEmulator;
beforeAll(async () => {
  stage = await openChatStage();
  emulator = await startEmulator({ flow: { prompts: [], paceMs: 40 }, rehydrationDelayMs: 10 });
}, 60_000);
afterAll(async () => {
  await stage.close();
  await emulator.close();
});

const secrets: readonly (readonly [string, RegExp])[] = [
  ["id", /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g],
  ["time", /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g],
  ["token", /[a-z]{2}\.[\w-]{20,}/g],
];

/** Values that are others in each chat, numbered in the order of their coming; times are not told apart. */
function anonymous(value: unknown): unknown {
  const names = new Map<string, string>();
  let text = JSON.stringify(value);
  for (const [kind, pattern] of secrets)
    text = text.replace(pattern, (found) => {
      if (kind === "time") return "<time>";
      const name = names.get(found) ?? `<${kind} ${names.size + 1}>`;
      names.set(found, name);
      return name;
    });
  return JSON.parse(text);
}

async function playIn(place: ChatPlace, { play, ...given }: PlayedScenario) {
  const chat = await openScenarioChat({ place, emulator, ...given });
  await play(chat);
  return anonymous({ events: await chat.events(), seen: chat.seen });
}

test("every scenario that the emulator brings along is played", () => {
  const played = new Set(playedScenarios.map(({ scenario }) => scenario));
  expect([...played].sort()).toEqual([...emulator.control.listScenarios()].sort());
});

test.each(
  playedScenarios.map(
    (scenario) => [[scenario.scenario, scenario.when].filter(Boolean).join(", when "), scenario] as const,
  ),
)(
  "5.0.0 goes through %s, and its page sees what ours sees",
  async (_, scenario) => {
    const { ours, upstream } = await stage.sideBySide((page) => playIn(page, scenario));
    expect(ours).toEqual(upstream);
  },
  60_000,
);
