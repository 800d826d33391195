import { readFile } from "node:fs/promises";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator } from "amazon-connect-chat-emulator";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import { launchBrowser } from "../support/browser.js";

type Place = Page | Locator;

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 320, height: 640 };
/** For conditions that are met soon, or else not at all. */

/** The playground for one test file, freshly built, with an emulator of its own for each test. */
export interface Playground {
  emulator(): RunningEmulator;
  /** The folder of the built pages. */
  pages(): string;
  /** Opens a page of the emulator, or of another server at `origin`. */
  open(path: string, viewport?: typeof WIDE, origin?: string): Promise<Page>;
  startChat(name: string): Promise<Page>;
  openDesk(): Promise<Page>;
}

/** Registers what starts the playground; a test fails when one of its pages threw. */
export function usePlayground(): Playground {
  const pages = inject("builtPages");
  let browser: Browser;
  let emulator: RunningEmulator;
  let contexts: BrowserContext[] = [];
  let pageErrors: Error[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    emulator = await startEmulator({
      pages,
      ccpPort: 0,
      flow: { promptDelayMs: 10, paceMs: 50 },
    });
  });
  afterEach(async () => {
    const errors = pageErrors;
    await Promise.all(contexts.map((context) => context.close()));
    await emulator.close();
    [contexts, pageErrors] = [[], []];
    expect(errors).toEqual([]);
  });

  async function open(path: string, viewport = WIDE, origin = emulator.url): Promise<Page> {
    const context = await browser.newContext({ viewport });
    contexts.push(context);
    const page = await context.newPage();
    page.on("pageerror", (error) => pageErrors.push(error));
    await page.goto(origin + path);
    return page;
  }
  async function startChat(name: string): Promise<Page> {
    const page = await open("/customer");
    await page.getByTestId("name-input").fill(name);
    await page.getByTestId("start-button").click();
    await connection(page, "connected");
    return page;
  }
  return {
    emulator: () => emulator,
    pages: () => pages,
    open,
    startChat,
    openDesk: () => open("/agent?agent=Robin"),
  };
}

/** Accepts the customer's chat at the desk; gives its pane. */
export async function accept(desk: Page, customer: Page): Promise<Locator> {
  const contactId = await customer.locator("[data-contact-id]").getAttribute("data-contact-id");
  const item = desk.locator(`[data-testid=queue-item][data-contact-id="${contactId}"]`);
  await item.getByTestId("accept-button").click();
  const pane = desk.locator(`[data-testid=pane][data-contact-id="${contactId}"]`);
  await connection(pane, "connected");
  return pane;
}

/** Waits until the chat's connection is in a state. */
export const connection = (place: Place, state: string): Promise<void> =>
  place.locator(`[data-testid=connection-state][data-state=${state}]`).waitFor();

export const message = (place: Place, text: string): Locator =>
  place.getByTestId("message").filter({ hasText: text });

export const notice = (place: Place, text: string): Locator =>
  place.getByTestId("notice").filter({ hasText: text });

export const typing = (place: Place, who: string): Locator =>
  place.locator("[data-testid=typing-indicator][data-active=true]").filter({ hasText: who });

/** What people said, by role, in the order of the window. */
export const said = (place: Place): Promise<string[]> =>
  place
    .locator("[data-testid=message]:is([data-role=CUSTOMER], [data-role=AGENT])")
    .evaluateAll((all) =>
      all.map((one) => `${(one as HTMLElement).dataset.role}: ${one.querySelector("p")?.textContent}`),
    );

export async function say(place: Place, text: string): Promise<void> {
  await place.getByTestId("composer-input").fill(text);
  await place.getByTestId("composer-input").press("Enter");
}

/** Types a message, and sees at the other side who types and what was said. */
export async function tell(
  from: Place,
  to: Place,
  { who, text }: { readonly who: string; readonly text: string },
): Promise<void> {
  await from.getByTestId("composer-input").pressSequentially(text.slice(0, 2));
  await typing(to, `${who} is typing`).waitFor();
  await say(from, text);
  await message(to, text).waitFor();
}

/** Attaches a file of a new name, and has it at the other side. */
export async function sendFile(from: Place, to: Place, page: Page, name: string): Promise<void> {
  const text = `Three boxes, by Friday: ${name}.`;
  await from.getByTestId("file-input").setInputFiles({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  const file = to.getByTestId("file").filter({ hasText: name });
  const [download] = await Promise.all([page.waitForEvent("download"), file.getByTestId("download").click()]);
  expect(await readFile(await download.path(), "utf8")).toBe(text);
}

export async function endChat(page: Page, place: Place = page): Promise<void> {
  await place.getByTestId("end-button").click();
  await page.getByTestId("confirm-button").click();
}
