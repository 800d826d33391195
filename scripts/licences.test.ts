import { expect, test } from "vitest";
import { complaintsAbout, isAllowed } from "./licences.mjs";

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["MIT AND ISC", true],
  ["(MIT AND Zlib)", false],
  ["GPL-3.0-only", false],
  ["SEE LICENSE IN LICENSE.md", false],
  ["(MIT OR GPL-3.0-only) AND GPL-3.0-only", false],
  [undefined, false],
])("where MIT and ISC are allowed, %s is: %s", (expression, verdict) => {
  expect(isAllowed(expression, ["MIT", "ISC"])).toBe(verdict);
});

const lock = (license: string, more = {}) => ({
  lockfileVersion: 3,
  packages: { "packages/ours": {}, "node_modules/a": { license, ...more } },
});

test("a tool may have a licence that what is published may not", () => {
  expect(complaintsAbout(lock("MPL-2.0"), { isPublished: false })).toEqual([]);
  expect(complaintsAbout(lock("MPL-2.0"), { isPublished: true })).toEqual(["node_modules/a: MPL-2.0"]);
  expect(complaintsAbout(lock("GPL-3.0-only"), { isPublished: false })).toEqual([
    "node_modules/a: GPL-3.0-only",
  ]);
});

test("what is published brings no script that runs on installing", () => {
  const withScript = lock("MIT", { hasInstallScript: true });
  expect(complaintsAbout(withScript, { isPublished: false })).toEqual([]);
  expect(complaintsAbout(withScript, { isPublished: true })).toEqual([
    "node_modules/a: runs a script when it is installed",
  ]);
});
