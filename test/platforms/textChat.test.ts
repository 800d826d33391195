import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import type { ChatPlace } from "../support/chatPlace.js";
import { customerChatTests } from "../support/customerChat.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";

const bundle = fileURLToPath(new URL("../../packages/chatjs/temp/textChat.js", import.meta.url));

/** What the bundle gives its page, and what the scripts of the shared tests look for. */
interface PageScope {
  readonly createCustomerSession: (options: object) => object;
  connect?: { readonly ChatSession: object };
}

let browser: Browser;
let origin: Origin;
beforeAll(async () => {
  origin = await serveOrigin({
    "/": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/textChat.js"></script>`,
    "/textChat.js": readFileSync(bundle, "utf8"),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});

async function openPage(): Promise<ChatPlace> {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(origin.url("/"), { waitUntil: "load" });
  await page.evaluate(() => {
    const scope = globalThis as unknown as PageScope;
    let shared = {};
    scope.connect = {
      ChatSession: {
        setGlobalConfig: (config: object) => void (shared = config),
        create: ({ chatDetails }: { chatDetails: object }) =>
          scope.createCustomerSession({ ...shared, chatDetails }),
      },
    };
  });
  return {
    complaints,
    run: (script, argument) => page.evaluate(script as never, argument as never),
    close: () => page.close(),
  };
}

customerChatTests("a page that bundles a session of text alone", openPage, { hurries: true });

test("sets no global, and has left out what it does not use", async () => {
  const page = await browser.newPage();
  await page.goto(origin.url("/"), { waitUntil: "load" });
  expect(await page.evaluate(() => "connect" in globalThis)).toBe(false);
  const session = fileURLToPath(new URL("../../packages/chatjs/dist/session.js", import.meta.url));
  for (const unused of ["metricNamespace", "AttachmentSizeInBytes", "SENDING"]) {
    expect(readFileSync(session, "utf8")).toContain(unused);
    expect(readFileSync(bundle, "utf8").includes(unused)).toBe(false);
  }
  await page.close();
});
