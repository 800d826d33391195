import { Failure } from "./run.mjs";

/**
 * The changelog with a release's date in the place of "unreleased".
 * @param {string} changelog
 * @param {string} version
 * @param {Date} date
 * @throws Failure without an entry, or with nothing in it
 */
export function dateEntry(changelog, version, date) {
  const heading = `## ${version} - unreleased\n`;
  const [before, after = ""] = changelog.split(heading);
  if (before === changelog)
    throw new Failure(`unable to release ${version}; CHANGELOG.md has no heading "${heading.trim()}"`);
  const entry = after.split(/^## /m)[0] ?? "";
  if (!/^- /m.test(entry))
    throw new Failure(`unable to release ${version}; its entry in CHANGELOG.md is empty`);
  return `${before}## ${version} - ${date.toISOString().slice(0, 10)}\n${after}`;
}

/**
 * Under which name npm installs it: who asks for no version gets "latest", which a version to try must not be.
 * @param {string} version
 */
export const distTagOf = (version) => (version.includes("-") ? "next" : "latest");
