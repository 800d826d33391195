import { relative } from "node:path";
import { format } from "oxfmt";
import { readJson } from "./publishedPackages.mjs";
import { root } from "./run.mjs";

/**
 * Formats a text as `npm run format` formats the file that it is for.
 * @param {string} file its absolute path
 * @param {string} text
 */
export async function formatText(file, text) {
  const { code, errors } = await format(relative(root, file), text, readJson(".oxfmtrc.json"));
  if (errors[0]) throw new Error(`unable to format ${relative(root, file)}; ${errors[0].message}`);
  return code;
}
