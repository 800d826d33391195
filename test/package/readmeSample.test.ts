import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { joinAgent } from "../support/startChat.js";

const fromHere = (path: string) => new URL(path, import.meta.url);
const pages = mkdtempSync(join(tmpdir(), "readme-sample-"));
let browser: Browser;
let emulator: RunningEmulator;
beforeAll(async () => {
  browser = await launchBrowser();
  emulator = await startEmulator({ pages });
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
  rmSync(pages, { recursive: true });
});

const readme = readFileSync(fromHere("../../README.md"), "utf8");
const sampleOf = (name: string) =>
  readme.split(`<!-- sample: ${name} -->\n\n\`\`\`js\n`)[1]!.split("```")[0]!;

it("the README's samples run as printed, one after the other, against the built library", async () => {
  const samples = ["customer", "receipts", "attachments"].map(sampleOf).join("\n");
  // The port differs: a test must not take the one of `npm start`. And it need not wait for receipts.
  const script = `${samples}; ChatSession.setGlobalConfig({ throttleTime: 100 });`.replaceAll(
    "http://127.0.0.1:4510",
    emulator.url,
  );
  const importMap = '{"imports":{"amazon-connect-chatjs":"/library.js"}}';
  writeFileSync(
    join(pages, "index.html"),
    `<!doctype html><script type="importmap">${importMap}</script><script type="module">${script}</script>`,
  );
  cpSync(fromHere("../../packages/chatjs/dist/index.js"), join(pages, "library.js"));

  const page = await browser.newPage();
  const lines: string[] = [];
  const errors: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(emulator.url);
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("Avery: Hello, I need help.");
  expect(lines).toContain("connected");
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("order.txt: 22 bytes");
  expect(lines).toContain("22 of 22 bytes sent");

  const [contact] = emulator.control.listContacts();
  const agent = await joinAgent(emulator, contact!.contactId);
  const { Id } = emulator.control.say({ ...agent, content: "How can I help?" });
  const answer = () =>
    emulator.control.getContact(contact!.contactId).transcript.find((item) => item.Id === Id);
  await expect
    .poll(() => answer()?.MessageMetadata?.Receipts?.[0]?.ReadTimestamp, { timeout: 20_000 })
    .toBeDefined();

  emulator.control.end(contact!.contactId);
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("the chat is over");
  expect(errors).toEqual([]);
});
