import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Those before the root, which they begin with. */
const entries = (JSON.parse(readFileSync(here("../../packages/chatjs/entries.json"), "utf8")) as string[])
  .filter((entry) => entry !== "index")
  .map((entry) => [`amazon-connect-chatjs/${entry}`, here(`../../packages/chatjs/src/${entry}.ts`)] as const);

/** Where `vite dev` finds a running emulator; the built pages are served by the emulator itself. */
const emulator = process.env.EMULATOR_URL ?? "http://127.0.0.1:4510";

export default defineConfig({
  root: here("."),
  resolve: {
    alias: {
      "@amazon-connect-chat/protocol": here("../../packages/protocol/src/index.ts"),
      "amazon-connect-chat-emulator/client": here("../../packages/emulator/src/client.ts"),
      ...Object.fromEntries(entries),
      "amazon-connect-chatjs": here("../../packages/chatjs/src/index.ts"),
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/participant", "/start-chat", "/control"].map((path) => [
        path,
        { target: emulator, changeOrigin: true },
      ]),
    ),
  },
  build: {
    target: "es2022",
    // Streams alone is more than the usual 500 kB.
    chunkSizeWarningLimit: 800,
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      input: [
        ...["index.html", "customer.html", "customer-react.html", "agent.html", "ccp-agent.html"],
        "signed-in.html",
      ].map(here),
    },
  },
});
