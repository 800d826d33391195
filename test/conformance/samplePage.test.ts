import { readFileSync } from "node:fs";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import { joinAgent } from "../support/startChat.js";
import { waitUntil } from "../support/waitUntil.js";

const html = readFileSync(new URL("pages/customer.html", import.meta.url), "utf8");

let browser: Browser;
beforeAll(async () => {
  requireBundles();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A customer's whole chat in the page, with one script or the other: what the page showed and the service heard. */
async function play(script: string) {
  const emulator = await startEmulator({ flow: { prompts: ["Welcome"], promptDelayMs: 0 } });
  const { control } = emulator;
  const document = html.replace("%SCRIPT%", script).replace("%ENDPOINT%", emulator.url);
  const origin = await serveOrigin({ "/": document });
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  const lines = (id: string) => page.locator(`#${id} li`).allTextContents();
  const see = (id: string, line: string) =>
    page.locator(`#${id} li`).filter({ hasText: line }).first().waitFor();
  const submit = () => page.getByRole("button", { name: "Send" }).click();
  try {
    await page.goto(origin.url("/"));
    await see("items", "Welcome");
    await see("happened", "connected: true");
    const { contactId } = control.listContacts()[0]!;
    const agent = await joinAgent(emulator, contactId);
    await see("items", "AGENT: joined");

    control.type(agent);
    await see("happened", "typing: AGENT");
    const { Id } = control.say({ ...agent, content: "How can I help?" });
    await see("items", "AGENT: How can I help?");
    const item = () => control.getContact(contactId).transcript.find((each) => each.Id === Id);
    await waitUntil(() => expect(item()?.MessageMetadata?.Receipts?.[0]?.ReadTimestamp).toBeDefined());

    await page.locator("#text").fill("My chair is broken");
    await see("happened", "typing: CUSTOMER");
    await submit();
    await see("items", "CUSTOMER: My chair is broken");
    await page
      .locator("#file")
      .setInputFiles({ name: "chair.txt", mimeType: "text/plain", buffer: Buffer.from("a chair") });
    await submit();
    await see("items", "CUSTOMER: chair.txt");
    await see("happened", "downloaded: a chair");
    await see("happened", "link: http:");
    for (const event of ["participant.idle", "participant.returned", "chat.rehydrated"] as const)
      control.sendEvent({ contactId, event });
    await see("happened", "idle");
    await see("happened", "returned");
    const before = { items: await lines("items"), happened: (await lines("happened")).sort() };

    await page.reload();
    await see("happened", "connected: true");
    await see("items", "CUSTOMER: chair.txt");
    await page.locator("#text").fill("Still here");
    await submit();
    await see("items", "CUSTOMER: Still here");
    const after = await lines("items");
    await page.getByRole("button", { name: "Leave" }).click();
    await see("happened", "ended");
    const { contact, transcript } = control.getContact(contactId);
    return {
      before,
      after,
      end: (await lines("items")).at(-1),
      kept: await page.evaluate(() => sessionStorage.getItem("chat")),
      contacts: control.listContacts().length,
      state: contact.state,
      transcript: transcript.map(({ ContentType, Content, ParticipantRole }) => [
        ContentType,
        Content,
        ParticipantRole,
      ]),
      complaints,
    };
  } finally {
    await page.close();
    await origin.close();
    await emulator.close();
  }
}

test("a customer's page of 5.0.0 works when its script is this library's: a chat, a reload, the end", async () => {
  const [ours, upstream] = [await play("/script.js"), await play("/upstream.js")];
  expect(ours).toMatchObject({ contacts: 1, state: "ENDED", kept: null, complaints: [] });
  expect(ours).toEqual(upstream);
});
