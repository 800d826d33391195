import { parseArgs } from "node:util";

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(`unable to start; ${why}`);
  process.exit(2);
}

/** @param {import("node:util").ParseArgsConfig & { readonly options: object }} config */
const usageOf = ({ options }) =>
  `Its options: ${Object.entries(options)
    .map(([name, { type }]) => `--${name}${type === "string" ? " VALUE" : ""}`)
    .join(", ")}`;

/**
 * The options that a command was given. Where one is none of its own the process ends with 2, with --help it ends with 0, and both say
 * which there are.
 * @template {import("node:util").ParseArgsConfig & { readonly options: object }} Config
 * @param {Config} config as of `parseArgs`
 */
export function readOptions(config, usage = usageOf(config)) {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/**
 * Those of the given that an option names, all where it was not given; the process ends with 2 where it names another one.
 * @template {{ readonly name: string }} Given
 * @param {{ readonly only?: readonly string[] | undefined }} values
 * @param {readonly Given[]} given
 */
export function onlyNamed({ only }, given) {
  const names = given.map(({ name }) => name);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) return refuse(`--only ${unknown} is none of ${names.join(", ")}`);
  return given.filter(({ name }) => only?.includes(name) ?? true);
}

/**
 * An option that is a whole number, from 0 on; the process ends with 2 where it is none.
 * @template {string} Name
 * @param {{ readonly [name in Name]?: string | undefined }} values
 * @param {Name} name
 * @param {number} otherwise where it was not given
 */
export function wholeNumber(values, name, otherwise) {
  const number = Number(values[name] ?? otherwise);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  return refuse(`--${name} must be a whole number, and is ${values[name]}`);
}
