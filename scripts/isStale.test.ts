import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isStale } from "./isStale.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "is-stale-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file that was changed so many seconds after the epoch. */
function file(name: string, changedAtSeconds: number): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  utimesSync(path, changedAtSeconds, changedAtSeconds);
}
const isBuildStale = () => isStale(join(folder, "dist"), [folder]);

test("a missing output is stale", () => {
  file("src/index.ts", 100);
  expect(isBuildStale()).toBe(true);
});

test("an output newer than its sources is fresh", () => {
  file("src/index.ts", 100);
  file("dist/index.js", 200);
  expect(isBuildStale()).toBe(false);
});

test("a source deep in a folder makes an older output stale", () => {
  file("dist/index.js", 200);
  file("src/room/door.ts", 300);
  expect(isBuildStale()).toBe(true);
});

test("one old file makes the whole output stale, since a build may have stopped half way", () => {
  file("src/index.ts", 100);
  file("dist/index.js", 200);
  file("dist/index.cjs", 50);
  expect(isBuildStale()).toBe(true);
});
