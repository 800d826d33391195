import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { findBrowser } from "../../scripts/findBrowser.mjs";

/** Keeps Chromium off every network but the test's own. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright switches the back-forward cache off, which people's browsers do not. */
export const WITH_PAGE_CACHE = ["--disable-back-forward-cache"];

/**
 * Starts the machine's Chromium, Chrome or Edge, headless. The caller closes it.
 * @param withoutArgs what Playwright would pass, and is not to
 */
export async function launchBrowser(
  extraArgs: readonly string[] = [],
  withoutArgs: readonly string[] = [],
): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new Error("unable to start a browser; none was found. Run `node scripts/setup.mjs`");
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath,
    args: [...QUIET, ...sandbox, ...extraArgs],
    ignoreDefaultArgs: [...withoutArgs],
  });
}
