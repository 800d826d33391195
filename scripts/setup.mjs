import "./requireNode.mjs";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, findHeadlessShell } from "./findBrowser.mjs";
import { Failure, root, run, runMain, runNpm } from "./run.mjs";

/**
 * @typedef {{ readonly version?: string, readonly optional?: boolean, readonly link?: boolean }} LockedPackage
 * @param {string} name
 * @returns {Record<string, LockedPackage>}
 */
const packagesOf = (name) => JSON.parse(readFileSync(join(root, name), "utf8")).packages;

/** Whether node_modules holds what package-lock.json names. Optional packages are for other systems. */
function isInstalled() {
  const record = "node_modules/.package-lock.json";
  if (!existsSync(join(root, record))) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf("package-lock.json")).every(
    ([path, wanted]) => path === "" || wanted.optional || installed[path]?.version === wanted.version,
  );
}

async function installPackages() {
  if (isInstalled()) return;
  console.log("Installing the packages that package-lock.json names (npm ci) ...");
  if ((await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"])) !== 0)
    throw new Failure(
      "unable to install the packages; npm ci failed (see above). Check the network and the npm registry, and run the command again.",
    );
}

const advice =
  "Install Chrome, Chromium or Edge, or set CHROME_PATH to the browser's program, and run the command again.";

const apt = "/usr/bin/apt-get";
const isRoot = process.getuid?.() === 0;
/** Other systems with apt-get have no such package. */
const isDebian = () =>
  existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));

/** Whether {@link installWithApt} could do anything here. */
export const hasApt = () => process.platform === "linux" && existsSync(apt);

/** @param {readonly string[]} packages */
export async function installWithApt(packages) {
  const silentSudo = process.stdin.isTTY ? ["/usr/bin/sudo"] : ["/usr/bin/sudo", "-n"];
  const [command, ...prefix] = isRoot ? [apt] : [...silentSudo, apt];
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  console.log(`Installing ${packages.join(" and ")} with apt-get${isRoot ? "" : " (through sudo)"} ...`);
  if ((await run(command, [...prefix, "update"], environment)) !== 0)
    console.log("apt-get update failed: trying with the package lists that are there.");
  // One by one: what is not to be had keeps nothing else away.
  for (const name of packages)
    await run(command, [...prefix, "install", "-y", "--no-install-recommends", name], environment);
}

/** The tests need a browser, and take less time with one that has no window: where that cannot be had, they do without. */
async function requireBrowser() {
  const isMissing = !findBrowser();
  if (process.env["CHROME_PATH"]) {
    if (!isMissing) return;
    throw new Failure(`unable to use CHROME_PATH; it names no program that can run. ${advice}`);
  }
  const packages = [
    ...(isMissing ? ["chromium"] : []),
    ...(isDebian() && !findHeadlessShell() ? ["chromium-headless-shell"] : []),
  ];
  const mayInstall = isRoot || (isMissing && existsSync("/usr/bin/sudo"));
  if (packages.length && mayInstall && hasApt()) await installWithApt(packages);
  if (!findBrowser())
    throw new Failure(`unable to find a browser for the tests; none is in a well-known place. ${advice}`);
}

/**
 * Makes a fresh clone ready, and says what it does.
 * @param {{ readonly browser: boolean }} needs
 */
export async function setup({ browser }) {
  await installPackages();
  if (browser) await requireBrowser();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup({ browser: true });
    console.log("Ready.");
  });
}
