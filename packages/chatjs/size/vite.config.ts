import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Bundles as the page's own bundler would, with nothing of ours set. */
export default defineConfig({
  root: path("."),
  build: {
    target: "es2022",
    outDir: path("../temp"),
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: { input: path("textChat.ts"), output: { entryFileNames: "[name].js" } },
  },
});
