import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import { createControlClient } from "amazon-connect-chat-emulator/client";
import { JSDOM } from "jsdom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { startCustomer } from "../agents/customer.js";
import { runCommand } from "../package/runningCommand.js";
import { launchBrowser } from "../support/browser.js";
import { forbidStorage } from "../support/forbidStorage.js";
import { joinAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";
import { createExample } from "./exampleProject.js";
import type { ExampleProject } from "./exampleProject.js";
import { openExample } from "./examplePage.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function install(name: string): Promise<ExampleProject> {
  const example = await createExample(name);
  onTestFinished(() => example.remove());
  return example;
}
async function serve(example: ExampleProject, ccpPort?: number): Promise<RunningEmulator> {
  const pages = join(example.folder, "dist");
  const quick = { flow: { prompts: [] }, endDelayMs: 0 };
  const emulator = await example.startEmulator({
    pages,
    ...quick,
    ...(ccpPort !== undefined && { ccpPort }),
  });
  onTestFinished(() => emulator.close());
  return emulator;
}
async function open(emulatorUrl: string) {
  const shown = await openExample(browser, emulatorUrl, { emulatorUrl });
  const { page } = shown;
  return {
    ...shown,
    page,
    says: (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor(),
    hears: (text: string) => page.getByRole("log").getByText(text).last().waitFor(),
    press: (name: string) => page.getByRole("button", { name }).click(),
  };
}
/** What a build is to leave out, though `npm start` brings it along. */
function expectNoEmulatorIn(example: ExampleProject): void {
  const assets = join(example.folder, "dist/assets");
  const scripts = readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8"));
  expect(scripts.join("")).toContain("/start-chat");
  expect(scripts.join("")).not.toContain("X-Emu");
}
const onlyContact = ({ control }: RunningEmulator) => control.listContacts()[0]!.contactId;

test("html-widget: a customer opens the widget by keyboard, chats, hides it, and sees what is new", async () => {
  const example = await install("html-widget");
  const command = runCommand("node", ["start.mjs"], example.folder, { PORT: "0" });
  onTestFinished(() => command.kill());
  const url = await command.printed(/http:\/\/[\d.]+:\d+/);
  const control = createControlClient(url);
  const { page, enter, hears, says, press, look, close } = await open(url);

  await page.getByRole("button", { name: "Chat with us" }).press("Enter");
  await enter("Your name", "Avery");
  await hears("Hello, Robin here.");
  await enter("Message", "My lamp is dark");
  await hears("My lamp is dark");
  await says("Robin is typing");
  await look("html-widget");
  await page.keyboard.press("Escape");
  const [contact] = await control.listContacts();
  await control.say({ contactId: contact!.contactId, content: "We close at six." });
  await page.getByRole("button", { name: /^Chat with us \(\d new\)/ }).press("Enter");
  await hears("We close at six.");
  await press("End chat");
  await says("The chat is over");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("chat-name");

  await enter("Your name", "Avery");
  await page.getByLabel("Message", { exact: true }).waitFor();
  await control.injectFault({ kind: "httpError", status: 401, operation: "CreateParticipantConnection" });
  await control.dropSockets({ how: "abort" });
  await says("The connection is gone. Please start again");
  await control.clearFaults();
  await enter("Your name", "Avery");
  await hears("Hello, Robin here.");
  await close(/401/);
  await command.interrupt();
});

test("vite-typescript: a customer chats, loads the page again, goes on, and ends the chat", async () => {
  const example = await install("vite-typescript");
  await example.run("build");
  expectNoEmulatorIn(example);
  const emulator = await serve(example);
  const { page, enter, hears, says, press, look, close } = await open(emulator.url);

  await page.getByLabel("Your name").focus();
  await enter("Your name", "Avery");
  await enter("Message", "Where is my order?");
  await hears("sent");
  const agent = await joinAgent(emulator, onlyContact(emulator));
  emulator.control.say({ ...agent, content: "On its way." });
  await hears("On its way.");
  await page.reload();
  await hears("Where is my order?");
  await enter("Message", "Thank you");
  await waitUntil(() =>
    expect(emulator.control.getContact(agent.contactId).transcript.at(-1)!.Content).toBe("Thank you"),
  );
  await look("vite-typescript");
  await press("End chat");
  await says("The chat is over");
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  await forbidStorage(page);
  await page.reload();
  await page.getByLabel("Your name").focus();
  await enter("Your name", "Avery");
  await enter("Message", "Nothing is kept of this");
  await hears("Nothing is kept of this");
  await close();
});

test("react: a customer chats with an agent who types, through an outage, to the end", async () => {
  const example = await install("react");
  await example.run("build");
  expectNoEmulatorIn(example);
  const emulator = await serve(example);
  const { page, enter, hears, says, look, close } = await open(emulator.url);

  await enter("Your name", "Avery");
  await waitUntil(() => expect(emulator.control.listContacts()[0]?.state).toBe("QUEUED"));
  const agent = await joinAgent(emulator, onlyContact(emulator));
  emulator.control.type(agent);
  await says("Robin is typing");
  emulator.control.injectFault({ kind: "refuseUpgrade", times: 1 });
  emulator.control.dropSockets();
  await says("Connection lost, reconnecting");
  emulator.control.say({ ...agent, content: "Are you there?" });
  await hears("Are you there?");
  await enter("Message", "I am");
  await hears("I am");
  // As long as the service takes one.
  const field = page.getByLabel("Message", { exact: true });
  expect(await field.getAttribute("maxlength")).toBe("1024");
  await look("react");
  emulator.control.end(agent.contactId);
  await says("The chat is over");
  await close();
});

test("agent-desk: an agent accepts a chat in the real Streams, talks, ends and clears it", async () => {
  const example = await install("agent-desk");
  const emulator = await serve(example, 0);
  await example.run("build", {
    VITE_CCP_URL: `${emulator.ccpUrl!}?agent=Robin`,
    VITE_ENDPOINT: emulator.url,
  });
  const { page, enter, hears, says, press, look, close } = await open(emulator.url);

  await says("No chats yet");
  const avery = await startCustomer(emulator);
  await press("Accept");
  await page.getByLabel("Message", { exact: true }).waitFor();
  await avery.say("Where is my order?");
  await hears("Where is my order?");
  await enter("Message", "On its way.");
  await waitUntil(() => expect(avery.transcript()).toEqual(["Where is my order?", "On its way."]));
  await look("agent-desk");
  await press("End chat");
  await press("Clear");
  await says("The chat with Avery is cleared");
  await page.getByLabel("State").selectOption("Break");
  await waitUntil(() => expect(emulator.control.ccp.listAgents()[0]!.state).toBe("Break"));
  await close();
});

test("agent-desk: a chat that ends while it is still being opened can be cleared", async () => {
  const inDesk = (name: string) =>
    fileURLToPath(new URL(`../../examples/agent-desk/${name}`, import.meta.url));
  const { document } = new JSDOM(readFileSync(inDesk("index.html"), "utf8")).window;
  vi.stubGlobal("document", document);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { followChat } = (await import(/* @vite-ignore */ inDesk("src/followChat.ts"))) as {
    readonly followChat: (contact: object, chats: HTMLElement, status: HTMLElement) => void;
  };
  const none = () => undefined;
  const handlers = new Map<string, () => void>();
  const hears = (...names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [name, (handler: () => void) => void handlers.set(name, handler)]),
    );
  let open: (session: object) => void = none;
  const connection = {
    getMediaInfo: () => ({ originalInfo: {} }),
    getMediaController: () => new Promise((resolve) => (open = resolve)),
  };
  const contact = {
    getAgentConnection: () => connection,
    ...hears("onConnecting", "onConnected", "onACW", "onMissed", "onError", "onDestroy"),
  };
  const chats = document.getElementById("chats")!;
  followChat(contact, chats, document.getElementById("status")!);
  for (const name of ["onConnecting", "onConnected", "onACW"]) handlers.get(name)!();
  const events = ["onTranscriptUpdated", "onTyping", "onMessage", "onConnectionLost"];
  open(hears(...events, "onConnectionEstablished"));
  await waitUntil(() => expect(handlers.has("onConnectionEstablished")).toBe(true));
  const shown = Array.from(chats.querySelectorAll<HTMLElement>("[data-stage]:not([hidden])"));
  expect(shown.map(({ dataset }) => dataset["stage"])).toEqual(["over"]);
});

test("node-bot: the script holds a whole chat and ends by itself, or says what is wrong", async () => {
  const example = await install("node-bot");
  const config = join(example.folder, "emulator.config.json");
  const flows = JSON.parse(readFileSync(config, "utf8")) as object;
  const emulator = await example.startEmulator({ ...flows, endDelayMs: 0 });
  onTestFinished(() => emulator.close());
  const bot = (...more: readonly string[]) =>
    example.node(
      "bot.mjs",
      "--endpoint",
      emulator.url,
      "--start-chat",
      `${emulator.url}/start-chat`,
      ...more,
    );

  const good = await bot();
  expect(good.stderr).toBe("");
  expect(good.stdout.split("\n").slice(-3, -1)).toEqual([
    expect.stringContaining("It is on its way."),
    "The flow is well: 5 messages",
  ]);
  emulator.reconfigure({ flows: { default: ["Closed.", { do: "disconnect" }] } });
  const bad = await bot();
  expect(bad.stderr).toBe("the chat is over, or too slow, and nobody has said /what can we do/i\n");
  const { stderr, status } = await bot("--start-chat", "http://127.0.0.1:1/start-chat");
  expect({ stderr, status }).toEqual({
    stderr: "unable to start a chat; http://127.0.0.1:1/start-chat does not answer\n",
    status: 1,
  });
});

test("opentelemetry: a chat becomes spans and metrics", async () => {
  const example = await install("opentelemetry");
  const emulator = await example.startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
  onTestFinished(() => emulator.close());
  emulator.control.injectFault({ kind: "httpError", operation: "SendMessage", status: 500, times: 1 });
  const { stdout, stderr } = await example.node("chat.mjs", "--endpoint", emulator.url);
  expect(stderr).toBe("");
  const lines = stdout.split("\n");
  for (const expected of [
    "span POST /participant/message 500",
    "span POST /participant/message",
    "span ConnectParticipant/SendMessage",
    "span chat.connect",
    "span chat.message",
    "metric chat.message.duration 1",
  ])
    expect(lines).toContain(expected);
});

test("examples/README.md names each example", () => {
  const examples = new URL("../../examples/", import.meta.url);
  const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const table = readFileSync(new URL("README.md", examples), "utf8");
  expect(Array.from(table.matchAll(/^\| \[([\w-]+)\]\(\1\)/gm), ([, name]) => name).sort()).toEqual(
    folders.map(({ name }) => name).sort(),
  );
});
