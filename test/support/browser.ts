import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { findBrowser, findHeadlessShell } from "../../scripts/findBrowser.mjs";

/** Keeps Chromium off every network but the test's own. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What Playwright switches off, and people's browsers have. */
type Comfort = "back-forward-cache" | "popup-blocking";

export interface BrowserNeeds {
  readonly args?: readonly string[];
  /** Only a browser with a window has them: without one, the tests are faster. */
  readonly comforts?: readonly Comfort[];
}

/** Starts the machine's Chromium, Chrome or Edge, headless. The caller closes it. */
export async function launchBrowser({ args = [], comforts = [] }: BrowserNeeds = {}): Promise<Browser> {
  const executablePath = (comforts.length ? undefined : findHeadlessShell()) ?? findBrowser();
  if (executablePath === undefined)
    throw new Error("unable to start a browser; none was found. Run `node scripts/setup.mjs`");
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath,
    args: [...QUIET, ...sandbox, ...args],
    ignoreDefaultArgs: comforts.map((comfort) => `--disable-${comfort}`),
  });
}
