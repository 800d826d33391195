import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { connection, endChat, message, notice, say, usePlayground } from "./playground.js";

const { startChat } = usePlayground();

async function play(page: Page, scenario: string): Promise<void> {
  await page.getByTestId("scenario").selectOption(scenario);
  await page.getByTestId("play-scenario").click();
}
const segments = (page: Page) => page.getByTestId("segment").allTextContents();
const samSays = "Sam here. End this chat";

/** A chat of two contacts that has ended. */
async function pastChat(): Promise<Page> {
  const customer = await startChat("Avery");
  await play(customer, "persistent-chat");
  await message(customer, samSays).waitFor();
  await say(customer, "bye for now");
  await message(customer, "bye for now").waitFor();
  await endChat(customer);
  await connection(customer, "ended");
  return customer;
}

describe("a customer whose chat has ended", () => {
  it("goes on from all of it, sees it above, and has it there after a reload", async () => {
    const customer = await pastChat();
    await customer.getByTestId("go-on-button").click();
    await connection(customer, "connected");
    await notice(customer, "An earlier chat is continued").waitFor();
    const shown = ["Earlier contact", "Earlier contact", "This chat"].map((text) =>
      expect.stringContaining(text),
    );
    await expect.poll(() => segments(customer)).toEqual(shown);
    await message(customer, samSays).waitFor({ state: "attached" });
    const own = customer.locator("[data-testid=message][data-side=own]");
    await own.filter({ hasText: "bye for now" }).waitFor({ state: "attached" });
    await say(customer, "here again");
    await message(customer, "here again").waitFor();

    await customer.reload();
    await message(customer, "here again").waitFor();
    await customer.getByTestId("load-earlier").click();
    await expect.poll(() => segments(customer)).toEqual(shown);
  });

  it("goes on from its first part, and of the second sees nothing", async () => {
    const customer = await pastChat();
    const choice = customer.getByTestId("go-on-choice");
    expect(await choice.locator("option").count()).toBe(3);
    await choice.selectOption({ index: 1 });
    await customer.getByTestId("go-on-button").click();
    // The chat that has ended is shown until the next one is there, and has no segments.
    await expect.poll(async () => (await segments(customer)).length).toBe(2);
    await message(customer, "Robin here. Remember the number 4711").waitFor({ state: "attached" });
    expect(await message(customer, samSays).count()).toBe(0);
  });

  it("hears why when there is nothing to go on from", async () => {
    const customer = await pastChat();
    await customer.route("**/start-chat", (route) => route.fulfill({ status: 404, json: {} }));
    await customer.getByTestId("go-on-button").click();
    await customer.getByRole("alert").filter({ hasText: "answered 404" }).waitFor();
  });
});

it("a customer who leaves is asked, and the chat ends with the answer", async () => {
  const customer = await startChat("Avery");
  await play(customer, "exit-survey");
  await message(customer, "I am here until you end the chat.").waitFor();
  await endChat(customer);
  await notice(customer, "Robin left").waitFor();
  await customer.getByTestId("choice").filter({ hasText: "Good" }).click();
  await message(customer, "Thank you, that is all.").waitFor();
  await connection(customer, "ended");
});

it("a tour asks one thing after the other", async () => {
  const customer = await startChat("Avery");
  await play(customer, "tour");
  const choose = (choice: string) =>
    customer.locator("[data-testid=choice]:enabled").filter({ hasText: choice }).first().click();
  await choose("Refund");
  await message(customer, "A refund, then.").waitFor();
  await customer.getByLabel("Order number").fill("4711");
  await customer.locator("[data-action=Submit]").click();
  await customer.getByLabel("4712").check();
  await customer.locator("[data-action=ActionSelected]").first().click();
  await customer.getByTestId("slot").first().click();
  await choose("Book");
  await message(customer, "A good choice.").waitFor();
  await choose("Yes");
  await message(customer, "Glad to hear that.").waitFor();
  await connection(customer, "ended");
});
