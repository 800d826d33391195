import { bundleForNode } from "../../scripts/bundleForNode.mjs";

/**
 * Bundles the library and what tests it into one module for Node.
 * @returns {Promise<typeof import("./fuzz.js")>}
 */
export const loadFuzz = async () =>
  import(await bundleForNode({ entry: "test/fuzz/fuzz.ts", name: "fuzz", external: ["fast-check"] }));
