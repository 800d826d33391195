import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { findBrowser, findHeadlessShell } from "./findBrowser.mjs";

type Place = readonly [
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string>>,
  program: string,
];

const places: readonly Place[] = [
  ["linux", { PATH: ["/somewhere", "/usr/bin"].join(delimiter) }, join("/usr/bin", "chromium")],
  ["linux", { PATH: "/usr/bin" }, join("/usr/bin", "google-chrome-stable")],
  ["linux", { PATH: "/usr/bin" }, join("/usr/bin", "microsoft-edge")],
  ["linux", {}, "/opt/google/chrome/chrome"],
  ["darwin", {}, join("/Applications", "Google Chrome.app/Contents/MacOS/Google Chrome")],
  ["darwin", { HOME: "/Users/a" }, join("/Users/a/Applications", "Chromium.app/Contents/MacOS/Chromium")],
  ["darwin", { PATH: "/opt/bin" }, join("/opt/bin", "chromium")],
  ["win32", { PROGRAMFILES: "C:/Programs" }, join("C:/Programs", "Google/Chrome/Application/chrome.exe")],
  [
    "win32",
    { "PROGRAMFILES(X86)": "C:/Programs" },
    join("C:/Programs", "Microsoft/Edge/Application/msedge.exe"),
  ],
  ["win32", { LOCALAPPDATA: "C:/Local" }, join("C:/Local", "Chromium/Application/chrome.exe")],
];

test.each(places)("on %s with %o it finds %s", (platform, environment, program) => {
  const isExecutable = (path: string) => path === program;
  expect(findBrowser({ platform, environment, isExecutable })).toBe(program);
});

test("it finds nothing where nothing can be run", () => {
  const environment = { PATH: "/usr/bin" };
  expect(findBrowser({ platform: "linux", environment, isExecutable: () => false })).toBeUndefined();
});

test("CHROME_PATH wins over what is on the path", () => {
  const environment = { PATH: "/usr/bin", CHROME_PATH: "/my/browser" };
  expect(findBrowser({ platform: "linux", environment, isExecutable: () => true })).toBe("/my/browser");
});

test("a CHROME_PATH that cannot be run is not replaced by another browser", () => {
  const environment = { PATH: "/usr/bin", CHROME_PATH: "/my/browser" };
  const isExecutable = (path: string) => path !== "/my/browser";
  expect(findBrowser({ platform: "linux", environment, isExecutable })).toBeUndefined();
});

test.each([
  [{ PATH: "/usr/bin" }, join("/usr/bin", "chromium-headless-shell")],
  [{ PATH: ["/somewhere", "/opt/bin"].join(delimiter) }, join("/opt/bin", "chrome-headless-shell")],
  [{ PATH: "/usr/bin", CHROME_PATH: "/my/browser" }, undefined],
  [{}, undefined],
])("with %o the browser without a window is %s", (environment, program) => {
  const programs = ["/usr/bin/chromium-headless-shell", "/opt/bin/chrome-headless-shell"].map((path) =>
    join(path),
  );
  const isExecutable = (path: string) => programs.includes(path);
  expect(findHeadlessShell({ platform: "linux", environment, isExecutable })).toBe(program);
});
