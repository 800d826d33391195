import "./requireNode.mjs";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildOpenApi } from "./buildOpenApi.mjs";
import { acceptReport, buildEmulatorTypes, buildLibraryTypes } from "./buildTypes.mjs";
import { isStale } from "./isStale.mjs";
import { readJson } from "./publishedPackages.mjs";
import { Failure, root, run, runCompiler, runMain } from "./run.mjs";
import { setup } from "./setup.mjs";

/**
 * @param {string} folder
 * @param {readonly string[]} [modes]
 */
async function vite(folder, modes = []) {
  const script = join(root, "scripts/viteBuilds.mjs");
  if ((await run(process.execPath, [script, join(root, folder, "vite.config.ts"), ...modes])) !== 0)
    throw new Failure(`unable to build ${folder}; vite found errors (see above).`);
}

/**
 * What is written at the same time into one folder: all of it has ended when the first failure is told.
 * @param {readonly Promise<void>[]} parts
 */
async function together(parts) {
  const failed = (await Promise.allSettled(parts)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** @param {string} folder */
const empty = (folder) => rmSync(join(root, folder), { recursive: true, force: true });

/** What is built, in this order: its output, what it is made of, and how. */
const targets = [
  {
    name: "protocol",
    output: "packages/protocol/dist",
    sources: ["packages/protocol", "tsconfig.base.json"],
    async build() {
      empty("packages/protocol/dist");
      if ((await runCompiler(["-p", "packages/protocol/tsconfig.build.json"])) !== 0)
        throw new Failure("unable to build packages/protocol; tsc found errors (see above).");
    },
  },
  {
    name: "chatjs",
    output: "packages/chatjs/dist",
    sources: ["packages/protocol/src", "packages/chatjs"],
    async build() {
      empty("packages/chatjs/dist");
      const modes = [...readJson("packages/chatjs/entries.json"), "doctorCli", "script"];
      await together([vite("packages/chatjs", modes), buildLibraryTypes()]);
      // As an app does it, of what is built by now; not published.
      await vite("packages/chatjs/size");
    },
  },
  {
    name: "emulator",
    output: "packages/emulator/dist",
    sources: ["packages/protocol/src", "packages/emulator", "packages/page", "apps/console"],
    async build() {
      empty("packages/emulator/dist");
      // The console is part of the package.
      const pages = vite("packages/emulator", ["esm", "cjs"]).then(() => vite("apps/console"));
      await together([pages, buildEmulatorTypes()]);
      chmodSync(join(root, "packages/emulator/dist/cli.js"), 0o755);
      await buildOpenApi();
    },
  },
  {
    name: "playground",
    output: "apps/playground/dist",
    sources: ["packages/chatjs/dist", "packages/emulator/src", "packages/page", "apps/playground"],
    build: () => vite("apps/playground"),
  },
];

/**
 * Builds the packages and the playground; `onlyStale` leaves out what is newer than its sources.
 * @param {{ readonly onlyStale: boolean, readonly names?: readonly string[] }} choice
 */
export async function build({ onlyStale, names = targets.map(({ name }) => name) }) {
  const unknown = names.find((name) => !targets.some((target) => target.name === name));
  if (unknown !== undefined)
    throw new Failure(
      `unable to build ${unknown}; it is none of ${targets.map(({ name }) => name).join(", ")}.`,
    );
  for (const target of targets) {
    // The types of the protocol are part of the types of the packages.
    const isNamed = names.includes(target.name) || target.name === "protocol";
    const isSkippable = onlyStale || !names.includes(target.name);
    if (!isNamed || (isSkippable && !isStale(target.output, target.sources))) continue;
    console.log(`building ${target.name} ...`);
    const startMs = Date.now();
    await target.build();
    console.log(`built ${target.name} in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const args = process.argv.slice(2);
    const names = args.filter((arg) => !arg.startsWith("-"));
    await setup({ browser: false });
    await build({ onlyStale: false, ...(names.length > 0 && { names }) });
    if (args.includes("--accept-api")) acceptReport();
  });
}
