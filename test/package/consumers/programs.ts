import { chatSource, GETS, SAID } from "./chat.js";
import type { ProgramConsumer } from "./consumer.js";

/** The test says where the emulator is. */
const endpoint = "process.env.EMULATOR";

const program = (get: string, webSocket: string) =>
  `${get}
  ${webSocket}
  ${chatSource}
  chat(create, ${endpoint}).then((said) => console.log(JSON.stringify(said)));`;

/** What a page's developer writes for a test runner; its globals are those of the runner's page. */
const test = (get: string) =>
  `${get}
  ${chatSource}
  test("chats", async () => {
    expect(typeof document).toBe("object");
    expect(await chat(create, ${endpoint})).toEqual(${JSON.stringify(SAID)});
  });`;

/** jsdom has no fetch. Pages of tests get Node's. */
const jsdomWithFetch = `
  const { TestEnvironment } = require("jest-environment-jsdom");
  module.exports = class extends TestEnvironment {
    async setup() {
      await super.setup();
      this.global.fetch = fetch;
    }
  };`;

const saidAsJson = JSON.stringify(SAID);

export const programs: readonly ProgramConsumer[] = [
  {
    name: "node-esm",
    files: {
      "chat.mjs": program(GETS.import, 'import { WebSocket } from "ws";\nglobalThis.WebSocket = WebSocket;'),
    },
    run: ["node-esm/chat.mjs"],
    prints: saidAsJson,
  },
  {
    name: "node-cjs",
    files: { "chat.cjs": program(GETS.require, 'globalThis.WebSocket = require("ws").WebSocket;') },
    run: ["node-cjs/chat.cjs"],
    prints: saidAsJson,
  },
  {
    name: "vitest",
    files: {
      "chat.test.js": test(`import { expect, test } from "vitest";\n${GETS.import}`),
      "vitest.config.js": 'export default { test: { environment: "jsdom" } };',
    },
    run: ["node_modules/vitest/vitest.mjs", "run", "--root", "vitest"],
    prints: "1 passed",
  },
  {
    name: "jest",
    files: {
      "chat.test.js": test(GETS.require),
      "environment.js": jsdomWithFetch,
      "jest.config.cjs": 'module.exports = { testEnvironment: "./environment.js", transform: {} };',
    },
    run: ["node_modules/jest/bin/jest.js", "--rootDir", "jest", "--config", "jest/jest.config.cjs"],
    prints: "1 passed",
  },
];
