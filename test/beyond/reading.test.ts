import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { joinAgent } from "../support/startChat.js";

const ROWS = 20;
/** Of the list three rows are in view, and half of the next. */
const STYLE = `<style>
  #messages { height: 175px; overflow-y: scroll; margin: 0; padding: 0; }
  #messages li { height: 50px; overflow: hidden; }
  #messages li[data-tall] { height: 600px; }
</style>`;

let emulator: RunningEmulator;
let origin: Origin;
let browser: Browser;
beforeAll(async () => {
  emulator = await startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
  const guide = sample("reading")
    .replace("http://127.0.0.1:4510", emulator.url)
    .replace("endpoint,", "endpoint, throttleTime: 100,");
  const beyond = sample("beyond-reading").replace(/^import.*$/m, "");
  origin = await serveOrigin({
    "/": `<!doctype html><link rel="icon" href="data:,"><title>Chat</title>${STYLE}<ul id="messages"></ul>
      <script type="module" src="/page.js"></script>`,
    "/page.js": await bundleForPage(`${guide}
      globalThis.chat = { session, startChatResult: data.startChatResult };
      globalThis.another = async () => {
        const chatDetails = data.startChatResult;
        ${beyond}
        return session;
      };`),
  });
  browser = await launchBrowser();
});
afterEach(() => emulator.control.clearFaults());
afterAll(async () => {
  await browser.close();
  await origin.close();
  await emulator.close();
});

/** What the page of the guide gives to a test. */
interface Scope {
  readonly chat: {
    readonly session: {
      unreadCount(): number;
      connect(): Promise<unknown>;
      markRead(messageId: string): Promise<void>;
    };
    readonly startChatResult: { readonly ContactId: string };
  };
  another(): Promise<Scope["chat"]["session"]>;
}

/** The page of the guide, and an agent in its chat; `hidden` before anything is said. */
async function openChat({ isHidden = false } = {}) {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  if (isHidden) await hide(page);
  await page.goto(origin.url("/"), { waitUntil: "load" });
  await page.waitForFunction(() => "chat" in globalThis, undefined);
  const contactId = await page.evaluate(
    () => (globalThis as unknown as Scope).chat.startChatResult.ContactId,
  );
  const agent = await joinAgent(emulator, contactId);
  const ids: string[] = [];
  const say = (count = 1) => {
    for (let index = 0; index < count; index += 1) {
      ids.push(emulator.control.say({ ...agent, content: `text ${ids.length}` }).Id);
      emulator.control.advanceClock(100);
    }
  };
  const isRead = (index: number) =>
    emulator.control
      .getContact(contactId)
      .transcript.find(({ Id }) => Id === ids[index])
      ?.MessageMetadata?.Receipts?.some(({ ReadTimestamp }) => ReadTimestamp) ?? false;
  return {
    page,
    complaints,
    contactId,
    say,
    /** The numbers of the messages that the service has a read receipt of. */
    read: () => ids.flatMap((_id, index) => (isRead(index) ? [index] : [])),
    unread: () => page.evaluate(() => (globalThis as unknown as Scope).chat.session.unreadCount()),
    rows: () => page.locator("#messages li").count(),
    scroll: (top: number) => page.evaluate((to) => document.querySelector("#messages")?.scrollTo(0, to), top),
  };
}

/** Playwright's pages are always visible: the page is told otherwise, as a browser tells it. */
const hide = (page: Page) =>
  page.addInitScript(() => {
    let state = "hidden";
    Object.defineProperty(document, "visibilityState", { get: () => state });
    Object.assign(globalThis, {
      show() {
        state = "visible";
        document.dispatchEvent(new Event("visibilitychange"));
      },
    });
  });
const show = (page: Page) => page.evaluate(() => (globalThis as unknown as { show(): void }).show());

test("what is in view of a list that scrolls is read, a row that is half in view too, and no other", async () => {
  const { page, complaints, say, read, unread, rows, scroll } = await openChat({ isHidden: true });
  say(ROWS);
  await expect.poll(rows).toBe(ROWS);
  // All at once: of rows that come one by one on a busy machine, more than one receipt may go out.
  await show(page);
  await expect.poll(unread).toBe(ROWS - 4);
  expect(await page.title()).toBe("(16) Chat");
  await expect.poll(read).toEqual([3]);
  await scroll(300);
  await expect.poll(unread).toBe(ROWS - 10);
  await expect.poll(read).toEqual([3, 9]);
  // Back again: nothing is told twice, or for what is before.
  await scroll(0);
  say();
  await expect.poll(rows).toBe(ROWS + 1);
  await scroll(10_000);
  await expect.poll(unread).toBe(0);
  await expect.poll(read).toEqual([3, 9, ROWS]);
  expect(await page.title()).toBe("Chat");
  expect(complaints).toEqual([]);
  await page.close();
});

test("nothing is read while the page is hidden, and what is in view once it is visible", async () => {
  const { page, say, read, unread, rows } = await openChat({ isHidden: true });
  say(6);
  await expect.poll(rows).toBe(6);
  // That nothing happens can only be waited for: longer than a message must be in view, by the page's own clock.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_200)));
  expect([await unread(), read()]).toEqual([6, []]);
  await show(page);
  await expect.poll(unread).toBe(2);
  await expect.poll(read).toEqual([3]);
  await page.close();
});

test("a message that is larger than the list is read when the list is full of it", async () => {
  const { page, say, read, rows, scroll } = await openChat({ isHidden: true });
  say(2);
  await expect.poll(rows).toBe(2);
  await page.evaluate(() => document.querySelector("li:last-child")?.toggleAttribute("data-tall", true));
  await scroll(300);
  await show(page);
  await expect.poll(read).toEqual([1]);
  await page.close();
});

test("receipts arrive through failing requests, lost answers and an outage", async () => {
  const { page, contactId, say, read, unread, rows, scroll } = await openChat();
  emulator.control.injectFault({ kind: "httpError", operation: "SendEvent", status: 503, times: 4 });
  emulator.control.injectFault({ kind: "dropResponse", operation: "SendEvent", when: "after", times: 1 });
  say(4);
  await expect.poll(unread).toBe(0);
  say(4);
  await expect.poll(rows).toBe(8);
  emulator.control.dropSockets({ contactId, how: "abort" });
  await scroll(10_000);
  await expect.poll(unread).toBe(0);
  await expect.poll(() => read().at(-1)).toBe(7);
  await page.close();
});

test("the sample of a page that marks all as read when it gets the focus runs as printed", async () => {
  const { page, say, read } = await openChat({ isHidden: true });
  await page.evaluate(() => (globalThis as unknown as Scope).another());
  const printed = page.waitForEvent("console", (message) => message.text().endsWith("waits to be read: 2"));
  say(2);
  await printed;
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect.poll(read).toEqual([1]);
  await page.close();
});
