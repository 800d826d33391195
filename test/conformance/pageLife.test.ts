import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { openChatPage } from "../support/chatPlace.js";
import type { ChatPage } from "../support/chatPlace.js";
import { servePages } from "../support/pageServer.js";
import type { PageServer } from "../support/pageServer.js";
import { callSession, createSession, eventsOf } from "../support/sessionScripts.js";
import { joinAgent, startChat } from "../support/startChat.js";
import type { JoinedAgent } from "../support/startChat.js";
import { message, named, waitForEvent } from "../support/waitForEvent.js";

const key = "customer";
let pages: PageServer;
let browser: Browser;
let emulator: RunningEmulator;
let page: ChatPage;
let agent: JoinedAgent;

beforeAll(async () => {
  pages = await servePages();
  browser = await launchBrowser({ comforts: ["back-forward-cache"] });
});
afterAll(async () => {
  await browser.close();
  await pages.close();
});
beforeEach(async () => {
  emulator = await startEmulator({ flow: { prompts: [] } });
  page = await openChatPage(await browser.newContext(), pages.pageUrl(["ours"]));
  const chat = await page.run(startChat, emulator.url);
  await page.run(createSession, {
    key,
    endpoint: emulator.url,
    args: { chatDetails: chat, type: "CUSTOMER" },
  });
  await page.run(callSession, { key, method: "connect" });
  agent = await joinAgent(emulator, chat.ContactId);
  say("ready");
  await heard("ready");
});
afterEach(async () => {
  await page.page.context().close();
  await emulator.close();
});

const say = (content: string) => emulator.control.say({ ...agent, content });
const heard = (Content: string) => waitForEvent({ place: page, key }, message({ Content }));
const said = async () =>
  (await page.run(eventsOf, key)).flatMap(({ name, event }) =>
    name === "INCOMING_MESSAGE" && event.data.Type === "MESSAGE" ? [event.data.Content as string] : [],
  );

test("a page that was frozen has missed nothing when it is thawed (CP-27)", async () => {
  const devtools = await page.page.context().newCDPSession(page.page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  say("one");
  emulator.control.dropSockets({ how: "abort" });
  say("two");
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await heard("two");
  expect(await said()).toEqual(["ready", "one", "two"]);
});

test("a page that comes out of the back-forward cache has missed nothing (CP-27)", async () => {
  // Playwright loses its hold of a page that comes back from there; the browser's own protocol does not.
  const devtools = await page.page.context().newCDPSession(page.page);
  const evaluate = async (expression: string): Promise<unknown> =>
    (await devtools.send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
  const home = page.page.url();
  await evaluate(`addEventListener("pageshow", ({ persisted }) => (globalThis.wasPersisted = persisted))`);
  await devtools.send("Page.navigate", { url: home.replace("127.0.0.1", "localhost") });
  await expect.poll(() => evaluate("location.hostname")).toBe("localhost");
  emulator.control.dropSockets({ how: "abort" });
  say("while it was away");
  // An answer of the page that is left may not come any more.
  await evaluate("void setTimeout(() => history.back())");
  await expect.poll(() => evaluate("globalThis.wasPersisted")).toBe(true);
  const texts = `held.customer.events.filter(({ name, event }) => name === "INCOMING_MESSAGE" && event.data.Type === "MESSAGE")
    .map(({ event }) => event.data.Content)`;
  await expect.poll(() => evaluate(texts)).toEqual(["ready", "while it was away"]);
});

test("a page that was offline has missed nothing when it is online (CP-27)", async () => {
  const context = page.page.context();
  await context.setOffline(true);
  emulator.control.dropSockets({ how: "abort" });
  await waitForEvent({ place: page, key }, named("CONNECTION_LOST"));
  say("one");
  say("two");
  await context.setOffline(false);
  await heard("two");
  expect(await said()).toEqual(["ready", "one", "two"]);
});
