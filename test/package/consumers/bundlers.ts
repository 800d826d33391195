import { GETS, pageSource, workerPageSource, workerSource, zonePageSource } from "./chat.js";
import type { PageConsumer } from "./consumer.js";

const page = { "page.js": pageSource(GETS.effect) };
const session = { "page.js": pageSource(GETS.session) };
const html = '<!doctype html><title>chat</title><link rel="icon" href="data:,">';
const withScript = (src: string) => `${html}<script type="module" src="${src}"></script>`;

/** Bundlers find a worker by the form of this expression. */
const workerPage = workerPageSource(
  'new Worker(new URL("./worker.js", import.meta.url), { type: "module" })',
);
const inWorker = { "page.js": workerPage, "worker.js": workerSource(GETS.import) };

const vite = (name: string, files: PageConsumer["files"]): PageConsumer => ({
  name,
  files: { ...files, "index.html": withScript("./page.js") },
  build: ["node_modules/vite/bin/vite.js", "build", name, "--logLevel", "warn"],
  served: "dist",
});

/** webpack's own command is a package of its own, and does no more than this. Rspack is made to be called the same way. */
const webpackBuild = (bundler: string) => `
  import bundle from "${bundler}";
  const context = import.meta.dirname;
  const output = { path: context + "/dist", filename: "main.js" };
  bundle({ context, output, mode: "production", entry: "./page.js" }, (error, stats) => {
    if (error) throw error;
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
  });`;

const webpack = (name: string, files: PageConsumer["files"], bundler = "webpack"): PageConsumer => ({
  name,
  files: { ...files, "build.mjs": webpackBuild(bundler), "dist/index.html": withScript("main.js") },
  build: [`${name}/build.mjs`],
  served: "dist",
});

const esbuild = (name: string, files: PageConsumer["files"], options = "minify: true"): PageConsumer => ({
  name,
  files: {
    ...files,
    "build.mjs": `
      import { build } from "esbuild";
      const at = (path) => import.meta.dirname + path;
      await build({ entryPoints: [at("/page.js")], outfile: at("/dist/main.js"), bundle: true, ${options} });`,
    "dist/index.html": withScript("main.js"),
  },
  build: [`${name}/build.mjs`],
  served: "dist",
});

const rollup = (name: string, files: PageConsumer["files"]): PageConsumer => ({
  name,
  files: {
    ...files,
    "rollup.config.mjs": `
      import { nodeResolve } from "@rollup/plugin-node-resolve";
      const at = (path) => import.meta.dirname + path;
      const output = { file: at("/dist/main.js"), format: "es" };
      export default { input: at("/page.js"), output, plugins: [nodeResolve({ browser: true })] };`,
    "dist/index.html": withScript("main.js"),
  },
  build: ["node_modules/rollup/dist/bin/rollup", "--config", `${name}/rollup.config.mjs`, "--silent"],
  served: "dist",
});

export const bundlers: readonly PageConsumer[] = [
  vite("vite", page),
  vite("vite-session", session),
  vite("vite-worker", inWorker),
  webpack("webpack", page),
  webpack("webpack-session", session),
  webpack("webpack-worker", inWorker),
  webpack("rspack", page, "@rspack/core"),
  webpack("rspack-session", session, "@rspack/core"),
  esbuild("esbuild", page),
  esbuild("esbuild-session", session),
  // As the Angular CLI has it, since zone.js cannot follow `await`.
  esbuild("zone", { "page.js": zonePageSource }, 'supported: { "async-await": false }'),
  rollup("rollup", page),
  rollup("rollup-session", session),
];
