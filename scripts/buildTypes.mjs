import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Failure, root, runTool } from "./run.mjs";

const report = "amazon-connect-chatjs.api.md";
const acceptedReport = join(root, "packages/chatjs/api", report);
const builtReport = join(root, "packages/chatjs/temp/api", report);

/**
 * Rolls the declarations that an entry of a package leads to up into one file, with the protocol's types inlined.
 * @param {string} configFile of API Extractor, from the root
 */
function rollUpEntry(configFile) {
  // Loaded here, since a fresh clone has it only after set-up.
  const { Extractor, ExtractorConfig } = createRequire(import.meta.url)("@microsoft/api-extractor");
  const config = ExtractorConfig.loadFileAndPrepare(join(root, configFile));
  const { errorCount } = Extractor.invoke(config, {
    localBuild: false,
    /** @param {{ logLevel: string, messageId: string, handled: boolean }} message */
    messageCallback(message) {
      const isNews =
        message.messageId.startsWith("console-api-report") ||
        message.messageId === "console-compiler-version-notice";
      if (isNews || message.logLevel === "info" || message.logLevel === "verbose") message.handled = true;
    },
  });
  if (errorCount > 0)
    throw new Failure(
      `unable to roll up the types of ${configFile}; API Extractor found errors (see above).`,
    );
}

/**
 * Makes a package's declarations, one file in dist for each entry: each has an `api-extractor*.json`.
 * @param {string} folder
 */
async function rollUp(folder) {
  rmSync(join(root, folder, "temp"), { recursive: true, force: true });
  if ((await runTool("typescript", ["-p", join(folder, "tsconfig.build.json")], "tsc")) !== 0)
    throw new Failure(`unable to build the types of ${folder}; tsc found errors (see above).`);
  const configFiles = readdirSync(join(root, folder)).filter((name) => /^api-extractor.*\.json$/.test(name));
  for (const name of configFiles) rollUpEntry(join(folder, name));
}

/**
 * The types of packages/chatjs: one file for ESM, its twin for CJS, and one for the script file. The ambient `connect`
 * namespace names the file's own exports, so the CJS twin must name itself.
 */
export async function buildLibraryTypes() {
  await rollUp("packages/chatjs");
  const dist = join(root, "packages/chatjs/dist");
  const ambient = readFileSync(join(root, "packages/chatjs/ambient/connect.d.ts"), "utf8");
  const rolledUp = readFileSync(join(dist, "index.d.ts"), "utf8");
  const types = `${rolledUp}\n${ambient.replace("../dist/index.js", "./index.js")}`;
  writeFileSync(join(dist, "index.d.ts"), types);
  writeFileSync(join(dist, "index.d.cts"), types.replaceAll('"./index.js"', '"./index.cjs"'));
  writeFileSync(join(dist, "amazon-connect-chat.d.ts"), 'import "./index.js";\n\nexport {};\n');
}

export const buildEmulatorTypes = () => rollUp("packages/emulator");

/** Whether the public API is the one that packages/chatjs/api records. */
export const isReportAccepted = () =>
  existsSync(acceptedReport) && readFileSync(acceptedReport, "utf8") === readFileSync(builtReport, "utf8");

/** Records the public API of the last build as the accepted one. */
export function acceptReport() {
  mkdirSync(dirname(acceptedReport), { recursive: true });
  copyFileSync(builtReport, acceptedReport);
}
