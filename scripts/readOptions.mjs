import { parseArgs } from "node:util";

/**
 * The options that a command was given. Where one is none of its own the process ends with 2, with --help it ends with 0, and both say
 * which there are.
 * @template {import("node:util").ParseArgsConfig & { readonly options: object }} Config
 * @param {Config} config as of `parseArgs`
 */
export function readOptions(config) {
  const names = Object.entries(config.options).map(
    ([name, { type }]) => `--${name}${type === "string" ? " VALUE" : ""}`,
  );
  const usage = `Its options: ${names.join(", ")}`;
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`unable to start; ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}
