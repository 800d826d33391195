import { expect, test } from "amazon-connect-chat-emulator/playwright";
import type { Page } from "@playwright/test";

async function startChat(page: Page) {
  await page.goto("/");
  await page.getByLabel("Your name").fill("Avery");
  await page.getByRole("button", { name: "Start chat" }).click();
  await expect(page.getByRole("status")).toHaveText("Connected");
}

async function send(page: Page, text: string) {
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

test.describe("with an agent", () => {
  test.use({
    emulatorOptions: {
      agents: {
        robin: {
          displayName: "Robin",
          joinsAfterMs: 0,
          flow: async (chat) => {
            chat.on({ says: /\d{5}/ }, () => chat.say("Your money is on its way."));
            await chat.say("Robin here. What is your order number?");
          },
        },
      },
    },
  });

  test("a customer talks to the agent, and ends the chat", async ({ page, emulator }) => {
    await startChat(page);
    const messages = page.getByRole("listitem");
    await expect(messages).toHaveText(["Robin: Robin here. What is your order number?"]);
    await send(page, "It is 12345");
    await expect(messages.last()).toHaveText("Robin: Your money is on its way.");
    await expect(emulator).toHaveReceivedMessage(/12345/, { times: 1 });
    await expect(emulator).toHaveParticipant({ displayName: "Robin", role: "AGENT" });
    await page.getByRole("button", { name: "End chat" }).click();
    await expect(page.getByRole("status")).toHaveText("The chat is over");
    await expect(emulator).toHaveEnded();
  });
});

test("gets over a lost connection, and shows what was said meanwhile", async ({ page, emulator }) => {
  await startChat(page);
  emulator.control.injectFault({ kind: "refuseUpgrade", times: 1 });
  emulator.control.dropSockets();
  await expect(page.getByRole("status")).toHaveText("Connection lost, trying again");
  const [contact] = emulator.control.listContacts();
  emulator.control.say({ contactId: contact!.contactId, content: "Are you still there?" });
  await expect(page.getByRole("listitem")).toHaveText([/Are you still there\?/], { timeout: 20_000 });
  await expect(page.getByRole("status")).toHaveText("Connected");
});

test("says so when no chat is to be had", async ({ page, emulator }) => {
  emulator.control.injectFault({ kind: "httpError", status: 403, operation: "CreateParticipantConnection" });
  await page.goto("/");
  await page.getByLabel("Your name").fill("Avery");
  await page.getByRole("button", { name: "Start chat" }).click();
  await expect(page.getByRole("status")).toHaveText("We cannot be reached. Please try again later");
  await expect(emulator).not.toHaveParticipant("Avery");
});
