import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { keepOutput, root, runCompiler, runTool } from "./run.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} [failures] names of the tests that failed, with the first line of what each says
 *
 * @typedef {object} Report what vitest's JSON reporter writes, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {readonly { readonly name: string, readonly message?: string, readonly assertionResults: readonly { readonly status: string, readonly fullName: string, readonly failureMessages?: readonly string[] }[] }[]} [testResults]
 */

/**
 * What a run of vitest amounts to. A runner that broke, or that ran nothing, is a failure, also without a failed test.
 * @param {number} status its exit status
 * @param {Report | undefined} report
 * @returns {Outcome}
 */
export function outcomeOf(status, report) {
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const isBroken = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: isBroken ? 1 : failed, failures: failuresIn(report) };
}

/** @param {Report | undefined} report */
const failuresIn = (report) =>
  (report?.testResults ?? []).flatMap(({ name, message = "", assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    const lines = failed.map(({ fullName, failureMessages = [] }) => [fullName, failureMessages.join("\n")]);
    // A file that could not be run at all has no tests.
    if (message && lines.length === 0) lines.push(["", message]);
    return lines.map(([test, why = ""]) => [file, test, why.split("\n", 1)[0]].filter(Boolean).join(" > "));
  });

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Runs one of vitest's projects.
 * @param {string} project
 * @returns {Promise<Outcome>}
 */
export async function runVitest(project) {
  const report = join(root, "test-results", `${project}.json`);
  rmSync(report, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json"];
  const status = await runTool("vitest", [...args, `--outputFile.json=${report}`]);
  return outcomeOf(status, readReport(report));
}

/**
 * Compiles the type tests against the built package. Each file is one test.
 * @returns {Promise<Outcome>}
 */
export async function runTypeTests() {
  const folder = "test/types";
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test-d.ts"));
  const compile = () => runCompiler(["-p", folder, "--pretty", "false"]);
  const { result: status, output } = await keepOutput(compile);
  if (output) console.log(output);
  const failed = files.filter((name) => output.includes(`${folder}/${name}(`)).length;
  const passed = files.length - failed;
  return outcomeOf(status, { numPassedTests: passed, numFailedTests: failed });
}
