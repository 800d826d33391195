import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "../package/runningCommand.js";
import { launchBrowser } from "../support/browser.js";
import { createExample } from "./exampleProject.js";
import { openExample } from "./examplePage.js";

const INSTALL_AND_BUILD_MS = 400_000;
const quiet = { NEXT_TELEMETRY_DISABLED: "1" };

test(
  "next: the server renders the page and starts the chat, which the client component holds to its end",
  async () => {
    const example = await createExample("next");
    onTestFinished(() => example.remove());
    await example.run("build", quiet);
    const emulator = await example.startEmulator({ flow: { prompts: [] }, endDelayMs: 0 });
    onTestFinished(() => emulator.close());
    const args = ["node_modules/next/dist/bin/next", "start", "--port", "0", "--hostname", "127.0.0.1"];
    const server = runCommand("node", args, example.folder, {
      ...quiet,
      AWS_ENDPOINT_URL_CONNECT: emulator.url,
      AWS_ACCESS_KEY_ID: "AKIDOFTHEEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    onTestFinished(() => server.kill());
    const url = await server.printed(/http:\/\/[\w.]+:\d+/);
    expect(await (await fetch(url)).text()).toContain("Start chat");

    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const { page, enter, look, close } = await openExample(browser, url, {
      emulatorUrl: emulator.url,
      startChatUrl: "/nobody-asks-the-emulator-itself",
    });
    const status = page.getByRole("status");
    const log = page.getByRole("log");
    await page.locator("input:enabled").focus();
    await enter("Your name", "Avery");
    await status.filter({ hasText: "Connected" }).waitFor();
    await enter("Message", "Hello");
    // It stands there twice for a moment when the socket brings it before the answer does.
    await expect.poll(() => log.getByText("Hello").count()).toBe(1);
    const [contact] = emulator.control.listContacts();
    emulator.control.say({ contactId: contact!.contactId, content: "Welcome" });
    await log.getByText("Welcome").waitFor();
    await look("next");
    await page.getByRole("button", { name: "End chat" }).click();
    await status.filter({ hasText: "The chat is over" }).waitFor();
    await close();
  },
  INSTALL_AND_BUILD_MS,
);
