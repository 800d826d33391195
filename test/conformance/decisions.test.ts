import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SECTIONS } from "./scenario.js";
import { SCENARIOS } from "./scenarios/index.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Test files with what the table calls them: their names, or those with their folder. */
const files = [
  "packages/chatjs/src",
  "test/conformance",
  "test/package",
  "test/platforms",
  "test/browser",
  "test/types",
]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.test(-d)?\.ts$/.test(path))
  .map((path) => {
    const name = basename(path).replace(/\.test(-d)?\.ts$/, "");
    const folder = /^test\/(browser|types)/.exec(path)?.[0];
    return { name: folder ? `${name} in ${folder}` : name, path };
  });

/** Each row: its id, and the tests that it names. */
const rows = Array.from(
  read("docs/compatibility.md").matchAll(/^\| (CP-\d+) .*\| ([^|]+) \|$/gm),
  ([, id, tests]) => [id!, tests!.trim().split(", ")] as const,
);
const ofScenarios = new Set<string>([
  ...Object.values(SECTIONS).flat(),
  ...SCENARIOS.flatMap(({ differs = [] }) => differs.map(({ id }) => id)),
]);

/** Whether a title in a file carries an id; of types, a line that must or must not compile. */
function titled(path: string, id: string): boolean {
  const text = read(path);
  const place = path.endsWith("-d.ts") ? /\/\/.*/g : /(["'`]).*\([^()]*CP-\d+[^()]*\)\1/g;
  return Array.from(text.matchAll(place)).some(([line]) => new RegExp(`\\b${id}\\b`).test(line));
}

test("a decision has one row", () => {
  const ids = rows.map(([id]) => id);
  expect(ids.length).toBeGreaterThan(80);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("a name in docs/compatibility.md is that of one test", () => {
  const named = new Set(rows.flatMap(([, names]) => names));
  const ofSeveral = [...named].filter((name) => files.filter((file) => file.name === name).length > 1);
  expect(ofSeveral).toEqual([]);
});

test("each test that a row of docs/compatibility.md names carries its id", () => {
  const carries = (name: string, id: string) => {
    if (name === "scenarios") return ofScenarios.has(id);
    return files.some((file) => file.name === name && titled(file.path, id));
  };
  const missing = rows.map(([id, named]) => [id, named.filter((name) => !carries(name, id))] as const);
  expect(missing.filter(([, names]) => names.length)).toEqual([]);
});
