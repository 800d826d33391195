import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { repository } from "../package/project.js";
import { launchBrowser } from "../support/browser.js";
import { forbidStorage } from "../support/forbidStorage.js";
import { waitUntil } from "../support/waitUntil.js";
import { createExample } from "./exampleProject.js";
import type { ExampleProject } from "./exampleProject.js";
import { openExample } from "./examplePage.js";

let browser: Browser;
let example: ExampleProject;
let emulator: RunningEmulator;
let url: string;
beforeAll(async () => {
  example = await createExample("beyond");
  const config = pathToFileURL(join(example.folder, "emulator.config.mjs"));
  const { default: flows } = (await import(/* @vite-ignore */ config.href)) as {
    default: StartEmulatorOptions;
  };
  const quick = { flow: { prompts: [], paceMs: 0 }, endDelayMs: 0 };
  emulator = await example.startEmulator({ ...flows, ...quick, pages: join(example.folder, "dist") });
  ({ url } = emulator);
  await example.run("build", { VITE_ENDPOINT: url });
  browser = await launchBrowser();
});
afterEach(() => {
  emulator.control.clearFaults();
  // Robin has only so many chats at a time.
  for (const { contactId, endedAt } of emulator.control.listContacts())
    if (endedAt === undefined) emulator.control.end(contactId);
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
  example.remove();
});

const contactIds = () => emulator.control.listContacts().map(({ contactId }) => contactId);
const transcriptOf = (contactId: string) => emulator.control.getContact(contactId).transcript;
const timesSaid = (contactId: string, text: string) =>
  transcriptOf(contactId).filter(({ Content }) => Content === text).length;
const socketsOf = (contactId: string) =>
  emulator.control.listSockets().filter((socket) => socket.contactId === contactId).length;

/** What one sees of a page, and does there. */
const hands = (page: Page) => ({
  says: (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor(),
  hears: (text: string) => page.getByRole("log").getByText(text).last().waitFor(),
  press: (name: string) => page.getByRole("button", { name, exact: true }).last().click(),
  async write(text: string) {
    const field = page.getByLabel("Message", { exact: true });
    await field.fill(text);
    await field.press("Enter");
  },
  becomes: (id: string, text: string | RegExp) =>
    page.locator(`#${id}`).filter({ hasText: text }).waitFor({ state: "attached" }),
});

/** Opens a page of the example, and waits for the chat that it starts. */
async function open(name: string) {
  const before = contactIds();
  const shown = await openExample(browser, `${url}/${name}.html`, { emulatorUrl: url });
  const contactId = await waitUntil(() => {
    const [newId] = contactIds().filter((id) => !before.includes(id));
    expect(newId).toBeDefined();
    return newId!;
  });
  return {
    ...shown,
    ...hands(shown.page),
    contactId,
    /** Axe finds no fault, and at 320 px nothing has to be scrolled sideways. */
    async look() {
      await shown.look(`beyond-${name}`);
      await shown.page.setViewportSize({ width: 320, height: 640 });
      expect(await shown.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await shown.page.setViewportSize({ width: 900, height: 700 });
    },
  };
}

test("connection: the page follows the connection through an outage, who is there, and the end", async () => {
  const { hears, write, becomes, press, says, look, close } = await open("connection");
  await becomes("state", "connected");
  await hears("How can I help?");
  await becomes("participants", "Avery, Robin");
  await write("My lamp is dark");
  await becomes("participants", "Robin is typing");
  await look();
  emulator.control.injectFault({ kind: "refuseUpgrade", times: 1 });
  emulator.control.dropSockets();
  await becomes("state", /^offline/);
  await becomes("state", /^connected/);
  await press("End chat");
  await becomes("state", "ended by customer: DISCONNECTED");
  await says("The chat is over");
  await close();
});

test("async: a bot's answer is written while it comes, and the page leaves a chat that goes on", async () => {
  const { page, contactId, hears, write, press, says, look, close } = await open("async");
  await hears("I am the shop's bot");
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    const log = document.querySelector("[role=log]")!;
    const note = () => seen.add(log.lastElementChild?.textContent ?? "");
    new MutationObserver(note).observe(log, { childList: true, subtree: true });
  });
  await write("Where is my parcel?");
  await hears("with the number in our mail.");
  const seen = await page.evaluate(() => Array.from((globalThis as unknown as { seen: Set<string> }).seen));
  expect(seen.filter((text) => text.includes("Orders leave") && !text.includes("our mail."))).not.toEqual([]);
  await look();
  await press("Leave");
  await says("This page has left");
  await expect.poll(() => socketsOf(contactId)).toBe(0);
  expect(emulator.control.getContact(contactId).contact.state).not.toBe("ENDED");
  await close();
});

test("reading: what was scrolled past is read, for the agent too, and the rest is counted", async () => {
  const { page, contactId, hears, look, close } = await open("reading");
  const unread = async () => Number(await page.locator("#unread").textContent());
  const isLastRead = () =>
    transcriptOf(contactId)
      .filter(({ Type }) => Type === "MESSAGE")
      .at(-1)
      ?.MessageMetadata?.Receipts?.some(({ ReadTimestamp }) => ReadTimestamp !== undefined) ?? false;
  await hears("Step 12 of 12");
  await expect.poll(unread).toBeLessThan(12);
  // Read at once: the next one may come into view at any time.
  const [waiting, title] = await page.evaluate(
    () => [document.querySelector("#unread")?.textContent, document.title] as const,
  );
  expect(Number(waiting)).toBeGreaterThan(0);
  expect(title).toBe(`(${waiting}) Reading`);
  expect(isLastRead()).toBe(false);
  await look();
  await page.getByRole("log").evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await expect.poll(unread).toBe(0);
  await expect.poll(isLastRead).toBe(true);
  await close();
});

test("outbox: what is said offline waits and goes out once; what was refused is tried again, or discarded", async () => {
  const { page, contactId, hears, write, becomes, press, look, close } = await open("outbox");
  const unsent = () => page.locator("#unsent li").allTextContents();
  const refuse = () =>
    emulator.control.injectFault({ kind: "httpError", operation: "SendMessage", status: 400, times: 1 });
  await hears("How can I help?");
  refuse();
  await write("Refused at first");
  await becomes("unsent", "Refused at first (failed)");
  await page.context().setOffline(true);
  await write("Said in a tunnel");
  await becomes("unsent", /Said in a tunnel \((waiting|sending)\)/);
  await look();
  expect(timesSaid(contactId, "Said in a tunnel")).toBe(0);
  await page.context().setOffline(false);
  await hears("Said in a tunnel");
  await press("Retry");
  await hears("Refused at first");
  refuse();
  await write("Never mind");
  await becomes("unsent", "Never mind (failed)");
  await press("Discard");
  await expect.poll(unsent).toEqual([]);
  for (const [text, times] of Object.entries({
    "Said in a tunnel": 1,
    "Refused at first": 1,
    "Never mind": 0,
  }))
    expect(timesSaid(contactId, text)).toBe(times);
  await close(/Failed to load resource/);
});

test("resume: a reload goes on with the chat, and begins another one when it has ended or was forgotten", async () => {
  const { page, contactId, hears, write, press, says, look, close } = await open("resume");
  await hears("How can I help?");
  await write("Remember me");
  await hears("Remember me");
  await page.reload();
  await says("You are back in your chat");
  await hears("Remember me");
  await look();
  const joined = transcriptOf(contactId).filter(
    ({ ContentType, ParticipantRole }) =>
      ContentType?.endsWith("participant.joined") === true && ParticipantRole === "CUSTOMER",
  );
  expect(joined).toHaveLength(1);
  await press("End chat");
  await says("The chat is over");
  await page.reload();
  await says("This is a new chat");
  await page.reload();
  await says("You are back in your chat");
  await press("Forget the chat");
  await says("The chat goes on until you leave this page");
  await page.reload();
  await says("This is a new chat");
  await close();
});

test("tabs: two tabs have one socket, and the second goes on when the first is closed", async () => {
  const { page, contactId, hears, becomes, look, close } = await open("tabs");
  await hears("How can I help?");
  await becomes("role", "has the socket");
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open another tab" }).click();
  const second = await opened;
  const other = hands(second);
  await becomes("count", "2");
  await other.becomes("role", "listens");
  await other.hears("How can I help?");
  await other.write("From the second tab");
  await hears("From the second tab");
  expect(socketsOf(contactId)).toBe(1);
  await look();
  await page.close();
  await other.becomes("role", "has the socket");
  await other.write("Still here");
  await other.hears("Still here");
  expect(socketsOf(contactId)).toBe(1);
  expect(timesSaid(contactId, "Still here")).toBe(1);
  await close();
});

test("history: where the browser forbids storage, a reload begins another chat, and that is all", async () => {
  const { page, says, write, hears, close } = await open("history");
  await forbidStorage(page);
  await page.reload();
  await says("items are here");
  await write("Nothing is kept of this");
  await hears("Nothing is kept of this");
  await close();
});

test("history: older messages come when asked for, all are searched, and saved", async () => {
  const { page, hears, says, press, write, look, close } = await open("history");
  const shown = () => page.getByRole("log").locator("> div:visible").count();
  const older = page.getByRole("button", { name: "Load older messages" });
  await hears("Lamp 130 of 130");
  await page.reload();
  await hears("Lamp 130 of 130");
  await older.waitFor();
  expect(await page.getByRole("log").getByText("Lamp 9 of 130").count()).toBe(0);
  const atFirst = await shown();
  await older.click();
  await expect.poll(shown).toBe(atFirst + 20);
  await write("Is lamp 20 there?");
  await hears("Is lamp 20 there?");
  await page.getByLabel("Search").fill("SOLD OUT");
  await says("13 found");
  expect(await shown()).toBe(13);
  await older.waitFor({ state: "hidden" });
  await look();
  const saved = page.waitForEvent("download");
  await press("Save as text");
  const text = readFileSync(await (await saved).path(), "utf8");
  expect(text).toContain("Lamp 1 of 130");
  expect(text.match(/Is lamp 20 there\?/g)).toHaveLength(1);
  await close();
});

test("files: what may not be sent is said at once, a picture gets smaller, and what the scanner rejects is told", async () => {
  const { page, contactId, hears, becomes, look, close } = await open("files");
  await hears("How can I help?");
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.getByLabel("Files to send").setInputFiles({ name, mimeType, buffer });
  const sentFiles = () => transcriptOf(contactId).flatMap(({ Attachments = [] }) => Attachments);
  await choose("setup.exe", "application/x-msdownload", Buffer.from("MZ"));
  await becomes("transfers", "setup.exe files of this type are not taken");
  const picture = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2_400, height: 1_200 });
    const context = canvas.getContext("2d")!;
    for (let x = 0; x < 2_400; x += 1) {
      context.fillStyle = `hsl(${(x * 7) % 360} 70% 50%)`;
      context.fillRect(x, 0, 1, 1_200);
    }
    return canvas.toDataURL("image/png").split(",")[1]!;
  });
  const uploading = page.waitForRequest((request) => request.method() === "PUT");
  await choose("lamp.png", "image/png", Buffer.from(picture, "base64"));
  const sent = (await uploading).postDataBuffer()!;
  // The first chunk of a PNG has its width.
  expect(sent.readUInt32BE(16)).toBe(1_600);
  await becomes("transfers", "lamp.png is in the chat");
  await hears("lamp.png");
  await look();
  emulator.control.setScanner({ verdict: "reject" });
  await choose("note.txt", "text/plain", Buffer.from("nothing good"));
  await becomes("transfers", "note.txt was rejected by the scanner");
  expect(sentFiles().map(({ AttachmentName }) => AttachmentName)).toEqual(["lamp.png", "note.txt"]);
  await close();
});

test("interactive: a customer answers what a flow asks, one kind of question after the other", async () => {
  const { page, hears, press, says, look, close } = await open("interactive");
  await hears("What is it about?");
  await page.getByRole("button", { name: "Refund" }).waitFor();
  await look();
  await press("Refund");
  await hears("A refund, then.");
  await press("Submit");
  await press("ActionSelected");
  await page.getByText("When may we call you?").locator("..").getByRole("button").first().click();
  expect(await page.getByRole("link", { name: "Read more" }).last().getAttribute("href")).toMatch(/^https:/);
  await press("Lisbon: Book");
  await hears("A good choice.");
  await press("Yes");
  await hears("Glad to hear that.");
  await says("The chat is over");
  await close(/status of 403/);
});

test("signin: a customer signs in in a window, which is closed then", async () => {
  const { page, press, becomes, hears, look, close } = await open("signin");
  await becomes("state", "We would like to know who you are");
  const opened = page.context().waitForEvent("page");
  await look();
  await press("Sign in");
  const popup = await opened;
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: "Sign in", exact: true }).click();
  await becomes("state", "You are signed in");
  await hears("Thank you, you are signed in.");
  await closed;
  await close();
});

test("recorder: what happened is saved without what people wrote", async () => {
  const { page, write, hears, press, look, close } = await open("recorder");
  await hears("How can I help?");
  await write("My number is 1234");
  await hears("My number is 1234");
  const saved = page.waitForEvent("download");
  await press("Save the recording");
  const text = readFileSync(await (await saved).path(), "utf8");
  const { format, entries } = JSON.parse(text) as { format: string; entries: { operation?: string }[] };
  expect(format).toBe("amazon-connect-chatjs recording");
  expect(entries.map(({ operation }) => operation)).toContain("SendMessage");
  expect(text).not.toContain("1234");
  await look();
  await close();
});

test("polling: a chat goes on where no WebSocket opens, and takes the socket when one does", async () => {
  emulator.control.injectFault({ kind: "refuseUpgrade" });
  const { page, contactId, becomes, hears, write, look, close } = await open("polling");
  await becomes("way", "requests");
  await write("Can you hear me?");
  await hears("Can you hear me?");
  await hears("How can I help?");
  await look();
  expect(socketsOf(contactId)).toBe(0);
  emulator.control.clearFaults();
  // A change of the network: it does not wait for the next try.
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await becomes("way", "the WebSocket");
  await close();
});

test("telemetry: the page shows what was measured", async () => {
  const { page, hears, write, press, says, look, close } = await open("telemetry");
  const names = () => page.locator("#records td:first-child").allTextContents();
  await hears("How can I help?");
  await write("Hello");
  await hears("Hello");
  await expect
    .poll(names)
    .toEqual(
      expect.arrayContaining(["chat.connect", "ConnectParticipant/SendMessage", "POST", "chat.message"]),
    );
  await look();
  await press("End chat");
  await says("The chat is over");
  await close();
});

test("the first page leads to each other one, and their guides name them", async () => {
  const { page, look, close } = await openExample(browser, `${url}/`, { emulatorUrl: url });
  await look("beyond");
  const linked = await page
    .getByRole("listitem")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const own = readdirSync(join(repository, "examples/beyond"));
  const pages = own.filter((name) => /\.html$/.test(name) && !/^(index|signed-in)\./.test(name));
  expect(linked.sort()).toEqual(pages.sort());
  for (const name of pages) {
    const guide = readFileSync(join(repository, "docs/guides", name.replace(".html", ".md")), "utf8");
    expect(guide).toContain(`(../../examples/beyond/${name})`);
  }
  await close();
});
