import { startEmulator } from "amazon-connect-chat-emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import type { ChatPlace } from "../support/chatPlace.js";
import { customerChatTests } from "../support/customerChat.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import { startChat } from "../support/startChat.js";
import { complaintsOf, serveOrigin } from "./origin.js";

const documents = {
  "/script": `<!doctype html><script src="/script.js"></script>`,
  "/module": `<!doctype html><script type="module" src="/page.js"></script>`,
  "/page.js": `import { ChatSession } from "/module.js"; if (!ChatSession) throw new Error("no export");`,
  "/upstream": `<!doctype html><script src="/upstream.js"></script>`,
};
/** The page's own scripts, and the service: what the README names, and nothing unsafe. */
const policyFor = (endpoint: string) =>
  `default-src 'none'; script-src 'self'; connect-src ${endpoint} ${endpoint.replace("http", "ws")}`;

let browser: Browser;
beforeAll(async () => {
  requireBundles();
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

/** A page under the strictest policy that lets a chat happen. What violates it is one of the page's complaints. */
async function openPage(path: string, endpoint: string): Promise<ChatPlace> {
  const origin = await serveOrigin(documents, policyFor(endpoint));
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`violates ${effectiveDirective}: ${blockedURI}`),
    ),
  );
  await page.goto(origin.url(path), { waitUntil: "load" });
  return {
    complaints,
    run: (script, argument) => page.evaluate(script as never, argument as never),
    async close() {
      await page.close();
      await origin.close();
    },
  };
}

for (const path of ["/script", "/module"])
  customerChatTests(
    `a customer under a strict policy, from ${path} (CP-84)`,
    (endpoint) => openPage(path, endpoint),
    { hurries: true },
  );

describe("with client-side metrics on", () => {
  const complaints = async (path: string): Promise<readonly string[]> => {
    const emulator = await startEmulator({ flow: { prompts: [] } });
    const place = await openPage(path, emulator.url);
    const chatDetails = await startChat(emulator.url);
    const key = "customer";
    await place.run(createSession, {
      key,
      endpoint: emulator.url,
      args: { chatDetails, type: "CUSTOMER", disableCSM: false },
    });
    await place.run(callSession, { key, method: "connect" });
    await place.run(callSession, { key, method: "disconnectParticipant" });
    await place.close();
    await emulator.close();
    return place.complaints;
  };

  test("this library violates nothing, where 5.0.0 injects a script (CP-38, CP-84)", async () => {
    expect(await complaints("/script")).toEqual([]);
    expect((await complaints("/upstream")).join()).toContain("violates script-src-elem: inline");
  });
});
