import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";

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

it("the README's samples run as printed, one after the other, against the built library", async () => {
  const readme = readFileSync(fromHere("../../README.md"), "utf8");
  const sampleOf = (name: string) =>
    new RegExp(`<!-- sample: ${name} -->\\s*\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";
  const [sample, attachments] = [sampleOf("customer"), sampleOf("attachments")];
  expect(sample).toContain("ChatSession.create");
  expect(attachments).toContain("sendAttachment");
  // The port alone differs: a test must not take the one of `npm start`.
  const script = (sample + attachments).replaceAll("http://127.0.0.1:4510", emulator.url);
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
  emulator.control.end(contact!.contactId);
  await expect.poll(() => lines, { timeout: 20_000 }).toContain("the chat is over");
  expect(errors).toEqual([]);
});
