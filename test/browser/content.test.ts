import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { accept, connection, endChat, message, NARROW, notice, say, usePlayground } from "./playground.js";

const { emulator, openDesk, startChat } = usePlayground();

const setUp = async () => {
  const [customer, desk] = [await startChat("Avery"), await openDesk()];
  return { customer, desk, pane: await accept(desk, customer) };
};
async function play(page: Page, scenario: string): Promise<void> {
  await page.getByTestId("scenario").selectOption(scenario);
  await page.getByTestId("play-scenario").click();
}
const question = (page: Page, title: string) => page.getByTestId("interactive").filter({ hasText: title });
const choose = (page: Page, title: string, choice: string) =>
  question(page, title).getByTestId("choice").filter({ hasText: choice }).first().click();
/** What the customer has sent, as the service has it. */
const sentBy = (role: string) => {
  const [contact] = emulator().control.listContacts();
  return emulator()
    .control.getContact(contact!.contactId)
    .transcript.filter(({ Type, ParticipantRole }) => Type === "MESSAGE" && ParticipantRole === role)
    .map(({ Content }) => Content!);
};
const attach = (place: Page | Locator, name: string, mimeType: string, text: string) =>
  place.getByTestId("file-input").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
const file = (place: Page | Locator, name: string) => place.getByTestId("file").filter({ hasText: name });
const status = (place: Page | Locator, text: string, is: string) =>
  place.locator(`[data-testid=message][data-status=${is}]`).filter({ hasText: text }).waitFor();

describe("a file", () => {
  it("shows how far it is, comes to the other side, and is had there byte for byte", async () => {
    const { customer, desk, pane } = await setUp();
    const devTools = await customer.context().newCDPSession(customer);
    await devTools.send("Network.enable");
    await devTools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 1_000_000,
    });
    const text = "0123456789".repeat(70_000);
    await attach(customer, "scan.txt", "text/plain", text);
    await customer
      .getByTestId("upload")
      .filter({ hasText: /[1-9]\d\d kB of 700 kB/ })
      .waitFor();
    await file(customer, "scan.txt").waitFor();
    await customer.getByTestId("upload").waitFor({ state: "detached" });

    const downloading = desk.waitForEvent("download");
    await file(pane, "scan.txt").getByTestId("download").click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("scan.txt");
    expect(await readFile(await download.path(), "utf8")).toBe(text);
  });

  it("is stopped on the way, and nothing is left of it", async () => {
    const customer = await startChat("Avery");
    emulator().control.injectFault({ kind: "hangResponse", operation: "PutObject" });
    await attach(customer, "scan.txt", "text/plain", "text");
    await expect.poll(() => emulator().control.listFaults()[0]!.hits).toBe(1);
    await customer.getByTestId("cancel-upload").click();
    await customer.getByTestId("upload").waitFor({ state: "detached" });
    const [contact] = emulator().control.listContacts();
    expect(
      emulator()
        .control.listAttachments(contact!.contactId)
        .map(({ state }) => state),
    ).toEqual(["STARTED"]);
  });

  it("that is refused or rejected says so, and cannot be had", async () => {
    const { customer, pane } = await setUp();
    await attach(customer, "run.exe", "application/x-program", "x");
    await status(customer, "run.exe", "failed");
    await customer.getByTestId("cancel-upload").click();
    await customer.getByTestId("upload").waitFor({ state: "detached" });

    emulator().control.setScanner({ verdict: "reject" });
    await attach(pane, "virus.txt", "text/plain", "x");
    await file(customer, "did not pass the scanner").waitFor();
    expect(await file(customer, "virus.txt").getByTestId("download").count()).toBe(0);
  });
});

describe("a receipt", () => {
  it("says that a message was sent, that it came, and that it was read", async () => {
    const [avery, sam, desk] = [await startChat("Avery"), await startChat("Sam"), await openDesk()];
    await say(avery, "anybody there?");
    await status(avery, "anybody there?", "sent");
    const averyPane = await accept(desk, avery);
    await status(avery, "anybody there?", "read");

    await accept(desk, sam);
    await say(avery, "one");
    await say(avery, "two");
    await status(avery, "two", "delivered");
    await averyPane.getByTestId("composer-input").focus();
    for (const text of ["one", "two"]) await status(avery, text, "read");
  });
});

describe("an interactive message", () => {
  it("of each kind is shown, and is answered once", async () => {
    const customer = await startChat("Avery");
    await play(customer, "interactive");
    await choose(customer, "What is it about?", "Refund");
    await choose(customer, "Which shop?", "Show more");
    await question(customer, "When may we call you?").getByTestId("slot").first().click();
    await choose(customer, "How may we help?", "Help myself");
    await choose(customer, "Did that help?", "A little");
    await choose(customer, "Our trips", "Book");
    await message(customer, "Lisbon: Book").waitFor();
    await expect.poll(() => sentBy("CUSTOMER")).toHaveLength(6);
    const [list, page, time, panel, quick, card] = sentBy("CUSTOMER");
    const [, slot] = /"date":"([^"]+)/.exec(sentBy("SYSTEM").join("")) ?? [];
    expect([list, time, panel, quick]).toEqual([
      "Refund",
      slot?.replace("T17:00", "T09:00:00.00"),
      "Help myself",
      "A little",
    ]);
    expect(JSON.parse(page!)).toMatchObject({ action: "SHOW_MORE", data: { listId: "shops" } });
    expect(JSON.parse(card!)).toMatchObject({ templateIdentifier: "lisbon", selectionText: "Book" });
    for (const title of ["What is it about?", "Our trips"])
      await question(customer, title).and(customer.locator(":disabled")).waitFor();
    await message(customer, "Thank you. Noted").waitFor();
  });

  it("is answered with the keyboard alone, and leads back to the composer", async () => {
    const customer = await startChat("Avery");
    await play(customer, "interactive");
    const yes = question(customer, "Did that help?").getByTestId("choice").first();
    await yes.focus();
    await yes.press("Enter");
    await expect.poll(() => sentBy("CUSTOMER")).toEqual(["Yes"]);
    const hasFocus = (element: Element) => element === document.activeElement;
    expect(await customer.getByTestId("composer-input").evaluate(hasFocus)).toBe(true);
  });

  it("comes into view with the focus, and the chat's header stays", async () => {
    const customer = await startChat("Avery");
    await play(customer, "interactive");
    await question(customer, "Our trips").waitFor();
    const first = question(customer, "What is it about?");
    await first.evaluate((element) => element.scrollIntoView());
    await first.getByTestId("choice").last().focus();
    expect(await customer.locator(".chat-window").evaluate((element) => element.scrollTop)).toBe(0);
  });

  it("that cannot be rendered is text", async () => {
    const customer = await startChat("Avery");
    const [contact] = emulator().control.listContacts();
    const content = { title: "Look <b>here</b>", elements: [{ title: "A hologram" }] };
    const template = { templateType: "Hologram", version: "1.0", data: { content } };
    emulator().control.sendInteractive({ contactId: contact!.contactId, template });
    await message(customer, "Look <b>here</b>").filter({ hasText: "• A hologram" }).waitFor();
  });
});

describe("a view", () => {
  it("is a form with its fields, choices and buttons, and is answered", async () => {
    const customer = await startChat("Avery");
    await play(customer, "views");
    const view = (text: string) => customer.getByTestId("view").filter({ hasText: text });
    await view("Thank you").waitFor();
    const press = (text: string, action: string) => view(text).locator(`[data-action=${action}]`).click();

    await press("Order number", "Submit");
    expect(sentBy("CUSTOMER")).toEqual([]);
    await view("Order number").getByLabel("Order number").fill("4711");
    await press("Order number", "Submit");
    await view("Your orders").getByLabel("4712").check();
    await press("Your orders", "ActionSelected");
    await press("What do you need?", "NoMatchFound");
    await message(customer, "No match found").waitFor();
    await expect
      .poll(() => sentBy("CUSTOMER").map((json) => JSON.parse(json) as object))
      .toEqual([
        { action: "Submit", templateType: "ViewResource", version: "1.0", data: { orderNumber: "4711" } },
        {
          action: "ActionSelected",
          templateType: "ViewResource",
          version: "1.0",
          data: { Id: "4712", Heading: "4712" },
        },
        { action: "NoMatchFound", templateType: "ViewResource", version: "1.0", data: {} },
      ]);
  });

  it("that cannot be had says why", async () => {
    const customer = await startChat("Avery");
    emulator().control.injectFault({ kind: "httpError", status: 404, operation: "DescribeView" });
    const [contact] = emulator().control.listContacts();
    emulator().control.showView({ contactId: contact!.contactId, view: "form" });
    await message(customer, "This form cannot be shown; the service refused it (404)").waitFor();
  });
});

describe("a bot's text", () => {
  it("grows while it is written, and is whole in the end", async () => {
    const customer = await startChat("Avery");
    await play(customer, "streaming-bot");
    const busy = customer.locator("[data-testid=message][aria-busy=true]");
    await busy.filter({ hasText: "Orders leave" }).waitFor();
    await message(customer, "Orders leave our warehouse within two days.").waitFor();
    await message(customer, "This one came in one piece.").waitFor();
    await busy.waitFor({ state: "detached" });
    expect(await message(customer, "Orders").count()).toBe(1);
  });
});

describe("signing in", () => {
  const card = (page: Page, outcome: string) =>
    page.locator(`[data-testid=sign-in-card][data-outcome="${outcome}"]`);

  it("is done in a window of its own, which goes away", async () => {
    const customer = await startChat("Avery");
    await play(customer, "authentication");
    const opening = customer.waitForEvent("popup");
    await customer.getByTestId("sign-in").click();
    const popup = await opening;
    await popup.getByLabel("Name in your profile").fill("Avery Hill");
    expect(await popup.evaluate(() => window.opener)).toBe(null);
    const closing = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Sign in" }).click();
    await closing;
    await card(customer, "succeeded").waitFor();
    await notice(customer, "Your name is Avery Hill now").waitFor();
    await message(customer, "Thank you, you are signed in.").waitFor();
  });

  it("has a link where windows are blocked, and is declined", async () => {
    const customer = await startChat("Avery");
    await customer.evaluate(() => (window.open = () => null));
    await play(customer, "authentication");
    await customer.getByTestId("sign-in").click();
    const link = customer.getByTestId("sign-in-link");
    await link.waitFor();
    expect(await link.getAttribute("href")).toContain("/emulator/login?");
    await customer.getByTestId("decline-sign-in").click();
    await card(customer, "cancelled").waitFor();
    await message(customer, "Let us go on without.").waitFor();
  });
});

describe("the menu of scenarios", () => {
  it("has a chat for each, on a narrow screen too", async () => {
    const ends: Readonly<Record<string, string>> = {
      attachments: "send me a picture of the parcel",
      transfer: "Sam** here. How can I help?",
    };
    const customer = await startChat("Avery");
    await customer.setViewportSize(NARROW);
    for (const [scenario, last] of Object.entries(ends)) {
      await play(customer, scenario);
      await message(customer, last).waitFor();
      await endChat(customer);
      await customer.getByTestId("new-chat-button").click();
      await customer.getByTestId("start-button").click();
      await connection(customer, "connected");
    }
    await play(customer, "events");
    for (const text of ["You did not come back in time", "Sam left the chat", "The chat has ended"])
      await notice(customer, text).waitFor();
    await connection(customer, "ended");
    expect(await customer.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
    await customer.getByTestId("play-scenario").waitFor({ state: "hidden" });
    expect(await customer.getByTestId("scenario").locator("option").count()).toBe(
      emulator().control.listScenarios().length,
    );
  });
});
