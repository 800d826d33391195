import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pageConsumers, programConsumers, typescripts } from "./consumers/table.js";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const document = read("../../docs/works-with.md");
const { devDependencies } = JSON.parse(read("consumers/package.json")) as {
  devDependencies: Readonly<Record<string, string>>;
};

test("the document names each consumer that is tried, and none else", () => {
  const rows = document.split("\n").filter((line) => line.startsWith("| ") && !/^\| (with|-)/.test(line));
  const named = rows.flatMap((row) =>
    Array.from(row.split("|")[4]!.matchAll(/`([^`]+)`/g), ([, name]) => name),
  );
  const tried = [...pageConsumers, ...programConsumers].map(({ name }) => name);
  expect(named.sort()).toEqual([...tried, ...typescripts].sort());
});

test.each([
  ["vite"],
  ["webpack"],
  ["rspack", "@rspack/core"],
  ["esbuild"],
  ["rollup"],
  ["zone", "zone.js"],
  ["next"],
  ["vitest"],
  ["jest"],
])("the document names the version of %s that is tried", (name, tool = name) => {
  const row = document.split("\n").find((line) => line.includes(`| \`${name}\``));
  expect(row).toContain(`| ${devDependencies[tool]} `);
});
