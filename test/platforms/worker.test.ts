import { startEmulator } from "amazon-connect-chat-emulator";
import type { Browser, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import type { ChatPlace } from "../support/chatPlace.js";
import { customerChatTests } from "../support/customerChat.js";
import { tryCreate } from "../support/libraryScripts.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import { startChat } from "../support/startChat.js";
import { message, waitForEvent } from "../support/waitForEvent.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";

const documents = {
  "/classicWorker.js": `importScripts("/script.js");`,
  "/upstreamWorker.js": `importScripts("/upstream.js");`,
  "/moduleWorker.js": `import { ChatSession } from "/module.js"; if (!ChatSession) throw new Error("no export");`,
};

let browser: Browser;
let origin: Origin;
beforeAll(async () => {
  origin = await serveOrigin(documents);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});

/** A worker of either kind, once the library is in it. */
async function openWorker(start: (page: Page) => Promise<Worker>): Promise<ChatPlace> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(origin.url("/"));
  const worker = await start(page);
  await worker.evaluate(async () => {
    while (!(globalThis as { connect?: unknown }).connect)
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
  return {
    complaints,
    run: (script, argument) => worker.evaluate(script as never, argument as never),
    close: () => context.close(),
  };
}

const dedicated = (url: string, type: "classic" | "module") =>
  openWorker(async (page) => {
    const started = page.waitForEvent("worker");
    await page.evaluate(
      ({ url, type }) => void Object.assign(globalThis, { worker: new Worker(url, { type }) }),
      { url, type },
    );
    return started;
  });

for (const type of ["module", "classic"] as const)
  customerChatTests(`a customer in a ${type} worker (CP-83)`, () => dedicated(`/${type}Worker.js`, type), {
    hurries: true,
  });

test("ChatJS 5.0.0 fails to create a session in a worker (CP-83)", async () => {
  const place = await dedicated("/upstreamWorker.js", "classic");
  const made = await place.run(tryCreate, {
    type: "CUSTOMER",
    chatDetails: { contactId: "c", participantId: "p", participantToken: "t" },
  });
  await place.close();
  expect(made).toMatchObject({ failure: { message: "window is not defined" } });
});

test("a service worker connects, sends, and gets its message back (CP-83)", async () => {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  const place = await openWorker(async (page) => {
    const started = page.context().waitForEvent("serviceworker");
    await page.evaluate(() => navigator.serviceWorker.register("/classicWorker.js"));
    return started;
  });
  const key = "customer";
  const chatDetails = await startChat(emulator.url);
  await place.run(createSession, { key, endpoint: emulator.url, args: { chatDetails, type: "CUSTOMER" } });
  expect(await place.run(callSession, { key, method: "connect" })).toMatchObject({ kind: "resolved" });
  const args = [{ message: "Hello", contentType: "text/plain" }];
  const { value } = await place.run(callSession, { key, method: "sendMessage", args });
  await waitForEvent({ place, key }, message({ Id: value.data.Id }));
  await place.close();
  await emulator.close();
});
