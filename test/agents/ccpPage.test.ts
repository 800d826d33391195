import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import { expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { startCustomer } from "./customer.js";
import { openDesk } from "./desk.js";
import { serveDesktops } from "./desktopServer.js";

test("an agent can work in the CCP itself, and the page around it hears of it", async () => {
  const server = await serveDesktops();
  const browser = await launchBrowser();
  const emulator = await startEmulator({ ccpPort: 0, flow: { prompts: [] }, endDelayMs: 0 });
  const context = await browser.newContext();
  try {
    const build = { library: "ours", streams: "2.28.2", first: "streams", as: "script" } as const;
    const ccpUrl = `${emulator.ccpUrl}?agent=Robin`;
    const desk = await openDesk({ context, server }, build, { ccpUrl, endpoint: emulator.url });
    await desk.wait("", "agent");
    const ccp = desk.ccp();
    const { contactId } = await startCustomer(emulator);
    const rowOf = (id: string) => ccp.locator(`[data-contact-id="${id}"]`);
    const row = rowOf(contactId);
    await desk.wait(contactId, "view");
    const other = await startCustomer(emulator);
    await desk.wait(other.contactId, "contact.onConnecting");
    await rowOf(other.contactId).getByRole("button", { name: "View" }).click();
    await desk.wait(other.contactId, "view");
    await rowOf(other.contactId).getByRole("button", { name: "View", pressed: true }).waitFor();
    await row.getByRole("button", { name: "Accept" }).click();
    await desk.wait(contactId, "contact.onAccepted");
    await desk.wait(contactId, "view", { nth: 2 });
    await row.getByRole("button", { name: "View", pressed: true }).waitFor();
    await desk.wait(contactId, "session.onConnectionEstablished");
    await row.getByRole("button", { name: "End" }).click();
    await desk.wait(contactId, "session.onEnded");
    await row.getByRole("button", { name: "Clear" }).click();
    await desk.wait(contactId, "contact.onDestroy");
    await ccp.getByTestId("agent-state").selectOption("Break");
    await expect.poll(() => emulator.control.ccp.listAgents()[0]!.state).toBe("Break");
    await ccp.getByTestId("agent-name").getByText("Robin").waitFor();
    expect(desk.complaints).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
    await emulator.close();
  }
});

test("a page goes on when the emulator was started anew: it hears of the loss, the chats, and the messages", async () => {
  const server = await serveDesktops();
  const browser = await launchBrowser();
  const data = await mkdtemp(join(tmpdir(), "ccp-"));
  const options = { flow: { prompts: [] }, endDelayMs: 0, data };
  let emulator = await startEmulator({ ...options, ccpPort: 0 });
  const context = await browser.newContext();
  try {
    const build = { library: "ours", streams: "2.28.2", first: "streams", as: "script" } as const;
    const ccpUrl = `${emulator.ccpUrl}?agent=Robin`;
    const desk = await openDesk({ context, server }, build, { ccpUrl, endpoint: emulator.url });
    await desk.wait("", "agent");
    const blake = await startCustomer(emulator);
    await desk.accept(blake.contactId);
    await emulator.close();
    await desk.wait(blake.contactId, "session.onConnectionLost");

    emulator = await startEmulator({
      ...options,
      port: Number(new URL(emulator.url).port),
      ccpPort: Number(new URL(ccpUrl).port),
    });
    await blake.say("still here?");
    await desk.wait(blake.contactId, "session.onConnectionEstablished", { nth: 2 });
    await desk.hear(blake.contactId, "still here?");
    const casey = await startCustomer(emulator);
    await desk.accept(casey.contactId);
    await casey.say("hello");
    await desk.hear(casey.contactId, "hello");
    expect(desk.complaints).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
    await emulator.close();
    await rm(data, { recursive: true });
  }
});
