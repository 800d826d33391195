import { bundleForNode } from "../../../scripts/bundleForNode.mjs";

/**
 * Bundles the emulator and what fuzzes it into one module for Node.
 * @returns {Promise<typeof import("./fuzzEmulator.js")>}
 */
export const loadEmulatorFuzz = async () =>
  import(
    await bundleForNode({
      entry: "test/fuzz/emulator/fuzzEmulator.ts",
      name: "emulator-fuzz",
      external: ["fast-check", "hono", "@hono/node-server", "ws", "zod", "jiti"],
    })
  );
