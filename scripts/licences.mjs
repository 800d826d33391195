import { foreignPackages, lockOf, PUBLISHED, readJson } from "./publishedPackages.mjs";

/** Licences that ask for no more than to be named. */
const PERMISSIVE =
  "0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT MIT-0 PSF-2.0 Zlib".split(" ");
/** What tools may have beside them, which we run and do not pass on. */
const OF_TOOLS = [...PERMISSIVE, "CC-BY-4.0", "LGPL-3.0-or-later", "MPL-2.0", "Python-2.0"];

/**
 * Whether an SPDX expression leaves us with allowed licences only. Of those with both AND and OR a person has to say.
 * @param {string | undefined} expression
 * @param {readonly string[]} allowed
 */
export function isAllowed(expression, allowed) {
  if (expression === undefined) return false;
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  const [all, some] = [plain.split(" AND "), plain.split(" OR ")];
  if (all.length > 1 && some.length > 1) return false;
  return all.length > 1
    ? all.every((name) => allowed.includes(name))
    : some.some((name) => allowed.includes(name));
}

/**
 * What is wrong with the packages of a lock, a line each.
 * @param {import("./publishedPackages.mjs").Lock} lock
 * @param {{ readonly isPublished: boolean }} use
 * @returns {readonly string[]}
 */
export function complaintsAbout(lock, { isPublished }) {
  const foreign = foreignPackages(lock);
  const licences = foreign
    .filter(([, { license }]) => !isAllowed(license, isPublished ? PERMISSIVE : OF_TOOLS))
    .map(([path, { license = "no licence" }]) => `${path}: ${license}`);
  const scripts = foreign
    .filter(([, { hasInstallScript }]) => isPublished && hasInstallScript)
    .map(([path]) => `${path}: runs a script when it is installed`);
  return [...licences, ...scripts];
}

/** Scripts that npm runs where a package is installed. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];
/** Whose code is bundled into the published packages: a dependency of theirs would be, too. */
const BUNDLED = ["packages/protocol", "packages/page", "apps/console"];

/** Checks what is published, and then the tools. @returns {readonly string[]} */
function complaints() {
  const lock = readJson("package-lock.json");
  const published = PUBLISHED.flatMap((folder) => {
    const manifest = readJson(`${folder}/package.json`);
    return [
      ...INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name]).map(
        (name) => `${folder}: has a ${name} script`,
      ),
      ...complaintsAbout(lockOf(lock, folder, manifest), { isPublished: true }).map(
        (line) => `${folder}: ${line}`,
      ),
    ];
  });
  const bundled = BUNDLED.flatMap((folder) =>
    Object.keys(readJson(`${folder}/package.json`).dependencies ?? {})
      .filter((name) => !/^(@amazon-connect-chat\/|amazon-connect-chat)/.test(name))
      .map((name) => `${folder}: bundles ${name}, whose licence has to be passed on`),
  );
  const tools = ["package-lock.json", "test/package/consumers/package-lock.json"].flatMap((file) =>
    complaintsAbout(readJson(file), { isPublished: false }),
  );
  return [...published, ...bundled, ...tools];
}

/** Shows what is wrong. @returns {boolean} whether nothing is */
export function checkLicences() {
  const lines = complaints();
  for (const line of lines) console.log(line);
  return lines.length === 0;
}
