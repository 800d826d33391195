import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "./run.mjs";

/** Folders that hold no source. */
const made = ["dist", "temp", "api", "node_modules"];

/**
 * @param {string} path a file or a folder, relative to the repository
 * @returns {number[]} when each file was changed, in milliseconds since the epoch
 */
function changeTimesMs(path) {
  const place = resolve(root, path);
  if (!existsSync(place)) return [];
  const stats = statSync(place);
  if (!stats.isDirectory()) return [stats.mtimeMs];
  return readdirSync(place)
    .filter((name) => !made.includes(name))
    .flatMap((name) => changeTimesMs(join(path, name)));
}

/**
 * Whether the output is missing, or any part of it is older than any of its sources.
 * @param {string} output
 * @param {readonly string[]} sources
 */
export function isStale(output, sources) {
  const built = changeTimesMs(output);
  return built.length === 0 || Math.min(...built) < Math.max(...sources.flatMap(changeTimesMs));
}
