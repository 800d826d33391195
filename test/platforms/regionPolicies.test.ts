import { readFileSync } from "node:fs";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveEndpoint } from "../../packages/chatjs/src/config/endpoint.js";
import { launchBrowser } from "../support/browser.js";
import { requireBundles } from "../support/bundles.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { callSession, createSession } from "../support/sessionScripts.js";
import { waitUntil } from "../support/waitUntil.js";

const manual = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
const sources = Array.from(
  manual.matchAll(/^\| ([a-z]+(?:-[a-z]+)+-\d) +\| `(connect-src [^`]+)` +\|$/gm),
  ([, region, source]) => [region!, source!] as const,
);
const [sample] = /^default-src 'none'.*$/m.exec(manual) ?? [""];
const strict = "default-src 'none'; script-src 'self'";

let browser: Browser;
let origin: Origin;
beforeAll(async () => {
  requireBundles();
  // Nothing of this goes to AWS: no name leads anywhere.
  browser = await launchBrowser({ args: ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"] });
  const documentOf = (policy: string) =>
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><title>chat</title>`;
  origin = await serveOrigin({
    ...Object.fromEntries(
      sources.map(([region, source]) => [`/${region}`, documentOf(`${strict}; ${source}`)]),
    ),
    "/chat": `<!doctype html><title>chat</title><script src="/script.js"></script>`,
  });
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});

/** Which of these URLs the page's policy refuses. */
const refusedOf = (page: Page, urls: readonly string[]): Promise<readonly string[]> =>
  page.evaluate(async (all) => {
    const refused = new Set<string>();
    const told = new EventTarget();
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      refused.add(blockedURI);
      told.dispatchEvent(new Event(blockedURI));
    });
    const ends = (url: string) =>
      new Promise((resolve) => {
        told.addEventListener(url, resolve);
        if (url.startsWith("wss:")) new WebSocket(url).addEventListener("error", resolve);
        else fetch(url).then(resolve, resolve);
      });
    const tries = all.map(ends);
    await Promise.all(tries);
    return all.filter((url) => refused.has(url));
  }, urls);

describe("the policies of docs/security.md", () => {
  test("are those of all regions, each with the library's own address of it", () => {
    expect(sources).toHaveLength(11);
    for (const [region, source] of sources) {
      const endpoint = resolveEndpoint({ endpoint: undefined }, region);
      expect(source).toBe(`connect-src ${endpoint} wss://*.transport.connect.${region}.amazonaws.com`);
    }
    expect(sources.map(([, source]) => `${strict}; ${source}`)).toContain(sample);
  });

  test.each(sources)(
    "that of %s lets requests and sockets of the region through, and nothing else",
    async (region) => {
      const page = await browser.newPage();
      await page.goto(origin.url(`/${region}`));
      const other = region === "eu-west-2" ? "us-east-1" : "eu-west-2";
      const service = (name: string) =>
        `https://participant.connect.${name}.amazonaws.com/participant/connection`;
      const socket = (name: string) => `wss://a1b2.transport.connect.${name}.amazonaws.com/prod`;
      const foreign = [
        service(other),
        socket(other),
        "https://evil.example/",
        "wss://evil.example/",
        `https://participant.connect.${region}.amazonaws.com.evil.example/`,
        `wss://transport.connect.${region}.amazonaws.com.evil.example/`,
      ];
      expect(await refusedOf(page, [service(region), socket(region), ...foreign])).toEqual(foreign);
      await page.close();
    },
  );
});

test("a whole chat leaves nothing in what a browser keeps for a page", async () => {
  const emulator = await startEmulator({ flow: { prompts: [] } });
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(origin.url("/chat"));
  const key = "customer";
  const chatDetails = emulator.control.startChat({ displayName: "Avery" });
  const args = { chatDetails, type: "CUSTOMER", disableCSM: false };
  await page.evaluate(createSession, { key, endpoint: emulator.url, args });
  const call = (method: string, ...given: readonly unknown[]) =>
    page.evaluate(callSession, { key, method, args: given });
  await call("connect");
  await call("sendMessage", { message: "Hello", contentType: "text/plain" });
  await call("getTranscript", {});
  await call("disconnectParticipant");
  await waitUntil(() => expect(emulator.control.listContacts()[0]?.state).toBe("ENDED"));
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookies: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    address: location.pathname + location.search + location.hash + window.name,
  }));
  expect(kept).toEqual({ local: [], session: [], cookies: "", databases: [], caches: [], address: "/chat" });
  expect(complaints).toEqual([]);
  await page.close();
  await emulator.close();
});
