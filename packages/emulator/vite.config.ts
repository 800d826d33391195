import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** `client`, `browser` and `worker` must not reach what needs Node; `client` not the rules either. */
const modules = [
  ...["index", "cli", "client", "startChat", "browser", "worker"],
  ...["jest", "vitest", "playwright"],
];
/** What can be required: Jest knows nothing else, nor does Node before 20.19. Vitest is a module alone. */
const { exports } = JSON.parse(readFileSync(path("package.json"), "utf8")) as {
  exports: Readonly<Record<string, { readonly require?: { readonly default: string } }>>;
};
const requirable = Object.values(exports).flatMap(({ require }) =>
  require ? basename(require.default, ".cjs") : [],
);

/** The library and its command, for Node: dependencies stay imports, the workspace's protocol is bundled. */
export default defineConfig(({ mode }) => {
  const [entries, format, extension] =
    mode === "cjs" ? ([requirable, "cjs", "cjs"] as const) : ([modules, "es", "js"] as const);
  return {
    root: path("."),
    ssr: { noExternal: ["@amazon-connect-chat/protocol"] },
    build: {
      ssr: true,
      emptyOutDir: false,
      target: "node20",
      sourcemap: format === "es",
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(entries.map((name) => [name, path(`src/${name}.ts`)])),
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunk-[name].${extension}`,
          dynamicImportInCjs: false,
        },
      },
    },
  };
});
