import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { distTagOf } from "../../scripts/changelog.mjs";
import { lockOf, PUBLISHED, readJson } from "../../scripts/publishedPackages.mjs";
import { sbomOf } from "../../scripts/sbom.mjs";
import { repository } from "./project.js";

/** Runs a command, and gives what it prints; a dry run that finds something missing ends with status 1. */
const run = (program: string, ...args: readonly string[]) =>
  new Promise<string>((resolve) => {
    execFile(program, args, { cwd: repository, timeout: 60_000 }, (_error, stdout) => resolve(stdout));
  });

test("a dry run of a release shows each step, and changes nothing", async () => {
  const state = async () => [
    await run("git", "status", "--porcelain"),
    await run("git", "tag"),
    await run("git", "rev-parse", "HEAD"),
    existsSync(join(repository, "release")),
  ];
  const before = await state();
  const printed = await run(
    process.execPath,
    join(repository, "scripts/release.mjs"),
    "--dry-run",
    "--no-checks",
  );
  const { version } = readJson("packages/chatjs/package.json");
  for (const line of [
    "would write the date into CHANGELOG.md",
    `would git tag --annotate v${version}`,
    `would write its bill of materials to release/amazon-connect-chatjs-${version}.cdx.json`,
    ...PUBLISHED.map((folder) => {
      const tag = distTagOf(readJson(`${folder}/package.json`).version);
      return `would npm publish --provenance --access public --tag ${tag} --workspace ${folder}`;
    }),
    "Nothing was changed.",
  ])
    expect(printed.split("\n")).toContain(line);
  expect(await state()).toEqual(before);
});

test.each(PUBLISHED)(
  "the bill of materials of %s names it, and all that is installed with it",
  async (folder) => {
    const { metadata, components } = JSON.parse(await sbomOf(folder));
    const manifest = readJson(`${folder}/package.json`);
    expect(metadata.component.purl).toBe(`pkg:npm/${manifest.name}@${manifest.version}`);
    const { packages } = lockOf(readJson("package-lock.json"), folder, manifest);
    const installed = Object.entries(packages).filter(([path]) => path !== "");
    expect(components.map(({ purl }: { purl: string }) => purl).sort()).toEqual(
      installed
        .map(
          ([path, entry]) =>
            `pkg:npm/${path.replace(/^.*node_modules\//, "").replace("@", "%40")}@${entry.version}`,
        )
        .sort(),
    );
  },
);
