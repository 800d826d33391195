import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const commands = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
  "msedge",
];

const headlessShells = ["chromium-headless-shell", "chrome-headless-shell"];

const macApps = ["Google Chrome", "Chromium", "Microsoft Edge"];
const windowsPrograms = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {(path: string) => boolean} isExecutable
 */

/** @type {Machine} */
const thisMachine = {
  platform: process.platform,
  environment: process.env,
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};

/**
 * @param {string | undefined} folder
 * @param {readonly string[]} names
 */
const inside = (folder, names) => (folder ? names.map((name) => join(folder, name)) : []);

/** @param {Machine} machine @param {readonly string[]} names */
const onPathOf = ({ environment }, names) =>
  (environment["PATH"] ?? "").split(delimiter).flatMap((folder) => inside(folder, names));

/** @param {Machine} machine */
function candidates(machine) {
  const { platform, environment } = machine;
  if (platform === "win32")
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) =>
      inside(environment[name], windowsPrograms),
    );
  const onPath = onPathOf(machine, commands);
  if (platform !== "darwin") return [...onPath, "/opt/google/chrome/chrome", "/snap/bin/chromium"];
  const apps = macApps.map((app) => `${app}.app/Contents/MacOS/${app}`);
  return [
    ...inside("/Applications", apps),
    ...inside(environment["HOME"] && join(environment["HOME"], "Applications"), apps),
    ...onPath,
  ];
}

/**
 * Finds a program by its names, the first that can run.
 * @param {readonly string[]} names
 * @param {Machine} [machine]
 * @returns {string | undefined} its path
 */
export const findOnPath = (names, machine = thisMachine) =>
  onPathOf(machine, names).find((path) => machine.isExecutable(path));

/**
 * Finds Chromium, Chrome or Edge. CHROME_PATH comes first, and nothing else counts when it is set.
 * @param {Machine} [machine]
 * @returns {string | undefined} the program's path
 */
export function findBrowser(machine = thisMachine) {
  const { CHROME_PATH: chosen } = machine.environment;
  return (chosen ? [chosen] : candidates(machine)).find((path) => machine.isExecutable(path));
}

/**
 * Finds Chromium without the window that nobody looks at: the same engine, and pages take half of the processor's time. With
 * CHROME_PATH nothing else counts.
 * @param {Machine} [machine]
 * @returns {string | undefined} the program's path
 */
export function findHeadlessShell(machine = thisMachine) {
  if (machine.environment["CHROME_PATH"]) return undefined;
  return findOnPath(headlessShells, machine);
}
