import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatText } from "./formatText.mjs";
import { findInstalled, foreignPackages, PUBLISHED, readJson } from "./publishedPackages.mjs";
import { askNpm, root } from "./run.mjs";

/** @typedef {{ readonly name: string, readonly at: string, readonly locked: import("./publishedPackages.mjs").Locked }} Dependency */

/** Packages whose scripts for their installation were read, and what these do. None of them runs: `.npmrc` says so. */
export const knownInstallScripts = /** @type {Readonly<Record<string, string>>} */ ({
  protobufjs:
    "prints a hint about version ranges; of amazon-connect-streams, which the playground is built with",
});

/** @returns {import("./publishedPackages.mjs").Lock} */
const readLock = () => readJson("package-lock.json");

/**
 * All packages that an installation of this repository may bring along, in the order of their names.
 * @returns {readonly Dependency[]}
 */
export function listDependencies() {
  const marker = "node_modules/";
  return foreignPackages(readLock())
    .map(([at, locked]) => ({ name: at.slice(at.lastIndexOf(marker) + marker.length), at, locked }))
    .sort((one, other) => one.at.localeCompare(other.at));
}

/**
 * When a version came out, as the registry tells; empty where there is none to ask.
 * @param {string} name
 * @param {string} version
 */
async function releasedAt(name, version) {
  const { status, stdout } = await askNpm(["view", name, "time", "--json"]);
  return status === 0 ? String(JSON.parse(stdout)[version] ?? "").slice(0, 10) : "";
}

async function shippedRows() {
  const { packages } = readLock();
  const rows = [];
  for (const place of PUBLISHED) {
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = findInstalled(packages, place, name) ?? "";
      const { version = "", license = "", hasInstallScript } = packages[at] ?? {};
      const released = await releasedAt(name, version);
      const optional = name in optionalDependencies ? " (optional)" : "";
      rows.push(
        `| ${place} | ${name}${optional} | ${version} | ${released} | ${license} | ${hasInstallScript ? "yes" : "no"} |`,
      );
    }
  }
  return rows;
}

/** @param {readonly Dependency[]} dependencies */
function licenceRows(dependencies) {
  const counts = new Map();
  for (const { locked } of dependencies) {
    const licence = locked.license ?? "none told";
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([licence, count]) => `| ${licence} | ${count} |`);
}

async function review() {
  const dependencies = listDependencies();
  const scripts = dependencies
    .filter(({ locked }) => locked.hasInstallScript)
    .map(
      ({ name, locked }) =>
        `| ${name} | ${locked.version} | ${knownInstallScripts[name] ?? "not read yet"} |`,
    );
  return `# Dependencies

\`node scripts/reviewDependencies.mjs\` writes this page out of package-lock.json, and asks the registry for the dates.

## What is installed with our packages

amazon-connect-chatjs has no dependencies. Those of the emulator, which is a tool for development:

| package | dependency | version | of | licence | install script |
| --- | --- | --- | --- | --- | --- |
${(await shippedRows()).join("\n")}

## What is installed to work on this repository

${dependencies.length} packages, those for other operating systems counted too. None of their install scripts runs, since \`.npmrc\` says
\`ignore-scripts\`. These have one; a test fails when there is another, until somebody has read it:

| package | version | what its script does |
| --- | --- | --- |
${scripts.join("\n")}

| licence | packages |
| --- | --- |
${licenceRows(dependencies).join("\n")}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const file = join(root, "docs/dependencies.md");
  writeFileSync(file, await formatText(file, await review()));
}
