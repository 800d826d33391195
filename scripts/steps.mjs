import { auditPackages } from "./audit.mjs";
import { build } from "./build.mjs";
import { isReportAccepted } from "./buildTypes.mjs";
import { checkLicences } from "./licences.mjs";
import { readJson } from "./publishedPackages.mjs";
import { compiler, runTool } from "./run.mjs";
import { runTypeTests, runVitest } from "./testRunners.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} advice what to do when it fails
 * @property {boolean} [isBuild] once it is done, those begin that need it
 * @property {boolean} [needsBuild]
 * @property {() => Promise<import("./testRunners.mjs").Outcome>} run
 *
 * @param {boolean} isGood
 */
const one = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 });

/**
 * A step that counts as one test: every command has to succeed.
 * @param {...(readonly [packageName: string, args: readonly string[], program?: string])} commands
 */
const tools =
  (...commands) =>
  async () => {
    for (const command of commands) if ((await runTool(...command)) !== 0) return one(false);
    return one(true);
  };

/** Of the emulator: who would `require` them loads modules alone, or has no `require`. */
const esmOnly = Object.entries(readJson("packages/emulator/package.json").exports).flatMap(
  ([name, { types }]) => (types ? name : []),
);
const fixIt = "fix what the lines above name";

/**
 * @param {string} project of vitest
 * @param {{ readonly needsBuild: boolean }} needs
 * @returns {Step}
 */
const tests = (project, needs) => ({
  name: `${project} tests`,
  ...needs,
  run: () => runVitest(project),
  advice: `see the failures above; one project alone: npx vitest run --project ${project}`,
});

/**
 * What CI runs, some at a time, in this order: what needs no build while it is built, what is short, the longest.
 * @type {readonly Step[]}
 */
export const steps = [
  {
    name: "build",
    isBuild: true,
    run: () =>
      build({ onlyStale: false }).then(
        () => one(true),
        (error) => {
          console.error(error instanceof Error ? error.message : error);
          return one(false);
        },
      ),
    advice: fixIt,
  },
  {
    name: "format",
    run: tools(["oxfmt", ["--list-different"]]),
    advice: "run `npm run format`",
  },
  { name: "types", run: tools([compiler, ["-p", "tsconfig.json"], "tsc"]), advice: fixIt },
  {
    name: "layers",
    run: tools([
      "dependency-cruiser",
      ["--output-type", "err", "packages", "apps", "test", "bench"],
      "depcruise",
    ]),
    advice: "move the import to where ARCHITECTURE.md allows it",
  },
  {
    name: "licences",
    run: async () => one(checkLicences()),
    advice: "take another package, or argue for the licence in scripts/licences.mjs",
  },
  {
    name: "audit",
    run: async () => one(await auditPackages()),
    advice: "take a version without the vulnerability, or do without the package",
  },
  tests("unit", { needsBuild: false }),
  {
    name: "lint",
    needsBuild: true,
    run: tools(["oxlint", ["--deny-warnings", "--report-unused-disable-directives"]]),
    advice: fixIt,
  },
  {
    name: "API report",
    needsBuild: true,
    run: async () => one(isReportAccepted()),
    advice:
      "the public API differs from packages/chatjs/api: if that is meant, run `npm run accept-api` and commit the report",
  },
  {
    name: "packages",
    needsBuild: true,
    run: tools(
      ["publint", ["packages/chatjs", "--strict"]],
      ["publint", ["packages/emulator", "--strict"]],
      [
        "@arethetypeswrong/cli",
        [
          ...["--pack", "packages/chatjs", "--exclude-entrypoints"],
          ...["./dist/amazon-connect-chat.js", "./dist/amazon-connect-chat"],
        ],
        "attw",
      ],
      [
        "@arethetypeswrong/cli",
        ["--pack", "packages/emulator", "--exclude-entrypoints", ...esmOnly, "./openapi.json"],
        "attw",
      ],
      [
        "@arethetypeswrong/cli",
        ["--pack", "packages/emulator", "--entrypoints", ...esmOnly, "--profile", "esm-only"],
        "attw",
      ],
    ),
    advice: fixIt,
  },
  {
    name: "size",
    needsBuild: true,
    run: tools(["size-limit", []]),
    advice: "make it smaller, or argue for another budget in .size-limit.json",
  },
  {
    name: "unused",
    needsBuild: true,
    run: tools(["knip", []]),
    advice: "remove what nobody uses",
  },
  { name: "type tests", needsBuild: true, run: runTypeTests, advice: fixIt },
  tests("package", { needsBuild: true }),
  tests("examples", { needsBuild: true }),
  tests("integration", { needsBuild: true }),
  tests("browser", { needsBuild: true }),
  tests("simulation", { needsBuild: false }),
];
