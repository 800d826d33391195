import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { PATIENCE_MS } from "./test/support/patience.js";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const readJson = (path: string): unknown => JSON.parse(readFileSync(source(path), "utf8"));

/** Workspace names resolve to source, so that unit and integration tests need no build. */
export const sourceAliases = {
  "@amazon-connect-chat/protocol": source("./packages/protocol/src/index.ts"),
  ...Object.fromEntries(
    (readJson("./packages/chatjs/entries.json") as string[])
      .filter((entry) => entry !== "index")
      .map((entry) => [`amazon-connect-chatjs/${entry}`, source(`./packages/chatjs/src/${entry}.ts`)]),
  ),
  "amazon-connect-chatjs": source("./packages/chatjs/src/index.ts"),
  "amazon-connect-chat-emulator/start-chat": source("./packages/emulator/src/startChat.ts"),
  "amazon-connect-chat-emulator/client": source("./packages/emulator/src/client.ts"),
  "amazon-connect-chat-emulator": source("./packages/emulator/src/index.ts"),
};

const { version } = readJson("./packages/chatjs/package.json") as { version: string };

export default defineConfig({
  define: { __CHATJS_VERSION__: JSON.stringify(version) },
  resolve: { alias: sourceAliases },
  test: {
    // They end what hangs, and are the same for all. It is the waits in a test that say what did not come.
    testTimeout: 10 * PATIENCE_MS,
    hookTimeout: 10 * PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
    setupFiles: [source("./test/support/propertySeed.ts")],
    // The modules are loaded once and not for each file: whoever changes what is global puts it back.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/src/**/*.test.ts", "scripts/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["test/{conformance,platforms,beyond}/**/*.test.ts", "test/engines/openGuest.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "simulation",
          include: ["test/{simulation,fuzz}/**/*.test.ts", "bench/storm/**/*.test.ts"],
          // It starts last, when few others are left.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/{browser,agents}/**/*.test.ts"],
          globalSetup: "test/browser/builtPages.ts",
          fileParallelism: false,
        },
      },
      {
        // `npm run engines`: no part of `npm test`.
        extends: true,
        test: { name: "engines", include: ["test/engines/engines.test.ts"], fileParallelism: false },
      },
      // Two, that they may run side by side.
      ...["package", "examples"].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          globalSetup: "test/package/sharedFolder.ts",
          fileParallelism: false,
        },
      })),
    ],
  },
});
