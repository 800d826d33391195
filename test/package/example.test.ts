import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/findBrowser.mjs";
import { sample } from "../support/samples.js";
import { createProject, repository } from "./project.js";

const project = createProject();

beforeAll(async () => {
  cpSync(join(repository, "examples/testing-a-chat-page"), project.folder, {
    recursive: true,
    filter: (path) => !/node_modules|dist$|test-results/.test(path),
  });
  for (const name of ["testing.test.ts", "testing.spec.ts", "readme-testing.spec.ts", "npm-testing.test.ts"])
    project.write(`tests/${name}`, sample(name));
  await project.installPacked("packages/chatjs", "packages/emulator");
});
afterAll(() => project.remove());

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Runs a script of its package.json with this machine's browser; what it prints. */
async function runScript(name: string): Promise<string> {
  const environment = { CHROME_PATH: findBrowser() ?? "", PORT: String(await freePort()), NO_COLOR: "1" };
  const { status, stdout, stderr } = await project.npm(["run", name], { ...environment, FORCE_COLOR: "0" });
  if (status !== 0) throw new Error(`npm run ${name} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

test("the example and the manual's samples compile, and pass with Vitest and Playwright on the packed packages", async () => {
  const printed = await runScript("test");
  expect(printed).toMatch(/Tests +6 passed/);
  expect(printed).toContain("5 passed");
});

test("the example builds, and its page holds nothing of the emulator", async () => {
  await runScript("build");
  const assets = join(project.folder, "dist/assets");
  const scripts = readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8"));
  expect(scripts.join("")).toContain("/start-chat");
  expect(scripts.join("")).not.toContain("X-Emu");
});
