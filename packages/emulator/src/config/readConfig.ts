import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { ConfigError } from "./configError.js";
import { configRules } from "./configRules.js";
import type { EmulatorConfig } from "./emulatorConfig.js";
import { findJsonPlaces } from "./jsonPlaces.js";
import type { Place } from "./jsonPlaces.js";
import { importModule } from "./importModule.js";
import { unknownNames } from "../flow/unknownNames.js";
import { formatProblem, problemsOf } from "./problem.js";
import type { Problem } from "./problem.js";

/** Files that are looked for, in this order. */
export const CONFIG_FILES = ["ts", "mts", "js", "mjs", "json"].map(
  (extension) => `emulator.config.${extension}`,
);

/** The configuration file of a directory, if it has one. */
export const findConfig = (directory: string): string | undefined =>
  CONFIG_FILES.map((name) => resolve(directory, name)).find((file) => existsSync(file));

/** A value, and where its members are. */
interface Source {
  readonly value: unknown;
  readonly placeOf?: (problem: Problem) => Place;
}

/** Problems shown of one file: the first ones lead to the others often enough. */
const mostProblems = 10;

const fail = (file: string, lines: readonly string[]): never => {
  throw new ConfigError([`unable to use ${basename(file)}`, ...lines.map((line) => `  ${line}`)].join("\n"));
};

const at = (file: string, { line, column }: Place) => `${file}:${line}:${column}`;

async function readJson(file: string): Promise<Source> {
  const text = (await readFile(file, "utf8")).replace(/^\uFEFF/u, "");
  const places = findJsonPlaces(text);
  if (places.failure) return fail(file, [`${at(file, places.failure)}: this is not JSON`]);
  return { value: JSON.parse(text) as unknown, placeOf: ({ path }) => places.find(path) };
}

async function readCode(file: string): Promise<Source> {
  try {
    return { value: await importModule(file) };
  } catch (error) {
    // What is thrown here is the file's own, and from before any chat.
    return fail(file, [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
}

const withPaths = (config: EmulatorConfig, folder: string): EmulatorConfig =>
  config.data === undefined ? config : { ...config, data: resolve(folder, config.data) };

/**
 * Reads a configuration: JSON, or the default export of TypeScript or JavaScript. Each time anew, with all that it imports.
 * @throws ConfigError that names file, line and member, and what is expected there
 */
export async function readConfig(file: string): Promise<EmulatorConfig> {
  if (!existsSync(file)) fail(file, [`${file} does not exist`]);
  const { value, placeOf } = await (extname(file) === ".json" ? readJson(file) : readCode(file));
  const { error } = configRules.safeParse(value);
  const problems = error ? problemsOf(error) : unknownNames(value as EmulatorConfig);
  if (problems.length === 0) return withPaths(value as EmulatorConfig, dirname(file));
  const lines = problems
    .slice(0, mostProblems)
    .map((problem) => `${placeOf ? at(file, placeOf(problem)) : file}: ${formatProblem(problem)}`);
  const left = problems.length - lines.length;
  return fail(file, left > 0 ? [...lines, `and ${left} more`] : lines);
}
