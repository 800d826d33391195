import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * A browser that is not Chromium.
 * @typedef {object} Engine
 * @property {string} name
 * @property {readonly string[]} debianPackages what has it
 * @property {() => string | undefined} find its program
 * @property {(url: string) => Promise<() => void>} open opens the page, and gives what ends the browser
 */

/** @param {readonly string[]} names */
const onPath = (names) =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/** Starts a program in a process group of its own, so that what it starts ends with it. */
function start(/** @type {string} */ program, /** @type {readonly string[]} */ args, environment = {}) {
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment },
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid);
    } catch {
      // It has ended.
    }
  };
  return { child, end };
}

/** Firefox without a window, and with a profile of its own. */
const firefox = {
  name: "Firefox",
  debianPackages: ["firefox-esr"],
  find: () => onPath(["firefox", "firefox-esr"]),
  async open(/** @type {string} */ url) {
    const profile = mkdtempSync(join(tmpdir(), "firefox-"));
    const { child, end } = start(/** @type {string} */ (firefox.find()), [
      ...["--headless", "--no-remote", "--profile", profile, url],
    ]);
    child.on("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
    return end;
  },
};

/** Debian has WebKit's own small browser in a folder of its system. */
function findMiniBrowser() {
  const lib = "/usr/lib";
  return (existsSync(lib) ? readdirSync(lib) : [])
    .map((folder) => join(lib, folder, "webkit2gtk-4.1/MiniBrowser"))
    .find((path) => existsSync(path));
}

/** WebKit, which Safari is made of, in a window of a screen that nobody sees. */
const webKit = {
  name: "WebKit",
  debianPackages: ["libwebkit2gtk-4.1-0", "xvfb"],
  find: () => (onPath(["Xvfb"]) ? findMiniBrowser() : undefined),
  async open(/** @type {string} */ url) {
    const screen = start("Xvfb", ["-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "1024x768x24"]);
    const display = await new Promise((resolve, reject) => {
      screen.child.stdio[3]?.on("data", (chunk) => resolve(String(chunk).trim()));
      screen.child.on("exit", () => reject(new Error("unable to start Xvfb")));
    });
    const browser = start(/** @type {string} */ (webKit.find()), ["--private", url], {
      DISPLAY: `:${display}`,
    });
    return () => {
      browser.end();
      screen.end();
    };
  },
};

/** @type {readonly Engine[]} */
export const engines = [firefox, webKit];
