import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dateEntry, distTagOf } from "./changelog.mjs";
import { PUBLISHED, readJson } from "./publishedPackages.mjs";
import { root } from "./run.mjs";

const date = new Date("2026-02-03T23:00:00Z");
const changelog = "# Changelog\n\n## 2.0.0 - unreleased\n\n- New.\n\n## 1.0.0 - 2026-01-01\n\n- First.\n";

test("a release gets the day of its date, and the other entries stay", () => {
  expect(dateEntry(changelog, "2.0.0", date)).toBe(changelog.replace("unreleased", "2026-02-03"));
});

test("there is no release without an entry, nor with an empty or a dated one", () => {
  expect(() => dateEntry(changelog, "3.0.0", date)).toThrow('has no heading "## 3.0.0 - unreleased"');
  expect(() => dateEntry(changelog, "1.0.0", date)).toThrow("has no heading");
  expect(() => dateEntry(changelog.replace("- New.", ""), "2.0.0", date)).toThrow("is empty");
});

test.each([
  ["6.0.0", "latest"],
  ["6.0.0-alpha.0", "next"],
])("who asks for no version never gets one to try: %s is %s", (version, tag) => {
  expect(distTagOf(version)).toBe(tag);
});

test("the changelog has an entry for the version to come", () => {
  const { version } = readJson("packages/chatjs/package.json");
  expect(readFileSync(join(root, "CHANGELOG.md"), "utf8")).toContain(`## ${version} - `);
});

test("documents and examples name the versions that the packages have", () => {
  const files = execFileSync("git", ["ls-files", "*.md", "examples/*/package.json"], {
    cwd: root,
    encoding: "utf8",
  });
  const versions = Object.fromEntries(
    PUBLISHED.map((folder) => readJson(`${folder}/package.json`)).map(({ name, version }) => [name, version]),
  );
  const named = files
    .trim()
    .split("\n")
    .flatMap((file) =>
      Array.from(
        readFileSync(join(root, file), "utf8").matchAll(
          /\b(amazon-connect-chat(?:js|-emulator))(?:-|": "[~^]?)(\d+\.\d+\.\d+[\w.-]*?)(?:\.tgz|")/g,
        ),
        ([, name = "", version]) => ({ file, name, version }),
      ),
    );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter(({ name, version }) => versions[name] !== version)).toEqual([]);
});
