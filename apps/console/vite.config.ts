import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds a running emulator; the built page is part of the emulator's package and served by it. */
const emulator = process.env.EMULATOR_URL ?? "http://127.0.0.1:4510";

export default defineConfig({
  root: here("."),
  base: "/console/",
  resolve: {
    // Its file of dist imports chunks that the page would take whole.
    alias: { "amazon-connect-chat-emulator/client": here("../../packages/emulator/src/client.ts") },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/control": { target: emulator, changeOrigin: true }, "/start-chat": { target: emulator } },
  },
  build: {
    target: "es2022",
    outDir: here("../../packages/emulator/dist/console"),
    emptyOutDir: true,
  },
});
