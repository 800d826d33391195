import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** `client`, `browser` and `worker` must not reach what needs Node; `client` not the rules either. */
const entries = ["index", "cli", "client", "startChat", "browser", "worker", "vitest", "playwright"];

/** The library and its command, for Node: dependencies stay imports, the workspace's protocol is bundled. */
export default defineConfig({
  root: path("."),
  ssr: { noExternal: ["@amazon-connect-chat/protocol"] },
  build: {
    ssr: true,
    emptyOutDir: false,
    target: "node20",
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, path(`src/${name}.ts`)])),
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[name].js" },
    },
  },
});
