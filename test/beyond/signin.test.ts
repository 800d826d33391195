import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { SignIn, SignInState } from "amazon-connect-chatjs/signin";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { bundleForPage } from "../support/bundleForPage.js";
import { complaintsOf, serveOrigin } from "../support/origin.js";
import type { Origin } from "../support/origin.js";
import { sample } from "../support/samples.js";
import { startChat } from "../support/startChat.js";
import type { StartedChat } from "../support/startChat.js";

/** What the scripts of a page keep there. */
interface PageScope {
  openChat(madeBy: string, chatDetails: StartedChat, endpoint: string): Promise<void>;
  signIn: SignIn;
  states: SignInState[];
  failures: unknown[];
  redirectUri: string;
}

const CHAT = `
  import { createCustomerSession, addParts } from "amazon-connect-chatjs/session";
  import { ChatSession } from "amazon-connect-chatjs";
  import { signIn } from "amazon-connect-chatjs/signin";
  globalThis.openChat = async (madeBy, chatDetails, endpoint) => {
    const own = () => createCustomerSession({ chatDetails, endpoint, parts: [signIn] });
    const later = () => {
      ChatSession.setGlobalConfig({ endpoint });
      return addParts(ChatSession.create({ type: "CUSTOMER", chatDetails }), [signIn]);
    };
    const session = madeBy === "addParts" ? later() : own();
    const states = [];
    session.signIn.onChange((state) => states.push(state));
    Object.assign(globalThis, { signIn: session.signIn, states, failures: [] });
    session.signIn.resume();
    await session.connect();
  };
  const run = (button, work) => {
    document.getElementById(button).onclick = () => work().catch(({ name, statusCode }) => failures.push({ name, statusCode }));
  };
  const uri = (path) => ({ redirectUri: new URL(path, location.origin).href });
  run("popup", () => globalThis.signIn.inPopup(uri("/signed-in")));
  // A click opens one window, and no more.
  run("second", () => {
    window.open("/signed-in");
    return globalThis.signIn.inPopup(uri("/signed-in"));
  });
  run("redirect", () => globalThis.signIn.byRedirect(uri("/chat")));
  run("cancel", () => globalThis.signIn.cancel());
  globalThis.isReady = true;`;
const withScript = (path: string, body: string) =>
  `<!doctype html><meta charset="utf-8"><title>chat</title><link rel="icon" href="data:,">${body}<script type="module" src="${path}"></script>`;
const BUTTONS = ["popup", "second", "redirect", "cancel"]
  .map((id) => `<button id="${id}">${id}</button>`)
  .join("");
/** What a sample takes from around it. */
const around = (name: string) =>
  `
  import { createCustomerSession } from "amazon-connect-chatjs/session";
  const { chatDetails, endpoint, redirectUri, outcomeOfTheBackend } = JSON.parse(sessionStorage.getItem("given"));
  const button = document.body.appendChild(document.createElement("button"));
  button.textContent = "Sign in";
  export const started = (async () => { SAMPLE })();
`.replace("SAMPLE", () =>
    sample(name)
      .replace(/^import .*\n/gm, "")
      .replace(/const button = .*\n/, ""),
  );

let browser: Browser;
let origin: Origin;
let emulator: RunningEmulator;
beforeAll(async () => {
  const imported = `import { signIn } from "amazon-connect-chatjs/signin";`;
  const samples = ["beyond-signin", "signin-popup", "signin-redirect"];
  const scripts = await Promise.all(samples.map((name) => bundleForPage(`${imported}${around(name)}`)));
  origin = await serveOrigin({
    "/chat": withScript("/chat.js", BUTTONS),
    "/chat.js": await bundleForPage(CHAT),
    "/signed-in": "<!doctype html><title>done</title><p>You may close this window.",
    ...Object.fromEntries(samples.map((name) => [`/${name}`, withScript(`/${name}.js`, "")])),
    ...Object.fromEntries(samples.map((name, index) => [`/${name}.js`, scripts[index] ?? ""])),
  });
  // Playwright would let every window open.
  browser = await launchBrowser({ comforts: ["popup-blocking"] });
  emulator = await startEmulator({
    flow: { prompts: [] },
    authentication: { actsAsBackend: false },
    endDelayMs: 0,
    socketIdleMs: 3_600_000,
  });
});
beforeEach(() => emulator.control.clearFaults());
afterAll(async () => {
  await browser.close();
  await origin.close();
  await emulator.close();
});

async function open(madeBy = "createCustomerSession") {
  const chatDetails = await startChat(emulator.url);
  const { ContactId: contactId } = chatDetails;
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const connect = async () => {
    await page.waitForFunction("globalThis.isReady");
    await page.evaluate(
      ([how, details, endpoint]) => (globalThis as unknown as PageScope).openChat(how, details, endpoint),
      [madeBy, chatDetails, emulator.url] as const,
    );
  };
  await page.goto(origin.url("/chat"));
  await connect();
  const state = () => page.evaluate(() => (globalThis as unknown as PageScope).signIn.state);
  const failures = () => page.evaluate(() => (globalThis as unknown as PageScope).failures);
  const names = () =>
    page.evaluate(() => (globalThis as unknown as PageScope).states.map(({ name }) => name));
  const becomes = (expected: object) => expect.poll(state).toMatchObject(expected);
  const click = (id: string) => page.click(`#${id}`);
  /** Clicks, and gives the window that opens. */
  const popupOf = async (id: string) => {
    const opened = context.waitForEvent("page");
    await click(id);
    return opened;
  };
  const ask = async () => {
    emulator.control.startAuthentication({ contactId });
    await becomes({ name: "offered" });
  };
  const close = async () => {
    expect(complaints.filter((complaint) => !complaint.includes("Failed to load resource"))).toEqual([]);
    await context.close();
  };
  return { page, context, contactId, connect, state, names, failures, becomes, click, popupOf, ask, close };
}

/** Does what the customer does on the emulator's sign-in page, and what the site's backend does then. */
async function finishIn(page: Page, button: string): Promise<number> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL(/[?&]state=.*/u);
  await page.waitForURL((url) => url.origin === new URL(origin.url("/")).origin);
  return actAsBackend(page.url());
}
async function actAsBackend(address: string): Promise<number> {
  const query = new URL(address).searchParams;
  const error = query.get("error");
  const { status } = await fetch(`${emulator.url}/contact/update-participant-authentication`, {
    method: "POST",
    body: JSON.stringify({
      State: query.get("state"),
      InstanceId: "instance",
      ...(error === null ? { Code: query.get("code") } : { Error: error }),
    }),
  });
  return status;
}

test.each(["createCustomerSession", "addParts"])(
  "a customer signs in in a window of its own, in a session of %s",
  async (madeBy) => {
    const { contactId, ask, popupOf, becomes, names, close } = await open(madeBy);
    await ask();
    const popup = await popupOf("popup");
    await becomes({
      name: "waiting",
      by: "popup",
      popup: "open",
      url: expect.stringContaining("/emulator/login"),
    });
    await popup.waitForURL(/emulator\/login/);
    expect(await popup.evaluate(() => opener as unknown)).toBeNull();
    await popup.getByLabel("Name in your profile").fill("Avery Hill");
    const closed = popup.waitForEvent("close");
    expect(await finishIn(popup, "Sign in")).toBe(200);
    await becomes({ name: "succeeded" });
    await closed;
    expect(await names()).toEqual(["offered", "waiting", "waiting", "succeeded"]);
    expect(emulator.control.getContact(contactId).contact.customerName).toBe("Avery Hill");
    await close();
  },
);

test("a customer who cancels on the sign-in page has not signed in", async () => {
  const { ask, popupOf, becomes, close } = await open();
  await ask();
  const popup = await popupOf("popup");
  expect(await finishIn(popup, "Cancel")).toBe(200);
  await becomes({ name: "failed", reason: "refused" });
  await close();
});

test("a window that the browser blocks is told, and a link leads there", async () => {
  const { page, context, ask, becomes, popupOf, close } = await open();
  await ask();
  const first = await popupOf("second");
  expect(first.url()).not.toContain("login");
  await becomes({ name: "waiting", popup: "blocked", url: expect.stringContaining("/emulator/login") });
  expect(context.pages()).toHaveLength(2);
  await page.evaluate(() => {
    const { state } = (globalThis as unknown as PageScope).signIn;
    const href = state.name === "waiting" ? state.url : undefined;
    document.body.append(
      Object.assign(document.createElement("a"), { href, target: "_blank", textContent: "link" }),
    );
  });
  const opened = context.waitForEvent("page");
  await page.click("text=link");
  expect(await finishIn(await opened, "Sign in")).toBe(200);
  await becomes({ name: "succeeded" });
  await close();
});

test("a window that the customer closes is told, and opens once more at the same address", async () => {
  const { ask, popupOf, becomes, state, close } = await open();
  await ask();
  const first = await popupOf("popup");
  await first.waitForURL(/emulator\/login/);
  await first.close();
  await becomes({ name: "waiting", popup: "closed" });
  const before = await state();
  const second = await popupOf("popup");
  await becomes({ ...before, popup: "open" });
  expect(await finishIn(second, "Sign in")).toBe(200);
  await becomes({ name: "succeeded" });
  await close();
});

test("a customer leaves for the sign-in page, and comes back to the chat", async () => {
  const { page, ask, click, connect, becomes, close } = await open();
  await ask();
  await click("redirect");
  await page.waitForURL(/emulator\/login/);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/chat\?code=/);
  await connect();
  await becomes({ name: "waiting", by: "redirect" });
  expect(await actAsBackend(page.url())).toBe(200);
  await becomes({ name: "succeeded" });
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await close();
});

test("a customer who cancels there comes back to a chat that knows it", async () => {
  const { page, ask, click, connect, becomes, close } = await open();
  await ask();
  await click("redirect");
  await page.waitForURL(/emulator\/login/);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.waitForURL(/\/chat\?error=/);
  await connect();
  await becomes({ name: "failed", reason: "refused", error: "access_denied" });
  await close();
});

test("a customer who comes back by the button Back can still decline", async () => {
  const { page, ask, click, connect, becomes, contactId, close } = await open();
  await ask();
  await click("redirect");
  await page.waitForURL(/emulator\/login/);
  await page.goBack();
  await connect();
  await becomes({ name: "waiting", by: "redirect" });
  await click("cancel");
  await becomes({ name: "canceled" });
  // Another one may begin: that one is over.
  emulator.control.startAuthentication({ contactId });
  await becomes({ name: "offered" });
  await close();
});

test("a customer declines, before or after the window has opened", async () => {
  const { ask, click, popupOf, becomes, close } = await open();
  await ask();
  await click("cancel");
  await becomes({ name: "canceled" });
  await ask();
  await popupOf("popup");
  await becomes({ name: "waiting", url: expect.any(String) });
  await click("cancel");
  await becomes({ name: "canceled" });
  await close();
});

test("a minute after the question it is too late", async () => {
  const { ask, click, becomes, failures, close } = await open();
  await ask();
  emulator.control.advanceClock(60_001);
  await click("popup");
  await becomes({ name: "timedOut", cancelable: false });
  await expect.poll(failures).toMatchObject([{ statusCode: 403 }]);
  await close();
});

test("a flow that waits no longer is told", async () => {
  const { ask, popupOf, becomes, close } = await open();
  await ask();
  const popup = await popupOf("popup");
  await popup.waitForURL(/emulator\/login/);
  emulator.control.advanceClock(180_000);
  await becomes({ name: "timedOut", cancelable: false });
  await close();
});

test("a service that gives no address leaves the way out, and passing failures are survived", async () => {
  const { ask, click, popupOf, becomes, close } = await open();
  emulator.control.injectFault({ kind: "httpError", status: 403, operation: "GetAuthenticationUrl" });
  await ask();
  await click("popup");
  await becomes({ name: "failed", reason: "noUrl" });
  await click("cancel");
  await becomes({ name: "canceled" });
  emulator.control.clearFaults();
  emulator.control.injectFault({
    kind: "httpError",
    status: 503,
    operation: "GetAuthenticationUrl",
    times: 1,
  });
  await ask();
  const popup = await popupOf("popup");
  expect(await finishIn(popup, "Sign in")).toBe(200);
  await becomes({ name: "succeeded" });
  await close();
});

/** A sample's page, whose chat has begun. */
async function openSample(name: string, given: object = {}) {
  const chatDetails = await startChat(emulator.url);
  const { ContactId: contactId } = chatDetails;
  const context = await browser.newContext();
  const page = await context.newPage();
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  await page.goto(origin.url("/signed-in"));
  const all = { chatDetails, endpoint: emulator.url, redirectUri: origin.url("/signed-in"), ...given };
  await page.evaluate((json) => sessionStorage.setItem("given", json), JSON.stringify(all));
  await page.goto(origin.url(`/${name}`));
  await expect.poll(() => emulator.control.getContact(contactId).contact.state).not.toBe("CREATED");
  emulator.control.startAuthentication({ contactId });
  return { page, context, lines };
}

test("the samples run as printed", async () => {
  for (const name of ["beyond-signin", "signin-popup"]) {
    const { page, context, lines } = await openSample(name);
    const opened = context.waitForEvent("page");
    await page.locator("button:visible", { hasText: "Sign in" }).last().click();
    expect(await finishIn(await opened, "Sign in")).toBe(200);
    if (name === "signin-popup") await page.waitForSelector("text=You are signed in");
    else await expect.poll(() => lines).toContain("signed in");
    await context.close();
  }
  const { page, context } = await openSample("signin-redirect", { outcomeOfTheBackend: "succeeded" });
  await page.click("text=offered");
  await page.waitForURL(/emulator\/login/);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForSelector("text=succeeded");
  await context.close();
});
