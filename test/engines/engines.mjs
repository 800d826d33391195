import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOnPath } from "../../scripts/findBrowser.mjs";

/**
 * A browser that is not Chromium.
 * @typedef {object} Engine
 * @property {string} name
 * @property {readonly string[]} debianPackages what has it
 * @property {() => string | undefined} find its program
 * @property {(url: string) => Promise<() => Promise<void>>} open opens the page, and gives what ends the browser
 */

/**
 * Starts a program in a process group of its own, so that what it starts ends with it.
 * @param {string} program
 * @param {readonly string[]} args
 */
function start(program, args, environment = {}) {
  const child = spawn(program, args, {
    detached: true,
    // The fourth is for what a program is asked to tell there.
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment },
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.on("exit", () => resolve());
    child.on("error", () => resolve());
  });
  // Also when what it has started outlives it.
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  };
  process.once("exit", end);
  return {
    child,
    ended,
    end() {
      end();
      return ended;
    },
  };
}

/** Off every network but the test's own: all other hosts are behind a proxy that is none. */
const QUIET = Object.entries({
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "127.0.0.1, localhost",
})
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join("");

/** Firefox without a window, and with a profile of its own. @type {Engine} */
const firefox = {
  name: "Firefox",
  debianPackages: ["firefox-esr"],
  find: () => findOnPath(["firefox", "firefox-esr"]),
  async open(url) {
    const profile = mkdtempSync(join(tmpdir(), "firefox-"));
    writeFileSync(join(profile, "user.js"), QUIET);
    const args = ["--headless", "--no-remote", "--profile", profile, url];
    const { end } = start(/** @type {string} */ (firefox.find()), args);
    return async () => {
      await end();
      // What it has started may be writing there for a moment.
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    };
  },
};

/** Debian has WebKit's own small browser in a folder of its system. */
function findMiniBrowser() {
  const lib = "/usr/lib";
  return (existsSync(lib) ? readdirSync(lib) : [])
    .map((folder) => join(lib, folder, "webkit2gtk-4.1/MiniBrowser"))
    .find((path) => existsSync(path));
}

/** WebKit, which Safari is made of, in a window of a screen that nobody sees. @type {Engine} */
const webKit = {
  name: "WebKit",
  debianPackages: ["libwebkit2gtk-4.1-0", "xvfb"],
  find: () => (findOnPath(["Xvfb"]) ? findMiniBrowser() : undefined),
  async open(url) {
    const screen = start("Xvfb", ["-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "1024x768x24"]);
    /** @type {string} */
    const display = await new Promise((resolve, reject) => {
      screen.child.stdio[3]?.on("data", (chunk) => resolve(String(chunk).trim()));
      void screen.ended.then(() => reject(new Error("unable to start Xvfb")));
    });
    const program = /** @type {string} */ (webKit.find());
    const browser = start(program, ["--private", url], { DISPLAY: `:${display}` });
    return async () => {
      await browser.end();
      await screen.end();
    };
  },
};

/** @type {readonly Engine[]} */
export const engines = [firefox, webKit];
