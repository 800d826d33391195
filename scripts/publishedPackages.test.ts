import { expect, test } from "vitest";
import { lockOf, readJson } from "./publishedPackages.mjs";

const manifest = { name: "a", version: "1.0.0", dependencies: { b: "^1.0.0" } };
const lock = {
  lockfileVersion: 3,
  packages: {
    "": {},
    "packages/a": { dependencies: { b: "^1.0.0" } },
    "packages/a/node_modules/b": { version: "1.0.0", dependencies: { c: "^1.0.0" } },
    "node_modules/b": { version: "2.0.0" },
    "node_modules/c": {
      version: "1.0.0",
      dependencies: { d: "^1.0.0" },
      optionalDependencies: { e: "^1.0.0", "for-another-system": "^1.0.0" },
    },
    "node_modules/c/node_modules/d": { version: "1.0.0", dependencies: { c: "^1.0.0" } },
    "node_modules/d": { version: "2.0.0" },
    "node_modules/e": { version: "1.0.0" },
    "node_modules/tool": { version: "1.0.0" },
  },
};

test("a package's own lock has what is installed with it, as Node finds it, and no tool", () => {
  expect(
    Object.entries(lockOf(lock, "packages/a", manifest).packages).map(([path, { version }]) => [
      path,
      version,
    ]),
  ).toEqual([
    ["", "1.0.0"],
    ["node_modules/b", "1.0.0"],
    ["node_modules/c", "1.0.0"],
    ["node_modules/c/node_modules/d", "1.0.0"],
    ["node_modules/e", "1.0.0"],
  ]);
});

test("a lock that lacks a dependency is no answer", () => {
  const packages = { "packages/a": lock.packages["packages/a"] };
  expect(() => lockOf({ ...lock, packages }, "packages/a", manifest)).toThrow(
    "unable to read package-lock.json; b, which packages/a needs, is not in it",
  );
});

const installedWith = (folder: string) =>
  Object.keys(lockOf(readJson("package-lock.json"), folder, readJson(`${folder}/package.json`)).packages);

test("the library is installed alone, and the emulator with no tool of ours", () => {
  expect(installedWith("packages/chatjs")).toEqual([""]);
  const withEmulator = installedWith("packages/emulator");
  expect(withEmulator).toEqual(
    expect.arrayContaining(["node_modules/hono", "node_modules/ws", "node_modules/zod"]),
  );
  expect(withEmulator.filter((path) => /typescript|vite|protobufjs|protocol/.test(path))).toEqual([]);
});
