import { describe, expect, it } from "vitest";
import {
  accept,
  connection,
  endChat,
  message,
  NARROW,
  notice,
  said,
  say,
  typing,
  usePlayground,
} from "./playground.js";

const { emulator, open, openDesk, startChat } = usePlayground();

const setUp = async () => {
  const [customer, desk] = [await startChat("Avery"), await openDesk()];
  return { customer, desk, pane: await accept(desk, customer) };
};

describe("a customer and an agent", () => {
  it("talk to each other, and each sees the other type", async () => {
    const { customer, pane } = await setUp();
    await notice(customer, "Robin joined").waitFor();

    await customer.getByTestId("composer-input").pressSequentially("Whe");
    await typing(pane, "Avery is typing").waitFor();
    await say(customer, "Where is my order?");
    await message(pane, "Where is my order?").waitFor();
    await typing(pane, "Avery").waitFor({ state: "hidden" });

    await pane.getByTestId("composer-input").pressSequentially("On");
    await typing(customer, "Robin is typing").waitFor();
    await say(pane, "On its way");
    await message(customer, "On its way").waitFor();

    const conversation = ["CUSTOMER: Where is my order?", "AGENT: On its way"];
    await expect.poll(() => said(customer)).toEqual(conversation);
    await expect.poll(() => said(pane)).toEqual(conversation);
  });

  it("stay in their chat over a reload of either page", async () => {
    const { customer, desk, pane } = await setUp();
    await say(customer, "one");
    await message(pane, "one").waitFor();
    await say(pane, "two");
    await message(customer, "two").waitFor();

    await customer.reload();
    await connection(customer, "connected");
    await expect.poll(() => said(customer)).toEqual(["CUSTOMER: one", "AGENT: two"]);
    await desk.reload();
    await connection(pane, "connected");
    await expect.poll(() => said(pane)).toEqual(["CUSTOMER: one", "AGENT: two"]);

    await say(customer, "three");
    await message(pane, "three").waitFor();
    await say(pane, "four");
    await message(customer, "four").waitFor();
  });

  it("see the end when the agent ends the chat, and a reload begins anew", async () => {
    const { customer, desk, pane } = await setUp();
    await endChat(desk, pane);
    await connection(customer, "ended");
    await notice(customer, "Robin left").waitFor();
    await connection(pane, "ended");
    await pane.getByTestId("close-button").click();
    await pane.waitFor({ state: "detached" });

    await customer.reload();
    await customer.getByTestId("start-form").waitFor();
  });

  it("see the end when the customer leaves", async () => {
    const { customer, pane } = await setUp();
    await endChat(customer);
    await customer.getByTestId("new-chat-button").waitFor();
    await notice(pane, "Avery left").waitFor();
    await connection(pane, "ended");
  });

  it("are told nothing of an end that came while they were asked whether they want it", async () => {
    const { customer, desk, pane } = await setUp();
    await customer.getByTestId("end-button").click();
    await pane.getByTestId("end-button").click();
    emulator().control.end(emulator().control.listContacts()[0]!.contactId);
    for (const [page, place] of [
      [customer, customer],
      [desk, pane],
    ] as const) {
      await connection(place, "ended");
      await page.getByTestId("confirm-button").click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    // A request that was refused would have come back by now.
    await customer.evaluate(() => fetch("/control/contacts"));
    await desk.evaluate(() => fetch("/control/contacts"));
    for (const place of [customer, pane])
      expect(await place.locator(".chat-window__problem").allTextContents()).toEqual([""]);
  });

  it("see that the chat was handed on from elsewhere", async () => {
    const { pane } = await setUp();
    const { control } = emulator();
    control.requeue({ contactId: control.listContacts()[0]!.contactId });
    await notice(pane, "The chat was transferred").waitFor();
    await connection(pane, "ended");
  });

  it("meet again when the chat comes back to the queue, though its pane is still open", async () => {
    const { customer, desk, pane } = await setUp();
    await say(pane, "One moment");
    await message(customer, "One moment").waitFor();
    const { control } = emulator();
    control.requeue({ contactId: control.listContacts()[0]!.contactId });
    await connection(pane, "ended");
    await accept(desk, customer);
    await say(pane, "Here I am again");
    await message(customer, "Here I am again").waitFor();
  });

  it("read each other's markup as text", async () => {
    const { customer, pane } = await setUp();
    const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
    await say(customer, markup);
    await message(pane, markup).waitFor();
    expect(await pane.locator("img, b").count()).toBe(0);
  });
});

describe("two chats of one agent", () => {
  it("do not mix, and the one beside shows what is unread", async () => {
    const [avery, sam, desk] = [await startChat("Avery"), await startChat("Sam"), await openDesk()];
    const averyPane = await accept(desk, avery);
    const samPane = await accept(desk, sam);
    await say(averyPane, "to Avery");
    await message(avery, "to Avery").waitFor();
    await say(sam, "from Sam");
    await samPane.getByTestId("unread-badge").filter({ hasText: "1 new" }).waitFor();
    await say(samPane, "to Sam");
    await message(sam, "to Sam").waitFor();
    await samPane.getByTestId("unread-badge").waitFor({ state: "hidden" });

    for (const place of [avery, averyPane]) expect(await said(place)).toEqual(["AGENT: to Avery"]);
    const samChat = ["CUSTOMER: from Sam", "AGENT: to Sam"];
    for (const place of [sam, samPane]) await expect.poll(() => said(place)).toEqual(samChat);
  });
});

describe("an outage", () => {
  it("shows that the connection is lost, and brings what was missed once it is back", async () => {
    const { customer, pane } = await setUp();
    await customer.route("**/participant/connection", (route) => route.abort());
    emulator().control.dropSockets({ how: "abort" });
    await connection(customer, "reconnecting");
    await connection(pane, "connected");
    await say(pane, "while you were away");
    await message(pane, "while you were away").waitFor();

    await customer.unroute("**/participant/connection");
    // The pauses have grown by now, to half a minute at most.
    await connection(customer, "connected");
    await message(customer, "while you were away").waitFor();
    await say(customer, "back again");
    await message(pane, "back again").waitFor();
    expect(await said(customer)).toEqual(["AGENT: while you were away", "CUSTOMER: back again"]);
  });

  it("offers to connect again when the service refused, and then goes on", async () => {
    const { customer } = await setUp();
    await customer.route("**/participant/connection", (route) =>
      route.fulfill({ status: 400, json: { message: "no" } }),
    );
    emulator().control.dropSockets({ how: "abort" });
    await connection(customer, "broken");
    await customer.unroute("**/participant/connection");
    await customer.getByTestId("reconnect-button").click();
    await connection(customer, "connected");
  });

  it("keeps a message that failed, and sends it once when tried again", async () => {
    const { customer, pane } = await setUp();
    await customer.route("**/participant/message", (route) => route.abort());
    await say(customer, "try me");
    await customer.locator("[data-testid=message][data-status=failed]").waitFor();
    await customer.unroute("**/participant/message");
    await customer.getByTestId("retry-button").click();
    await message(pane, "try me").waitFor();
    await customer.locator("[data-testid=message][data-status=failed]").waitFor({ state: "detached" });
    expect(await said(customer)).toEqual(["CUSTOMER: try me"]);
  });
});

describe("a long chat", () => {
  it("offers new messages to who reads older ones, and loads what came before", async () => {
    const { customer } = await setUp();
    const [contact] = emulator().control.listContacts();
    for (let number = 1; number <= 160; number++)
      emulator().control.say({ contactId: contact!.contactId, content: `Prompt ${number} ends` });
    await message(customer, "Prompt 160 ends").waitFor();
    await customer.reload();
    await message(customer, "Prompt 160 ends").waitFor();
    expect(await message(customer, "Prompt 60 ends").count()).toBe(0);

    // The scroll alone brings what came before, and the reader stays where they were.
    const list = customer.getByTestId("message-list");
    await list.evaluate((element) => (element.scrollTop = 0));
    await message(customer, "Prompt 60 ends").waitFor({ state: "attached" });
    expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
    expect(await message(customer, "Prompt 10 ends").count()).toBe(0);
    emulator().control.say({ contactId: contact!.contactId, content: "the newest" });
    await customer.getByTestId("new-messages").click();
    await customer.getByTestId("new-messages").waitFor({ state: "hidden" });
    for (const missing of ["Prompt 10 ends", "Prompt 1 ends"]) {
      const earlier = customer.getByTestId("load-earlier");
      await earlier.waitFor();
      // A real click would scroll to the button first, and the scroll alone loads a page.
      await earlier.dispatchEvent("click");
      await message(customer, missing).waitFor({ state: "attached" });
    }
    // The last page has the two who joined before the first prompt, which came with the page after it.
    await expect.poll(() => customer.getByTestId("message").count()).toBe(163);
  });
});

describe("on a narrow screen", () => {
  it.each(["/", "/customer", "/customer-react", "/agent", "/agent?agent=Robin", "/ccp-agent"])(
    "%s needs no sideways scrolling",
    async (path) => {
      const page = await open(path, NARROW);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(NARROW.width);
    },
  );

  it("one chat is shown at a time, and tabs lead to the others", async () => {
    const { customer, desk, pane } = await setUp();
    await desk.setViewportSize(NARROW);
    await pane.waitFor();
    await desk.getByTestId("chat-tab").filter({ hasText: "Queue" }).click();
    await pane.waitFor({ state: "hidden" });
    await say(customer, "anyone?");
    await desk.getByTestId("chat-tab").filter({ hasText: "Avery" }).filter({ hasText: "1" }).click();
    await message(pane, "anyone?").waitFor();
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
  });
});
