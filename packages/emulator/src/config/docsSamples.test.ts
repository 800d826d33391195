import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { playFlow } from "../../test/playFlow.js";
import { readConfig } from "./readConfig.js";

const textOf = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), "utf8");
const pages = textOf("docs/emulator.md") + textOf("packages/emulator/README.md");
const directory = mkdtempSync(join(tmpdir(), "emulator-samples-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A configuration of the manual, as printed. */
async function readSample(name: string) {
  const sample = new RegExp(`<!-- sample: ${name} -->\\s*\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(pages)?.[1];
  writeFileSync(join(directory, name), sample!);
  return readConfig(join(directory, name));
}

/** A chat that goes through it. */
async function playSample(name: string) {
  const config = await readSample(name);
  return playFlow(config.flows!["default"]!, config);
}

test("the manual's configuration in TypeScript runs: question, queue, agent, survey", async () => {
  const { say, pass, told, state, errors } = await playSample("emulator.config.ts");
  await say("Return");
  await pass(3_000);
  await say("It is 12345");
  await pass(60_000);
  await say("Bye");
  await say("Good");
  expect(told()).toEqual([
    ...["Hello, what can we do for you?", "QuickReply", "Return", "participant.joined"],
    ...["Robin here. What is your order number?", "It is 12345", "Got it, your money is on its way."],
    ...["Are you still there?", "Bye", "participant.left", "Thank you.", "QuickReply", "Good", "chat.ended"],
  ]);
  expect([state(), errors]).toEqual(["ENDED", []]);
});

test("the manual's configuration in JSON runs", async () => {
  const { say, pass, told, state } = await playSample("emulator.config.json");
  await say("Hm");
  await pass(10);
  await say("My money!");
  expect(told()).toEqual([
    ...["Welcome!", "Refund or delivery?", "Hm", "I did not get that."],
    ...["Welcome!", "Refund or delivery?", "My money!", "I get you somebody."],
  ]);
  expect(state()).toBe("QUEUED");
});

test("the flow of the package's page runs", async () => {
  const { say, pass, told } = await playSample("npm-flows.ts");
  await say("parcels");
  await pass(3_000);
  await pass(3_000);
  expect(told()).toEqual([
    ...["What is it about?", "parcels", "You said parcels. I get you somebody."],
    ...["participant.joined", "Hello, how can I help?"],
  ]);
});

test("the manual's rules for messages run", async () => {
  const { say, pass, told } = await playFlow([], await readSample("emulator.config.processing.json"));
  for (const text of ["Mine is 4111111111111111", "You idiot", "Please break it"]) await say(text);
  await pass(500);
  expect(told()).toEqual(["Mine is [card number]", "", ""]);
});
