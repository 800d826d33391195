import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { readJson } from "./publishedPackages.mjs";
import { Failure, root, runCompiler } from "./run.mjs";

/** @type {readonly string[]} */
const libraryEntries = readJson("packages/chatjs/entries.json");
/**
 * The doctor's types are no promise.
 * @param {string} entry
 */
const reportOf = (entry) =>
  entry === "doctor" ? undefined : `amazon-connect-chatjs${entry === "index" ? "" : `-${entry}`}.api.md`;
const reports = libraryEntries.flatMap((entry) => reportOf(entry) ?? []);
/** @param {string} report */
const acceptedReport = (report) => join(root, "packages/chatjs/api", report);
/** @param {string} report */
const builtReport = (report) => join(root, "packages/chatjs/temp/api", report);

/**
 * Rolls a package's declarations up into a file of dist for each entry point, with the protocol's types inlined.
 * @param {string} folder
 * @param {readonly string[]} [entries]
 */
async function rollUp(folder, entries = ["index"]) {
  rmSync(join(root, folder, "temp"), { recursive: true, force: true });
  if ((await runCompiler(["-p", join(folder, "tsconfig.build.json")])) !== 0)
    throw new Failure(`unable to build the types of ${folder}; tsc found errors (see above).`);

  // Loaded here, since a fresh clone has it only after set-up.
  const { CompilerState, Extractor, ExtractorConfig } = createRequire(import.meta.url)(
    "@microsoft/api-extractor",
  );
  const configPath = join(root, folder, "api-extractor.json");
  const configs = entries.map((entry) => {
    const configObject = ExtractorConfig.loadFile(configPath);
    configObject.mainEntryPointFilePath = join(root, folder, `temp/types/${entry}.d.ts`);
    const reportFileName = entries === libraryEntries ? reportOf(entry) : undefined;
    if (reportFileName) configObject.apiReport.reportFileName = reportFileName;
    else if (entry !== "index") configObject.apiReport = { enabled: false };
    configObject.dtsRollup.untrimmedFilePath = join(root, folder, `dist/${entry}.d.ts`);
    return ExtractorConfig.prepare({
      configObject,
      configObjectFullPath: configPath,
      packageJsonFullPath: join(root, folder, "package.json"),
    });
  });
  const [config, ...others] = configs;
  const compilerState = CompilerState.create(config, {
    additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
  for (const config of configs) {
    const { errorCount } = Extractor.invoke(config, {
      localBuild: false,
      compilerState,
      /** @param {{ logLevel: string, messageId: string, handled: boolean }} message */
      messageCallback(message) {
        const isNews =
          message.messageId.startsWith("console-api-report") ||
          message.messageId === "console-compiler-version-notice";
        if (isNews || message.logLevel === "info" || message.logLevel === "verbose") message.handled = true;
      },
    });
    if (errorCount > 0)
      throw new Failure(`unable to roll up the types of ${folder}; API Extractor found errors (see above).`);
  }
}

/**
 * Members that the build renames must not be public.
 * @param {string} types
 */
function assertPrivate(types) {
  /** @type {string[]} */
  const mangled = JSON.parse(readFileSync(join(root, "packages/chatjs/mangledNames.json"), "utf8"));
  // A text that a member may be is no name: the build does not touch it.
  const code = types.replace(/\/\*[\s\S]*?\*\//g, "").replace(/: "\w+"/g, "");
  const seen = mangled.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  if (seen.length > 0)
    throw new Failure(`unable to build packages/chatjs; mangledNames.json has public names: ${seen.join()}.`);
}

/**
 * The types of packages/chatjs: one file for ESM, its twin for CJS, and one for the script file. The ambient `connect`
 * namespace names the file's own exports, so the CJS twin must name itself.
 */
export async function buildLibraryTypes() {
  await rollUp("packages/chatjs", libraryEntries);
  const dist = join(root, "packages/chatjs/dist");
  const ambient = readFileSync(join(root, "packages/chatjs/ambient/connect.d.ts"), "utf8");
  const rolledUp = readFileSync(join(dist, "index.d.ts"), "utf8");
  const types = `${rolledUp}\n${ambient.replace("../dist/index.js", "./index.js")}`;
  writeFileSync(join(dist, "index.d.ts"), types);
  writeFileSync(join(dist, "index.d.cts"), types.replaceAll('"./index.js"', '"./index.cjs"'));
  for (const entry of libraryEntries.slice(1))
    copyFileSync(join(dist, `${entry}.d.ts`), join(dist, `${entry}.d.cts`));
  const mangled = libraryEntries.filter((entry) => reportOf(entry) !== undefined);
  assertPrivate(mangled.map((entry) => readFileSync(join(dist, `${entry}.d.ts`), "utf8")).join("\n"));
  writeFileSync(join(dist, "amazon-connect-chat.d.ts"), 'import "./index.js";\n\nexport {};\n');
}

const declaredElsewhere = /^declare (?:module "[^"]+"|global) \{\n(?:.*\n)*?\}\n/gm;

/**
 * The types of packages/emulator. API Extractor leaves out what an entry adds to types of others, and names the package that
 * a type lies in, which is not always one that the user has asked for.
 */
export async function buildEmulatorTypes() {
  const folder = join(root, "packages/emulator");
  /** @type {Readonly<Record<string, { readonly require?: { readonly default: string } }>>} */
  const entryPoints = readJson("packages/emulator/package.json").exports;
  const requirable = Object.values(entryPoints).flatMap(({ require }) =>
    require ? basename(require.default, ".cjs") : [],
  );
  const entries = [...requirable, "browser", "worker", "vitest"];
  await rollUp("packages/emulator", entries);
  for (const entry of entries) {
    const path = join(folder, `dist/${entry}.d.ts`);
    const declared = readFileSync(join(folder, `temp/types/${entry}.d.ts`), "utf8").match(declaredElsewhere);
    const types = [
      readFileSync(path, "utf8").replaceAll("'playwright/test'", "'@playwright/test'"),
      ...(declared ?? []),
    ];
    writeFileSync(path, types.join("\n"));
    if (requirable.includes(entry)) copyFileSync(path, join(folder, `dist/${entry}.d.cts`));
  }
}

/** Whether the public API is the one that packages/chatjs/api records. */
export const isReportAccepted = () =>
  reports.every(
    (report) =>
      existsSync(acceptedReport(report)) &&
      readFileSync(acceptedReport(report), "utf8") === readFileSync(builtReport(report), "utf8"),
  );

/** Records the public API of the last build as the accepted one. */
export function acceptReport() {
  mkdirSync(join(root, "packages/chatjs/api"), { recursive: true });
  for (const report of reports) copyFileSync(builtReport(report), acceptedReport(report));
}
