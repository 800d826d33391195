import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { EmulatedUrls } from "../../packages/emulator/src/emulatedUrl.js";
import { routeToEmulator } from "../../packages/emulator/src/testing/routeToEmulator.js";

/** A page of an example in a browser. */
export interface ExamplePage {
  readonly page: Page;
  /** Fills a field and presses Enter, as one without a mouse: it has to have the focus, or to get it soon. */
  enter(label: string, text: string): Promise<void>;
  /** Fails when axe finds fault with the page as it is now; with SCREENSHOTS set to a folder it is pictured there, wide and narrow. */
  look(name: string): Promise<void>;
  /** Fails when an error went uncaught or was printed, unless it is `expected`; closes the page. */
  close(expected?: RegExp): Promise<void>;
}

/** The emulator answers in the place of Amazon Connect, and of the page's backend unless `startChatUrl` names another. */
export async function openExample(
  browser: Browser,
  url: string,
  { emulatorUrl, ...urls }: EmulatedUrls & { readonly emulatorUrl: string },
): Promise<ExamplePage> {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  await routeToEmulator(context, emulatorUrl, urls);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    // A connection that is lost the browser tells by itself.
    const isOwn = !message.text().startsWith("WebSocket connection to");
    if (message.type() === "error" && isOwn) complaints.push(message.text());
  });
  await page.goto(url);
  const pictures = process.env["SCREENSHOTS"];
  return {
    page,
    async enter(label, text) {
      const field = page.getByLabel(label, { exact: true }).and(page.locator(":focus"));
      await field.fill(text);
      await field.press("Enter");
    },
    async look(name) {
      if (pictures !== undefined) {
        mkdirSync(pictures, { recursive: true });
        const wide = page.viewportSize()!;
        await page.screenshot({ path: join(pictures, `${name}.png`) });
        await page.setViewportSize({ width: 320, height: 640 });
        await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true });
        await page.setViewportSize(wide);
      }
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
        [],
      );
    },
    async close(expected) {
      await context.close();
      expect(complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
    },
  };
}
