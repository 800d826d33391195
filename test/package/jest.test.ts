import { afterAll, beforeAll, expect, test } from "vitest";
import { sample } from "../support/samples.js";
import { compile } from "./compile.js";
import type { Resolution } from "./compile.js";
import { createProject } from "./project.js";

const project = createProject();
beforeAll(async () => {
  await project.installPacked("packages/chatjs", "packages/emulator");
  const tools = [
    "jest@30.5.2",
    "jest-environment-jsdom@30.5.2",
    "jest-fixed-jsdom@0.0.11",
    "@types/jest@30.0.0",
  ];
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
  const { status, stderr } = await project.npm(["install", ...flags, project.folder, ...tools]);
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  project.write("jest.config.cjs", "module.exports = { transform: {} };");
});
afterAll(() => project.remove());

/** Runs one file of tests, as `npx jest` does; what Jest says of it. */
async function jest(
  code: string,
  environment = "node",
): Promise<{ readonly status: number; readonly said: string }> {
  project.write("chat.test.cjs", code);
  const args = ["--rootDir", project.folder, "--ci", "--env", environment, "chat.test.cjs"];
  const { status, stdout, stderr } = await project.node("node_modules/jest/bin/jest.js", ...args);
  return { status, said: stdout + stderr };
}

test.each(["node", "jest-fixed-jsdom"])(
  "the manual's test passes in the environment %s, and nothing stays open",
  async (environment) => {
    const { status, said } = await jest(sample("testing.test.cjs"), environment);
    expect(said).toContain("Tests:       1 passed, 1 total");
    expect(said).not.toContain("did not exit");
    expect(status).toBe(0);
  },
);

test("each test has a world of its own, a clock where it asks for one, and the options that were given", async () => {
  const { status, said } = await jest(`
    const { useEmulator } = require("amazon-connect-chat-emulator/jest");
    const here = useEmulator({ emulatorOptions: { seed: 7 }, virtualClock: true });
    const worlds = new Set();
    const ids = new Set();
    test.each([1, 2])("world %i", async () => {
      worlds.add(here.emulator);
      ids.add(here.chat.contactId);
      expect(here.chat).toBe(here.chat);
      expect(here.emulator.control.listContacts()).toHaveLength(1);
      const before = here.clock.nowMs();
      here.clock.advance(1_000);
      expect(here.clock.nowMs()).toBe(before + 1_000);
      await expect(here.chat).not.toHaveEnded();
    });
    afterAll(() => expect([worlds.size, ids.size]).toEqual([2, 1]));
    describe("with the time of the machine", () => {
      const plain = useEmulator();
      test("there is no clock", () => expect(() => plain.clock).toThrow("useEmulator({ virtualClock: true })"));
    });`);
  expect(said).toContain("Tests:       3 passed, 3 total");
  expect(status).toBe(0);
});

test.each<[what: string, code: string, complaint: string, environment?: string]>([
  [
    "what is taken apart outside of tests",
    'const { emulator } = require("amazon-connect-chat-emulator/jest").useEmulator();\ntest("none", () => {});',
    "there is one in tests alone",
  ],
  [
    "an environment without fetch and Response",
    'const { startEmulator } = require("amazon-connect-chat-emulator");\ntest("none", () => startEmulator({ port: 0 }));',
    "there is no ReadableStream, Request, Response, TextDecoder, TextEncoder here",
    "jsdom",
  ],
  [
    "an expectation that is not met",
    `const here = require("amazon-connect-chat-emulator/jest").useEmulator();
     test("none", () => expect(here.chat).toHaveReceivedMessage("Hello", { within: 10 }));`,
    'to have received a message (from "CUSTOMER", text "Hello")',
  ],
])("says what is wrong with %s", async (_what, code, complaint, environment) => {
  const { status, said } = await jest(code, environment);
  expect(said).toContain(complaint);
  expect(status).toBe(1);
});

test("an emulator that cannot be created is one complaint for each test, and after the tests there is none", async () => {
  const { status, said } = await jest(`
    const { useEmulator } = require("amazon-connect-chat-emulator/jest");
    describe("with a wrong option", () => {
      useEmulator({ emulatorOptions: { endDelayMs: -1 } });
      test.each([1, 2])("%i", () => {});
    });
    describe("after them", () => {
      const here = useEmulator();
      test("it is there", () => expect(here.emulator.control.listContacts()).toEqual([]));
      afterAll(() => expect(() => here.emulator).toThrow("there is one in tests alone"));
    });`);
  expect(said.match(/endDelayMs must be/g)).toHaveLength(2);
  expect(said).not.toContain("unable to give an emulator");
  expect(said).toContain("Tests:       2 failed, 1 passed, 3 total");
  expect(status).toBe(1);
});

test("outside of Jest it says what it misses", async () => {
  const { status, stderr } = await project.node("-e", 'require("amazon-connect-chat-emulator/jest")');
  expect(status).toBe(1);
  expect(stderr).toContain("its globals are not here");
});

test.each<Resolution>(["node16", "node10"])(
  "its types, and the assertions of Jest's expect, global and imported, compile under %s",
  async (resolution) => {
    const sources = {
      "chat.test.ts": `
        /// <reference types="jest" />
        import { useEmulator } from "amazon-connect-chat-emulator/jest";
        const here = useEmulator({ virtualClock: true });
        test("types", async () => {
          const { emulator, chat, clock } = here;
          clock.advance(1);
          await expect(chat).toHaveReceivedMessage({ text: /late/, from: "AGENT" }, { times: 1 });
          await expect(emulator).not.toHaveRequested("SendMessage");
          // @ts-expect-error there is no such operation
          await expect(emulator).toHaveRequested("SayMessage");
          expect(chat.contactId).toBe("a");
        });`,
      "imported.test.ts": `
        /// <reference types="node" />
        import { expect, test } from "@jest/globals";
        import { useEmulator } from "amazon-connect-chat-emulator/jest";
        ${sample("jest-globals.ts")}
        const here = useEmulator();
        test("types", async () => {
          await expect(here.chat).not.toHaveEnded();
        });`,
    };
    expect(await compile(project, { sources, resolution })).toBe("");
  },
);
