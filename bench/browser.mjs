import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { chromium } from "playwright-core";
import { findBrowser, findHeadlessShell } from "../scripts/findBrowser.mjs";
import { subjects } from "./subjects.mjs";

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--enable-precise-memory-info",
];

/** Where there is one without a window, that: what the window does on the side is in the times of short things. */
const findQuietBrowser = () => findHeadlessShell() ?? findBrowser();

/** A browser that does little besides, once all subjects are there to be measured in it. */
export async function openBrowser() {
  for (const { title, script } of subjects)
    if (!existsSync(script))
      throw new Error(`unable to measure ${title}; its script is missing. Run \`npm run build\``);
  const executablePath = findQuietBrowser();
  if (executablePath === undefined)
    throw new Error("unable to measure; no browser was found. Run `node scripts/setup.mjs`");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...quiet, ...sandbox] });
}

/**
 * What was measured on.
 * @param {import("playwright-core").Browser} browser
 */
export const machine = (browser) =>
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}, Chromium ${browser.version()}${findHeadlessShell() ? " (headless shell)" : ""}`;
