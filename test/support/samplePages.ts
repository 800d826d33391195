import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "amazon-connect-chat-emulator";
import type { RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.js";
import { BUNDLES, requireBundles } from "./bundles.js";
import { sample } from "./samples.js";

const MODULE = new URL("../../packages/chatjs/dist/index.js", import.meta.url);
/** The port of `npm start`, which samples name and tests must not take. */
const START = "http://127.0.0.1:4510";

/** A document, and what it has printed and complained of so far. */
export interface SamplePage {
  readonly page: Page;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Documents that the emulator serves, in which samples run as printed. */
export interface SamplePages {
  readonly emulator: RunningEmulator;
  /** The page of these samples, one after the other; what they take from around them is `given`. It sets `haveSamplesRun` at its end. */
  openModule(names: readonly string[], given?: string): Promise<SamplePage>;
  /** Opens a document whose modules find the built library, and its scripts the one that is named. */
  open(html: string, script?: "ours" | "upstream"): Promise<SamplePage>;
  close(): Promise<void>;
}

/** Starts a browser and an emulator for samples of the documentation. */
export async function createSamplePages(options: StartEmulatorOptions = {}): Promise<SamplePages> {
  requireBundles();
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  const browser: Browser = await launchBrowser();
  const emulator = await startEmulator({ ...options, pages: folder });
  const useEmulator = (text: string) => text.replaceAll(START, emulator.url);
  cpSync(MODULE, join(folder, "library.js"));

  const open: SamplePages["open"] = async (html, script = "ours") => {
    const importMap = JSON.stringify({ imports: { "amazon-connect-chatjs": "/library.js" } });
    writeFileSync(
      join(folder, "index.html"),
      `<!doctype html><meta charset="utf-8"><script type="importmap">${importMap}</script>${useEmulator(html)}`,
    );
    const page = await (await browser.newContext()).newPage();
    const lines: string[] = [];
    const errors: string[] = [];
    page.on("console", (message) => lines.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    // A script's page has no more to say than the sample does: where the emulator is, its server adds.
    const body = `${readFileSync(BUNDLES[script], "utf8")};
      connect.ChatSession.setGlobalConfig({ endpoint: "${emulator.url}" });`;
    await page.route(/\/amazon-connect-chat\.js$/, (route) =>
      route.fulfill({ body, contentType: "text/javascript" }),
    );
    await page.goto(emulator.url);
    return { page, lines, errors };
  };
  return {
    emulator,
    open,
    // Nobody need wait for receipts.
    openModule: (names, given = "") =>
      open(`<script type="module">${given}
        ${names.map(sample).join("\n")}
        ChatSession.setGlobalConfig({ throttleTime: 100 });
        globalThis.haveSamplesRun = true;</script>`),
    async close() {
      await browser.close();
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}
