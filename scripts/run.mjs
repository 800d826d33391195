import { AsyncLocalStorage } from "node:async_hooks";
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** An expected failure: its message is all that a person needs, so it is shown without a stack. */
export class Failure extends Error {}

/** @type {AsyncLocalStorage<Buffer[]>} */
const kept = new AsyncLocalStorage();

/**
 * Keeps what the commands of `work` write, so that work done at the same time does not mix its lines.
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<{ readonly result: Result, readonly output: string }>}
 */
export async function keepOutput(work) {
  /** @type {Buffer[]} */
  const chunks = [];
  const result = await kept.run(chunks, work);
  return { result, output: Buffer.concat(chunks).toString() };
}

/**
 * Runs a command in the repository and shows its output, or leaves it to {@link keepOutput}. Resolves with its exit status; one that
 * could not start, or was killed, counts as 1.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [environment] added to ours
 * @returns {Promise<number>}
 */
export function run(command, args, environment = {}) {
  return new Promise((resolve) => {
    const chunks = kept.getStore();
    const child = spawn(command, args, {
      cwd: root,
      stdio: chunks ? ["ignore", "pipe", "pipe"] : "inherit",
      env: { ...process.env, ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks?.push(chunk));
    child.on("error", (error) => {
      const line = `unable to run ${command}; ${error.message}\n`;
      if (chunks) chunks.push(Buffer.from(line));
      else process.stderr.write(line);
      resolve(1);
    });
    // Not "exit": the last of the output may come after it.
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/**
 * Runs a program of an installed package with this Node, which needs no shell on any system.
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} [program] when the package has several
 * @param {Readonly<Record<string, string>>} [environment] added to ours
 */
export function runTool(packageName, args, program, environment) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = typeof bin === "string" ? bin : bin[program ?? packageName];
  return run(process.execPath, [join(folder, file), ...args], environment);
}

/** TypeScript 7 has no API yet: API Extractor and TypeDoc take the 6 that is installed beside it. */
export const compiler = "typescript-7";

/** @param {readonly string[]} args */
export const runCompiler = (args) => runTool(compiler, args, "tsc");

/**
 * The npm that started us where there is one, since Windows starts npm only through a shell.
 * @returns {readonly [command: string, ...args: readonly string[]]}
 */
export function npmCommand() {
  const beside = join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js");
  const file = process.env["npm_execpath"] ?? (process.platform === "win32" ? beside : undefined);
  return file ? [process.execPath, file] : ["npm"];
}

/**
 * Runs npm and shows its output.
 * @param {readonly string[]} args
 */
export function runNpm(args) {
  const [command, ...first] = npmCommand();
  return run(command, [...first, ...args]);
}

/**
 * Runs a command in a folder, and gives what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [folder] the repository's by default
 * @returns {Promise<{ readonly status: number, readonly stdout: string, readonly stderr: string }>}
 */
export function ask(command, args, folder = root) {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ status: error ? 1 : 0, stdout, stderr });
    });
  });
}

/**
 * Runs npm in a folder, and gives what it printed.
 * @param {readonly string[]} args
 * @param {string} [folder] the repository's by default
 */
export function askNpm(args, folder = root) {
  const [command, ...first] = npmCommand();
  // An npm that started us tells its children which project is theirs.
  return ask(command, [...first, ...args, "--prefix", folder], folder);
}

/**
 * Runs a script's main function: a failure ends the process with status 1, and is shown without a stack when it was expected.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(1);
  }
}
