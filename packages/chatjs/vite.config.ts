import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8")) as { version: string };

/** `script` is the file for `<script>` and `import "url"`: it has no exports, so a plain function call is its whole format. */
const builds = {
  module: { entry: "src/index.ts", formats: ["es", "cjs"], fileName: "index" },
  script: { entry: "src/umd.ts", formats: ["iife"], fileName: "amazon-connect-chat" },
} as const;
const extensions: Record<string, string> = { es: "js", cjs: "cjs", iife: "js" };

export default defineConfig(({ mode }) => {
  const { entry, formats, fileName } = mode === "script" ? builds.script : builds.module;
  return {
    root: path("."),
    define: { __CHATJS_VERSION__: JSON.stringify(version) },
    build: {
      target: "es2022",
      sourcemap: true,
      emptyOutDir: mode !== "script",
      rolldownOptions: {
        output: { minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } } },
      },
      lib: {
        entry: path(entry),
        formats: [...formats],
        name: "amazonConnectChat",
        fileName: (format) => `${fileName}.${extensions[format] ?? "js"}`,
      },
    },
  };
});
