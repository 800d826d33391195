import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const library = fileURLToPath(new URL("../../packages/chatjs", import.meta.url));
const published = "amazon-connect-chatjs@5.0.0";
const run = promisify(execFile);
// npm tells its children which project it runs in; an empty folder must not take over that answer.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name),
  ),
);

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function npm(cwd, ...args) {
  const isWindows = process.platform === "win32";
  const { stdout } = await run("npm", args, { cwd, env, timeout: 120_000, shell: isWindows });
  return stdout;
}

/** @param {string} folder */
function countFiles(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8"));
  const bytes = readdirSync(join(folder, "node_modules"), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== ".package-lock.json")
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return { packages: Object.keys(packages).length, bytes };
}

/**
 * What an empty project has after it has installed a package.
 * @param {string} what a package, as npm takes it, or a folder to pack
 */
async function install(what) {
  const folder = mkdtempSync(join(tmpdir(), "bench-installed-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    let name = what;
    if (what === library) {
      const [packed] = JSON.parse(await npm(what, "pack", "--json", "--pack-destination", folder));
      name = `./${packed.filename}`;
    }
    await npm(folder, "install", name, "--ignore-scripts", "--no-audit", "--no-fund");
    return countFiles(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {import("../harness.mjs").Figure} */
export const installed = {
  name: "installed",
  title: "Installed",
  notes: [
    "What `npm install` puts into an empty project: ours from the packed tarball, 5.0.0 from the registry, install scripts not run.",
  ],
  async measure() {
    const ours = await install(library);
    const upstream = await install(published).catch(() => undefined);
    const row = (/** @type {string} */ title, /** @type {"packages" | "bytes"} */ unit) => ({
      title,
      unit,
      samples: { ours: [ours[unit]], ...(upstream && { upstream: [upstream[unit]] }) },
      ...(!upstream && { absent: { upstream: "offline" } }),
    });
    return {
      rows: [row("packages installed", "packages"), row("files installed", "bytes")],
      notes: upstream ? [] : ["The registry was out of reach: 5.0.0 was not installed in this run."],
    };
  },
};
