import { gzipSync } from "node:zlib";
import type { answerServiceWorker, createEmulator, Emulator } from "amazon-connect-chat-emulator/browser";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { sample } from "../support/samples.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";

/** What the scripts below find in the page. */
interface PageScope {
  readonly connect: { readonly ChatSession: { create(args: object): Record<string, any> } };
  readonly emulatorInPage: {
    readonly createEmulator: typeof createEmulator;
    readonly answerServiceWorker: typeof answerServiceWorker;
  };
  emulator?: Emulator;
}

/** gzip bytes that the emulator may have in a page. */
const sizeLimit = 100_000;

let browser: Browser;
let origin: Origin;
let script: string;
beforeAll(async () => {
  script = await bundleForPage(`
    import { answerServiceWorker, createEmulator } from "amazon-connect-chat-emulator/browser";
    Object.assign(globalThis, { emulatorInPage: { answerServiceWorker, createEmulator } });`);
  const page = (library: string) =>
    `<!doctype html><link rel="icon" href="data:,"><script src="/${library}.js"></script><script type="module" src="/emulator.js"></script>`;
  origin = await serveOrigin({
    "/ours": page("script"),
    "/upstream": page("upstream"),
    "/emulator.js": script,
    "/worker.js": await bundleForPage(sample("service-worker")),
    "/inPage": '<script type="module" src="/inPage.js"></script>',
    "/inPage.js": await bundleForPage(sample("emulator-in-a-page")),
    "/behindWorker": '<script type="module" src="/behindWorker.js"></script>',
    "/behindWorker.js": await bundleForPage(sample("emulator-behind-a-worker")),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await origin.close();
});

async function open(library: string) {
  const page = await (await browser.newContext()).newPage();
  const complaints = complaintsOf(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(origin.url(`/${library}`));
  return { page, complaints, asked };
}

/** Creates the emulator, with a bot that answers, and puts it behind the page's globals, or its service worker. */
const install = (page: Page, behind: "globals" | "service worker") =>
  page.evaluate(async (behind) => {
    const scope = globalThis as unknown as PageScope;
    const { createEmulator, answerServiceWorker } = scope.emulatorInPage;
    const answer = { do: "say", content: "Hi Avery", as: "bot", afterMs: 0 } as const;
    scope.emulator = createEmulator({
      flow: { paceMs: 0 },
      flows: { default: [{ do: "on", says: "^hello", steps: [answer] }, "Welcome"] },
    });
    if (behind === "globals") {
      scope.emulator.install();
      return;
    }
    globalThis.WebSocket = scope.emulator.WebSocket;
    answerServiceWorker(scope.emulator);
    const controlled = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    await controlled;
  }, behind);

/** A customer's whole chat. The library is told nothing but the chat's details. */
const chat = (page: Page) =>
  page.evaluate(async () => {
    const { connect, emulator } = globalThis as unknown as PageScope;
    const response = await fetch("/start-chat", {
      method: "POST",
      body: JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } }),
    });
    const { data } = await response.json();
    const session = connect.ChatSession.create({ type: "CUSTOMER", chatDetails: data.startChatResult });
    const heard: string[] = [];
    const hear = (text: string) =>
      new Promise<void>((resolve) => {
        session["onMessage"](({ data }: { readonly data: { Content?: string } }) => {
          if (data.Content === text) resolve();
        });
      });
    session["onMessage"](({ data }: { readonly data: { Type: string; Content?: string } }) => {
      if (data.Type === "MESSAGE") heard.push(data.Content ?? "");
    });
    const greeted = hear("Welcome");
    const answered = hear("Hi Avery");
    const ended = new Promise<void>((resolve) => session["onEnded"](() => resolve()));
    await session["connect"]();
    // The flow is there to hear what is said from now on.
    await greeted;
    await session["sendMessage"]({ contentType: "text/plain", message: "Hello" });
    await answered;
    await session["disconnectParticipant"]();
    await ended;
    return { heard, states: emulator?.control.listContacts().map(({ state }) => state) };
  });

const wholeChat = { heard: ["Welcome", "Hello", "Hi Avery"], states: ["ENDED"] };

describe.each([
  ["this library", "ours"],
  ["ChatJS 5.0.0", "upstream"],
])("%s", (_, library) => {
  test("chats with an emulator in its own page, and nothing goes over the network", async () => {
    const { page, complaints, asked } = await open(library);
    const before = asked.length;
    await install(page, "globals");
    expect(await chat(page)).toEqual(wholeChat);
    // ChatJS 5.0.0 has a worker of a blob for its timers.
    expect([complaints, asked.slice(before).filter((url) => url.startsWith("http"))]).toEqual([[], []]);
    await page.context().close();
  });
});

test.each(["inPage", "behindWorker"])("the manual's sample %s gives the page a chat", async (name) => {
  const { page, complaints } = await open(name);
  if (name === "behindWorker") await page.waitForFunction(() => navigator.serviceWorker.controller);
  const started = await page.evaluate(async () => {
    const body = JSON.stringify({ ParticipantDetails: { DisplayName: "Avery" } });
    return (await fetch("/start-chat", { method: "POST", body })).json();
  });
  expect(started).toMatchObject({ data: { startChatResult: { ContactId: expect.any(String) as string } } });
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("closing the emulator gives the page its fetch and WebSocket back", async () => {
  const { page } = await open("ours");
  const kept = await page.evaluate(() => {
    const { createEmulator } = (globalThis as unknown as PageScope).emulatorInPage;
    const before = [fetch, WebSocket];
    const emulator = createEmulator();
    emulator.install();
    const replaced = [fetch, WebSocket].map((member, index) => member !== before[index]);
    emulator.close();
    return [replaced, [fetch, WebSocket].map((member, index) => member === before[index])];
  });
  expect(kept).toEqual([
    [true, true],
    [true, true],
  ]);
  await page.context().close();
});

describe("behind a service worker", () => {
  test("the whole chat comes from the page's emulator, with its WebSocket alone injected", async () => {
    const { page, complaints } = await open("ours");
    await install(page, "service worker");
    expect(await chat(page)).toEqual(wholeChat);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("so do pictures and XMLHttpRequest, and what is not the emulator's comes from the network", async () => {
    const { page } = await open("ours");
    await install(page, "service worker");
    const got = await page.evaluate(async () => {
      const picture = new Image();
      picture.src = "/emulator/pictures/Delivery.svg";
      await picture.decode();
      const request = new XMLHttpRequest();
      const loaded = new Promise((resolve) => request.addEventListener("load", resolve));
      request.open("POST", "/participant/connection");
      request.send("{}");
      await loaded;
      return [picture.naturalWidth > 0, request.status, (await fetch("/emulator.js")).status];
    });
    expect(got).toEqual([true, 403, 200]);
    await page.context().close();
  });

  test("a connection that a fault cuts fails as one over the network does", async () => {
    const { page } = await open("ours");
    await install(page, "service worker");
    const failure = await page.evaluate(() => {
      (globalThis as unknown as PageScope).emulator?.control.injectFault({ kind: "dropResponse" });
      return fetch("/participant/connection", { method: "POST" }).catch(
        (error: unknown) => (error as Error).name,
      );
    });
    expect(failure).toBe("TypeError");
    await page.context().close();
  });

  test("a page without an emulator gets its answers from the network", async () => {
    const { page } = await open("ours");
    await install(page, "service worker");
    const other = await page.context().newPage();
    await other.goto(origin.url("/upstream"));
    // The test's server answers whatever it does not know with an empty page.
    expect(await other.evaluate(async () => (await fetch("/participant/connection")).status)).toBe(200);
    await page.context().close();
  });
});

test("the emulator is small enough for a page", () => {
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(sizeLimit);
});
