import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knownInstallScripts, listDependencies } from "./reviewDependencies.mjs";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("of all dependencies those alone have a script for their installation whose script was read", () => {
  const dependencies = listDependencies();
  expect(dependencies.length).toBeGreaterThan(500);
  const withScript = dependencies.filter(({ locked }) => locked.hasInstallScript).map(({ name }) => name);
  expect([...new Set(withScript)].sort()).toEqual(Object.keys(knownInstallScripts).sort());
});

test("no such script runs when this repository is installed", () => {
  expect(read(".npmrc").split("\n")).toContain("ignore-scripts=true");
});

test.each(["packages/chatjs", "packages/emulator"])("%s runs nothing where it is installed", (place) => {
  const { scripts = {} } = JSON.parse(read(`${place}/package.json`)) as { scripts?: object };
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
});

test("every dependency comes with the sum that its content must have", () => {
  const without = listDependencies().filter(({ locked }) => !("integrity" in locked));
  expect(without.map(({ at }) => at)).toEqual([]);
});
