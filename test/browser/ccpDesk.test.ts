import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  connection,
  endChat,
  message,
  NARROW,
  notice,
  said,
  say,
  sendFile,
  tell,
  usePlayground,
} from "./playground.js";

const { emulator, open, startChat } = usePlayground();

/** Opens the desk of an agent, who is available then. */
async function openDesk(agent: string): Promise<Page> {
  const desk = await open(`/ccp-agent?agent=${agent}`);
  await state(desk, "Available");
  return desk;
}
const state = (desk: Page, text: string) =>
  expect.poll(() => desk.getByTestId("agent-state").locator("option:checked").textContent()).toBe(text);
const card = (desk: Page, name: string) => desk.getByTestId("contact-card").filter({ hasText: name });
const paneOf = (desk: Page, name: string) =>
  desk.getByTestId("pane").filter({ has: desk.getByRole("heading", { name }) });

/** Accepts the chat that rings; gives its pane. */
async function accept(desk: Page, name: string): Promise<Locator> {
  await card(desk, name).getByTestId("accept-button").click();
  const pane = paneOf(desk, name);
  await connection(pane, "connected");
  return pane;
}
const setUp = async () => {
  const desk = await openDesk("Robin");
  const customer = await startChat("Avery");
  return { desk, customer, pane: await accept(desk, "Avery") };
};
const clear = async (pane: Locator) => {
  await pane.getByTestId("close-button").click();
  await pane.waitFor({ state: "detached" });
};

describe("a desk on amazon-connect-streams", () => {
  it("rings, and holds two chats that do not mix, with typing, receipts and what is unread", async () => {
    const { desk, customer: avery, pane: averyPane } = await setUp();
    await notice(avery, "Robin joined").waitFor();
    const sam = await startChat("Sam");
    const samPane = await accept(desk, "Sam");

    await tell(sam, samPane, { who: "Sam", text: "Hello" });
    await tell(samPane, sam, { who: "Robin", text: "Hello Sam" });
    await message(samPane, "Hello Sam").filter({ hasText: "Read" }).waitFor();

    await say(avery, "anyone?");
    await averyPane.getByTestId("unread-badge").filter({ hasText: "1 new" }).waitFor();
    await say(averyPane, "Here I am");
    await averyPane.getByTestId("unread-badge").waitFor({ state: "hidden" });
    await message(avery, "anyone?").filter({ hasText: "Read" }).waitFor();

    const averyChat = ["CUSTOMER: anyone?", "AGENT: Here I am"];
    for (const place of [avery, averyPane]) await expect.poll(() => said(place)).toEqual(averyChat);
    const samChat = ["CUSTOMER: Hello", "AGENT: Hello Sam"];
    for (const place of [sam, samPane]) await expect.poll(() => said(place)).toEqual(samChat);
  });

  it("takes and sends files", async () => {
    const { desk, customer, pane } = await setUp();
    await sendFile(customer, pane, desk, "order.txt");
    await sendFile(pane, customer, customer, "answer.txt");
  });

  it("hands a chat on to a colleague, who goes on with it", async () => {
    const { desk, customer, pane } = await setUp();
    await say(customer, "I have a question");
    await message(pane, "I have a question").waitFor();
    await pane.getByTestId("transfer-button").click();
    await desk.getByText("Nobody else has a desk open").waitFor();
    await desk.keyboard.press("Escape");

    const other = await openDesk("Kim");
    await pane.getByTestId("transfer-button").click();
    await desk.getByTestId("colleague-button").filter({ hasText: "Kim" }).click();
    await card(other, "Avery").filter({ hasText: "A colleague hands it on" }).waitFor();
    await connection(pane, "ended");
    const otherPane = await accept(other, "Avery");
    await notice(customer, "Kim joined").waitFor();
    await message(otherPane, "I have a question").waitFor();
    await tell(otherPane, customer, { who: "Kim", text: "Which one?" });
    await say(customer, "This one");
    await message(otherPane, "This one").waitFor();

    expect(await said(pane)).toEqual(["CUSTOMER: I have a question"]);
    await clear(pane);
    await connection(otherPane, "connected");
  });

  it("keeps a chat over a reload", async () => {
    const { desk, customer, pane } = await setUp();
    await say(customer, "one");
    await message(pane, "one").waitFor();
    await desk.reload();
    await connection(pane, "connected");
    await message(pane, "one").waitFor();
    await say(pane, "two");
    await message(customer, "two").waitFor();
    await say(customer, "three");
    await message(pane, "three").waitFor();
    expect(await said(pane)).toEqual(["CUSTOMER: one", "AGENT: two", "CUSTOMER: three"]);
  });

  it("has after-contact work to clear, whoever ended the chat, also over a reload", async () => {
    const { desk, customer, pane } = await setUp();
    const sam = await startChat("Sam");
    const samPane = await accept(desk, "Sam");
    await endChat(desk, samPane);
    await connection(sam, "ended");
    await samPane.getByText("After-contact work").waitFor();
    await clear(samPane);

    await endChat(customer);
    await notice(pane, "Avery left").waitFor();
    await connection(pane, "ended");
    await desk.reload();
    await card(desk, "Avery").filter({ hasText: "After-contact work" }).getByTestId("clear-button").click();
    await card(desk, "Avery").waitFor({ state: "detached" });
    expect(emulator().control.ccp.listAgents()).toMatchObject([{ agentId: "robin", contacts: [] }]);
  });

  it("rings elsewhere for a chat that its agent declined, and not again before that is cleared", async () => {
    const desk = await openDesk("Robin");
    await startChat("Avery");
    await card(desk, "Avery").getByTestId("decline-button").waitFor();
    const other = await openDesk("Kim");
    await card(desk, "Avery").getByTestId("decline-button").click();
    await accept(other, "Avery");
    await startChat("Sam");
    await card(other, "Sam").getByTestId("decline-button").click();
    await card(desk, "Avery").getByTestId("clear-button").click();
    await card(desk, "Sam").getByTestId("accept-button").waitFor();
    await state(desk, "Available");
  });

  it("leaves the menu of states alone while a chat rings, as somebody may have it open", async () => {
    const desk = await openDesk("Robin");
    const option = await desk.getByTestId("agent-state").locator("option").first().elementHandle();
    await startChat("Avery");
    await card(desk, "Avery").getByTestId("accept-button").click();
    await connection(paneOf(desk, "Avery"), "connected");
    expect(await option.evaluate(({ isConnected }) => isConnected)).toBe(true);
  });

  it("goes offline after the chat when its agent chose so during it", async () => {
    const { desk, pane } = await setUp();
    await desk.getByTestId("agent-state").selectOption("Offline");
    await state(desk, "Available, then Offline");
    await endChat(desk, pane);
    await clear(pane);
    await state(desk, "Offline");
  });

  it("brings what was said while the socket was down", async () => {
    const { customer, pane } = await setUp();
    emulator().control.ccp.loseWebSocket("robin");
    await connection(pane, "reconnecting");
    await say(customer, "while you were away");
    await message(customer, "while you were away").waitFor();
    emulator().control.ccp.gainWebSocket("robin");
    await connection(pane, "connected");
    await message(pane, "while you were away").waitFor();
  });

  it("goes on with a session of its own when Streams gets none", async () => {
    const desk = await openDesk("Robin");
    await desk.route("**/participant/connection", (route) => route.abort());
    emulator().control.injectFault({ kind: "refuseTransport" });
    const customer = await startChat("Avery");
    await card(desk, "Avery").getByTestId("accept-button").click();
    const pane = paneOf(desk, "Avery");
    await connection(pane, "broken");
    emulator().control.clearFaults();
    await desk.unroute("**/participant/connection");
    await pane.getByTestId("reconnect-button").click();
    await connection(pane, "connected");
    await say(pane, "Here I am");
    await message(customer, "Here I am").waitFor();
  });

  it("opens no chat whose customer left before Streams had its session", async () => {
    const desk = await openDesk("Robin");
    await desk.evaluate(() => {
      const { prototype } = (globalThis as unknown as { connect: { ChatConnection: { prototype: Chat } } })
        .connect.ChatConnection;
      interface Chat {
        getMediaController(): Promise<unknown>;
      }
      const get = prototype.getMediaController;
      const released = new Promise<void>((resolve) => Object.assign(globalThis, { release: resolve }));
      prototype.getMediaController = async function (this: Chat) {
        await released;
        return get.call(this).finally(() => Object.assign(globalThis, { isOpened: true }));
      };
    });
    const [avery, sam] = [await startChat("Avery"), await startChat("Sam")];
    await card(desk, "Avery").getByTestId("accept-button").click();
    await card(desk, "Sam").getByTestId("accept-button").click();
    await notice(avery, "Robin joined").waitFor();
    await notice(sam, "Robin joined").waitFor();
    await endChat(avery);
    await card(desk, "Avery").getByTestId("clear-button").click();
    await card(desk, "Avery").waitFor({ state: "detached" });
    await endChat(sam);
    await card(desk, "Sam").filter({ hasText: "After-contact work" }).waitFor();
    await desk.evaluate(() => (globalThis as unknown as { release(): void }).release());
    await desk.waitForFunction("globalThis.isOpened");
    // What follows takes a moment.
    await desk.evaluate(() => fetch("/"));
    expect(await desk.getByTestId("pane").count()).toBe(0);
  });

  it("needs no sideways scrolling on a narrow screen, where tabs lead to the chats", async () => {
    const { desk, customer, pane } = await setUp();
    await desk.setViewportSize(NARROW);
    await desk.getByTestId("chat-tab").filter({ hasText: "Contacts" }).click();
    await pane.waitFor({ state: "hidden" });
    await say(customer, "anyone?");
    await desk.getByTestId("chat-tab").filter({ hasText: "Avery" }).filter({ hasText: "1" }).click();
    await message(pane, "anyone?").waitFor();
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
  });

  it("says so when there is no control panel", async () => {
    const desk = await open("/");
    await desk.route("**/control/ccp", (route) => route.fulfill({ json: { ccpUrl: null } }));
    await desk.goto(`${emulator().url}/ccp-agent?agent=Robin`);
    await desk.getByText("the emulator has no contact control panel").waitFor();
  });
});
