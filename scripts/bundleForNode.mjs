import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./run.mjs";

const source = (/** @type {string} */ path) => join(root, path);

/**
 * Bundles a TypeScript file of this repository, with what it imports from our packages, into one module for Node.
 * @param {object} options
 * @param {string} options.entry its path from the root
 * @param {string} options.name of the bundle
 * @param {readonly string[]} [options.external] packages that are loaded instead of bundled
 * @param {readonly import("vite").Plugin[]} [options.plugins]
 * @returns {Promise<string>} the URL of the bundle
 */
export async function bundleForNode({ entry, name, external = [], plugins = [] }) {
  const { version } = JSON.parse(readFileSync(source("packages/chatjs/package.json"), "utf8"));
  const outDir = source(join("node_modules/.cache/bundles", name));
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    define: { __CHATJS_VERSION__: JSON.stringify(version) },
    resolve: {
      alias: {
        "@amazon-connect-chat/protocol": source("packages/protocol/src/index.ts"),
        "amazon-connect-chat-emulator": source("packages/emulator/src/index.ts"),
      },
    },
    ssr: { noExternal: true, external: [...external] },
    plugins: [...plugins],
    build: {
      ssr: source(entry),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "bundle.mjs" } },
    },
  });
  return pathToFileURL(join(outDir, "bundle.mjs")).href;
}
