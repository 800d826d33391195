import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  connection,
  endChat,
  message,
  NARROW,
  notice,
  say,
  typing,
  usePlayground,
  WIDE,
} from "./playground.js";

const { emulator, open, openDesk } = usePlayground();
const source = fileURLToPath(new URL("../../apps/playground/src/customerReact", import.meta.url));

/** The twin has the classes of the other pages, and roles, and nothing that is there for tests. */
const row = (page: Page, text: string, status = "") =>
  page.locator(`.message${status && `[data-status=${status}]`}`).filter({ hasText: text });
const isConnected = (page: Page, state = "connected") =>
  page.locator(`.connection[data-state=${state}]`).waitFor();
const composer = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** Fills the form in without touching anything else than the keyboard. */
async function start(viewport = WIDE): Promise<Page> {
  const page = await open("/customer-react", viewport);
  await page.getByLabel("Your name").and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Avery");
  await page.keyboard.press("Enter");
  await isConnected(page);
  return page;
}
async function type(page: Page, text: string): Promise<void> {
  await composer(page).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}
async function setUp(viewport = WIDE): Promise<{ page: Page; desk: Page; pane: Locator }> {
  const [page, desk] = [await start(viewport), await openDesk()];
  await desk.getByTestId("accept-button").click();
  const pane = desk.getByTestId("pane");
  await connection(pane, "connected");
  await page.locator(".notice").filter({ hasText: "Robin joined" }).waitFor();
  return { page, desk, pane };
}
/** What people said, in the order of the window. */
const said = (page: Page) =>
  page.locator(".message:not([data-side=system]) .message__text").allTextContents();
const heard = (pane: Locator) =>
  pane.locator(".message:not([data-side=system]) .message__text").allTextContents();

it("is of less than 150 lines", () => {
  const lines = readdirSync(source).map((name) =>
    readFileSync(join(source, name), "utf8").trimEnd().split("\n"),
  );
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.flat().length).toBeLessThan(150);
});

describe("the customer's page in React", () => {
  it("holds a whole chat with the keyboard alone, and each sees the other type and read", async () => {
    const { page, pane } = await setUp();
    await composer(page).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Whe");
    await typing(pane, "Avery is typing").waitFor();
    await type(page, "re is my order?");
    await message(pane, "Where is my order?").waitFor();
    await row(page, "Where is my order?", "read").waitFor();

    await pane.getByTestId("composer-input").pressSequentially("On");
    await page.locator(".typing[data-active=true]").filter({ hasText: "Robin is typing" }).waitFor();
    await say(pane, "On its way");
    await row(page, "On its way").waitFor();
    await pane.locator("[data-testid=message][data-status=read]").filter({ hasText: "On its way" }).waitFor();
    expect(await said(page)).toEqual(["Where is my order?", "On its way"]);
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Robin: On its way");

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.getByRole("button", { name: "End chat" }).and(page.locator(":focus")).press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start a new chat" }).press("Enter");
    await notice(pane, "Avery left").waitFor();
    await connection(pane, "ended");
    await page.getByLabel("Your name").and(page.locator(":focus")).waitFor();
  });

  it("loses nothing in an outage, and says when it tries again", async () => {
    const { page, pane } = await setUp();
    await page.route("**/participant/*", (route) => route.abort());
    emulator().control.dropSockets({ how: "abort" });
    await isConnected(page, "reconnecting");
    await connection(pane, "connected");
    await say(pane, "Are you there?");
    await type(page, "I am");
    await type(page, "Still am");
    await row(page, "Still am", "waiting").waitFor();
    await page
      .locator(".connection")
      .filter({ hasText: /reconnecting in \d+ s/i })
      .waitFor();

    await page.unroute("**/participant/*");
    await isConnected(page, "connected");
    await message(pane, "Still am").waitFor();
    await row(page, "Are you there?").waitFor();
    await expect.poll(() => heard(pane)).toEqual(["Are you there?", "I am", "Still am"]);
    await expect.poll(() => said(page)).toEqual(["Are you there?", "I am", "Still am"]);
  });

  it("keeps a message that failed, says why, and sends it once when tried again", async () => {
    const { page, pane } = await setUp();
    emulator().control.injectFault({ kind: "httpError", operation: "SendMessage", status: 400, times: 1 });
    await type(page, "try me");
    await row(page, "try me", "failed").filter({ hasText: "the service refused it (400)" }).waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.getByRole("button", { name: "Try again" }).and(page.locator(":focus")).press("Enter");
    await message(pane, "try me").waitFor();
    await row(page, "try me", "failed").waitFor({ state: "detached" });
    expect(await said(page)).toEqual(["try me"]);
  });

  it("shows a message once whose answer was lost", async () => {
    const { page, pane } = await setUp();
    emulator().control.injectFault({ kind: "dropResponse", operation: "SendMessage", times: 1 });
    await type(page, "only once");
    await message(pane, "only once").waitFor();
    await row(page, "only once", "read").waitFor();
    await expect.poll(() => said(page)).toEqual(["only once"]);
    expect(await heard(pane)).toEqual(["only once"]);
  });

  it("goes on after a reload, with what was not sent yet", async () => {
    const { page, pane } = await setUp();
    await type(page, "one");
    await message(pane, "one").waitFor();
    await page.route("**/participant/message", (route) => route.abort());
    await type(page, "two");
    await row(page, "two", "waiting").waitFor();
    await page.unroute("**/participant/message");
    await page.reload();
    await isConnected(page);
    await message(pane, "two").waitFor();
    await expect.poll(() => said(page)).toEqual(["one", "two"]);
    expect(emulator().control.listContacts()).toHaveLength(1);
  });

  it("offers what a question has to choose from, until it is answered", async () => {
    const page = await start();
    const [contact] = emulator().control.listContacts();
    emulator().control.say({
      contactId: contact!.contactId,
      contentType: "application/vnd.amazonaws.connect.message.interactive",
      content: JSON.stringify({
        templateType: "QuickReply",
        version: "1.0",
        data: { content: { title: "Was it good?", elements: [{ title: "Yes" }, { title: "No" }] } },
      }),
    });
    await row(page, "Was it good?").waitFor();
    await composer(page).fill("not this");
    await page.getByRole("button", { name: "Yes" }).click();
    await row(page, "Yes").last().waitFor();
    await page.getByRole("button", { name: "Yes" }).waitFor({ state: "detached" });
    expect(await said(page)).toEqual(["Yes"]);
    expect(await composer(page).inputValue()).toBe("not this");
  });

  it("sees the end when the agent ends the chat, and a reload begins anew", async () => {
    const { page, desk, pane } = await setUp();
    await endChat(desk, pane);
    await isConnected(page, "ended");
    await page.locator(".notice").filter({ hasText: "The chat has ended" }).waitFor();
    await page.reload();
    await page.getByLabel("Your name").waitFor();
  });

  it("is told nothing of an end that came while it was asked whether it wants it", async () => {
    const page = await start();
    await page.getByRole("button", { name: "End chat" }).first().click();
    emulator().control.end(emulator().control.listContacts()[0]!.contactId);
    await isConnected(page, "ended");
    await page.getByTestId("confirm-button").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // A request that was refused would have come back by now.
    await page.evaluate(() => fetch("/control/contacts"));
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("says why the chat could not be ended, and ends it when asked again", async () => {
    const page = await start();
    const end = async () => {
      await page.getByRole("button", { name: "End chat" }).first().click();
      await page.getByTestId("confirm-button").click();
    };
    await page.route("**/participant/disconnect", (route) => route.abort());
    await end();
    await page.getByRole("alert").filter({ hasText: "the service cannot be reached" }).waitFor();
    await page.unroute("**/participant/disconnect");
    await end();
    await isConnected(page, "ended");
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("says that its chat has ended while it was away", async () => {
    const page = await start();
    await page.goto("about:blank");
    emulator().control.end(emulator().control.listContacts()[0]!.contactId);
    await page.goBack();
    await page.getByRole("alert").filter({ hasText: "Your chat has ended" }).waitFor();
    await page.route("**/start-chat", (route) => route.fulfill({ status: 429, json: {} }));
    await page.getByLabel("Your name").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Avery");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "too many chats" }).waitFor();
    expect(await page.getByLabel("Your name").inputValue()).toBe("Avery");
    await page.unroute("**/start-chat");
    await page.getByRole("button", { name: "Start chat" }).click();
    await isConnected(page);
  });

  it("says why a chat could not be started, and starts one when asked again", async () => {
    const page = await open("/customer-react");
    await page.route("**/start-chat", (route) => route.fulfill({ status: 429, json: {} }));
    await page.getByLabel("Your name").fill("Avery");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "too many chats" }).waitFor();
    await page.unroute("**/start-chat");
    await page.getByRole("button", { name: "Start chat" }).click();
    await isConnected(page);
  });

  it("connects again when asked to, after the service had refused", async () => {
    const page = await start();
    await page.route("**/participant/connection", (route) =>
      route.fulfill({ status: 400, json: { message: "no" } }),
    );
    emulator().control.dropSockets({ how: "abort" });
    await isConnected(page, "failed");
    await page.unroute("**/participant/connection");
    await page.getByRole("button", { name: "Try again" }).click();
    await isConnected(page);
  });

  it("keeps the reader's place while new messages come, and what came before loads above it", async () => {
    const page = await start();
    const { contactId } = emulator().control.listContacts()[0]!;
    for (let number = 1; number <= 160; number++)
      emulator().control.say({ contactId, content: `Prompt ${number} ends` });
    await row(page, "Prompt 160 ends").waitFor();
    await page.reload();
    await row(page, "Prompt 160 ends").waitFor();
    const list = page.locator(".transcript__scroller");
    const isInView = (text: string) =>
      row(page, text).evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const shown = element.closest(".transcript__scroller")!.getBoundingClientRect();
        return bottom > shown.top && top < shown.bottom;
      });
    expect(await isInView("Prompt 160 ends")).toBe(true);
    await row(page, "Prompt 120 ends").scrollIntoViewIfNeeded();
    emulator().control.say({ contactId, content: "the newest" });
    await row(page, "the newest").waitFor({ state: "attached" });
    expect(await isInView("Prompt 120 ends")).toBe(true);

    await page.getByRole("button", { name: "Earlier messages" }).click();
    await row(page, "Prompt 50 ends").waitFor({ state: "attached" });
    expect(await list.evaluate((element) => element.scrollTop)).toBeLessThan(-1_000);
  });

  it.each([
    ["light", WIDE],
    ["dark", WIDE],
    ["light", NARROW],
  ] as const)(
    "passes the checks of axe in %s colours, and fits the page: %o",
    async (colorScheme, viewport) => {
      const { page, pane } = await setUp(viewport);
      await page.emulateMedia({ colorScheme });
      await say(pane, "How can I help?");
      await type(page, "Where is my order? It was to come on Friday, and nobody has rung the bell.");
      await row(page, "Where is my order?", "read").waitFor();
      emulator().control.injectFault({ kind: "httpError", operation: "SendMessage", status: 400, times: 1 });
      await type(page, "Anyone?");
      await row(page, "Anyone?", "failed").waitFor();
      const look = async (name: string) => {
        const { SHOTS } = process.env;
        if (SHOTS)
          await page.screenshot({ path: `${SHOTS}/react-${name}-${colorScheme}-${viewport.width}.png` });
        await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
        const results = await page.evaluate(() =>
          (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        expect(results.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBe(viewport.width);
      };
      await look("chat");
      emulator().control.end(emulator().control.listContacts()[0]!.contactId);
      await isConnected(page, "ended");
      await look("ended");
      await page.getByRole("button", { name: "Start a new chat" }).click();
      await look("form");
    },
  );
});
