import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The library and its command, for Node: dependencies stay imports, the workspace's protocol is bundled. */
export default defineConfig({
  root: path("."),
  ssr: { noExternal: ["@amazon-connect-chat/protocol"] },
  build: {
    ssr: true,
    target: "node20",
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { index: path("src/index.ts"), cli: path("src/cli.ts"), startChat: path("src/startChat.ts") },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "emulator.js" },
    },
  },
});
