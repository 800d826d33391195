import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatText } from "../scripts/formatText.mjs";

const file = fileURLToPath(new URL("RESULTS.md", import.meta.url));

/**
 * Puts a section of RESULTS.md in the place of the one with its title, or at the end; the others stay.
 * @param {string} title without its mark
 * @param {string} body
 */
export async function writeSection(title, body) {
  const text = readFileSync(file, "utf8");
  const section = `## ${title}\n\n${body.trim()}\n\n`;
  const begin = text.indexOf(`## ${title}\n`);
  const end = begin < 0 ? -1 : text.indexOf("\n## ", begin);
  const before = begin < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, begin);
  const after = end < 0 ? "" : text.slice(end + 1);
  writeFileSync(file, await formatText(file, before + section + after));
}
