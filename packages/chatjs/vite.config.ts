import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8")) as { version: string };

const readJson = (name: string) => JSON.parse(readFileSync(path(name), "utf8")) as string[];

interface Build {
  readonly entry: string;
  readonly formats: readonly ("es" | "cjs" | "iife")[];
  readonly fileName: string;
}
const entries = readJson("entries.json");
const ofEntry = (name: string): Build => ({
  entry: `src/${name}.ts`,
  formats: ["es", "cjs"],
  fileName: name,
});
/** `script` is the file for `<script>` and `import "url"`: it has no exports, so a plain function call is its whole format. */
const builds: Readonly<Record<string, Build>> = {
  ...Object.fromEntries(entries.map((name) => [name, ofEntry(name)])),
  doctorCli: { entry: "src/doctorCli.ts", formats: ["es"], fileName: "doctorCli" },
  script: { entry: "src/umd.ts", formats: ["iife"], fileName: "amazon-connect-chat" },
};
/** Names of members that no page, peer or engine sees; the build of the types checks that none of them is public. */
const mangledNames = readJson("mangledNames.json");
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** The root knows no parts. */
const isRoot = (mode: string) => mode === "index" || mode === "script";
/** A page waits for the script: browsers skim a function, but for one in brackets, which runs at once; arrow functions they read whole. */
const isWaitedFor = (mode: string) => mode === "script";
/** The same in every other file, as the parts of one file meet the sessions of another. */
const shortNames = Object.fromEntries(
  mangledNames.map((name, index) => {
    const rest = index - LETTERS.length;
    return [`$${name}`, rest < 0 ? LETTERS.charAt(index) : `_${LETTERS.charAt(rest)}`];
  }),
);
const extensions: Record<string, string> = { es: "js", cjs: "cjs", iife: "js" };

/**
 * A second pass over what the bundler has minified finds a fifteenth more. A third one takes 100 bytes off the large files: functions
 * side by side compress better.
 */
const minifyAgain = (mode: string): Plugin => ({
  name: "minify-again",
  enforce: "post",
  async generateBundle({ format }, bundle) {
    const properties = { builtins: true, regex: new RegExp(`^(${mangledNames.join("|")})$`) };
    const passes = [
      { mangle: mode.startsWith("doctor") || { properties }, hoist_funs: false },
      ...(isRoot(mode) || mode === "session" ? [{ mangle: true, hoist_funs: true }] : []),
    ];
    for (const chunk of Object.values(bundle))
      for (const { mangle, hoist_funs } of passes) {
        if (chunk.type !== "chunk") continue;
        const { code, map } = await minify(chunk.code, {
          ecma: 2022 as 2020,
          module: format === "es",
          mangle,
          ...(!isRoot(mode) && { nameCache: { props: { props: { ...shortNames } } } }),
          // Whoever bundles the parts of a session leaves out those that are not used.
          format: { preserve_annotations: !isRoot(mode), wrap_iife: isWaitedFor(mode) },
          compress: {
            passes: 3,
            hoist_funs,
            unsafe: true,
            unsafe_arrows: !isWaitedFor(mode),
            pure_getters: true,
            inline: false,
          },
          sourceMap: chunk.map ? { content: JSON.stringify(chunk.map), asObject: true } : false,
        });
        chunk.code = code ?? chunk.code;
        if (chunk.map && typeof map === "object") Object.assign(chunk.map, map);
      }
  },
});

export default defineConfig(({ mode }) => {
  // Tools that only look at the configuration name none of them.
  const { entry, formats, fileName } = builds[mode] ?? ofEntry("index");
  return {
    root: path("."),
    plugins: [minifyAgain(mode)],
    define: { __CHATJS_VERSION__: JSON.stringify(version) },
    build: {
      target: "es2022",
      sourcemap: true,
      emptyOutDir: false,
      rolldownOptions: {
        // The second pass takes its time, on purpose.
        checks: { bundlerTimings: false },
        external: /^(node:|react$)/,
        output: {
          // The root has a default export beside the named ones; the script has none at all.
          exports: fileName === "index" ? "named" : "auto",
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        },
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
