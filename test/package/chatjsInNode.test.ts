import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject, repository } from "./project.js";
import type { PackedFiles } from "./project.js";

const project = createProject();
let files: PackedFiles;

beforeAll(async () => {
  files = await project.installPacked("packages/chatjs");
});
afterAll(() => project.remove());

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const installed = () => readJson(join(project.folder, "node_modules/amazon-connect-chatjs/package.json"));

/** Runs a file of the project, which prints JSON. */
async function answerOf(name: string, source: string): Promise<unknown> {
  project.write(name, source);
  const { status, stdout, stderr } = await project.node(name);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

const { version } = readJson(join(repository, "packages/chatjs/package.json"));
const look = `console.log(JSON.stringify({
  version: chatjs.ChatJS.version,
  isNamedExportTheGlobal: chatjs.ChatSession === globalThis.connect.ChatSession,
  create: typeof chatjs.ChatSession.create,
}))`;
const seen = { version, isNamedExportTheGlobal: true, create: "function" };

test("the tarball holds the build, the readme, the licence and the manifest, and nothing else", () => {
  expect(files.filter((path) => !path.startsWith("dist/"))).toEqual(["LICENSE", "README.md", "package.json"]);
  const entries = readJson(join(repository, "packages/chatjs/entries.json")) as readonly string[];
  const ofEntries = entries.flatMap((name) =>
    ["cjs", "cjs.map", "d.cts", "d.ts", "js", "js.map"].map((extension) => `dist/${name}.${extension}`),
  );
  const others = [
    "dist/amazon-connect-chat.d.ts",
    "dist/amazon-connect-chat.js",
    "dist/amazon-connect-chat.js.map",
    "dist/doctorCli.js",
    "dist/doctorCli.js.map",
  ];
  const inDist = files.filter((path) => path.startsWith("dist/"));
  expect(inDist.sort()).toEqual([...ofEntries, ...others].sort());
});

/** Built-ins that came after ES2022, and what Safari 15 does not know of patterns. */
const LATER =
  /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed|toWellFormed|throwIfAborted)\(|structuredClone|Object\.groupBy|Promise\.(withResolvers|try)|Array\.fromAsync|AbortSignal\.(any|timeout)|URL\.canParse|\(\?<[=!]/g;

test.each([
  "amazon-connect-chat",
  ...(readJson(join(repository, "packages/chatjs/entries.json")) as string[]),
])("the file of %s uses nothing that came after ES2022 (CP-113)", (name) => {
  const file = join(project.folder, `node_modules/amazon-connect-chatjs/dist/${name}.js`);
  expect(Array.from(readFileSync(file, "utf8").matchAll(LATER), ([used]) => used)).toEqual([]);
});

test("each entry point can be imported and required, with types", () => {
  const { exports, typesVersions } = installed() as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly typesVersions: { readonly "*": Readonly<Record<string, unknown>> };
  };
  for (const name of readJson(join(repository, "packages/chatjs/entries.json")) as readonly string[]) {
    const files = { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` };
    expect(exports[name === "index" ? "." : `./${name}`]).toEqual({
      import: files,
      require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
    });
    if (name !== "index") expect(typesVersions["*"][name]).toEqual([`./dist/${name}.d.ts`]);
  }
});

test("installing it installs one package and runs no script", () => {
  const { packages } = readJson(join(project.folder, "package-lock.json"));
  expect(Object.keys(packages)).toEqual(["", "node_modules/amazon-connect-chatjs"]);
  expect(packages["node_modules/amazon-connect-chatjs"].hasInstallScript).toBeUndefined();
  expect(installed()).not.toHaveProperty("dependencies");
  // React is for who imports the hooks.
  expect(installed()).toMatchObject({
    peerDependencies: { react: ">=18" },
    peerDependenciesMeta: { react: { optional: true } },
  });
  expect(Object.keys(installed().peerDependencies)).toEqual(["react"]);
});

test("Node imports it as an ES module (CP-40)", async () => {
  const source = `import * as chatjs from "amazon-connect-chatjs";\n${look}`;
  expect(await answerOf("page.mjs", source)).toEqual(seen);
});

test("Node requires it as a CommonJS module", async () => {
  const source = `const chatjs = require("amazon-connect-chatjs");\n${look}`;
  expect(await answerOf("page.cjs", source)).toEqual(seen);
});

test("the ES and the CommonJS module export the same names", async () => {
  const source = `import * as esm from "amazon-connect-chatjs";
    import { createRequire } from "node:module";
    const cjs = createRequire(import.meta.url)("amazon-connect-chatjs");
    console.log(JSON.stringify([Object.keys(esm).sort(), Object.keys(cjs).sort()]));`;
  const [esm, cjs] = (await answerOf("names.mjs", source)) as [string[], string[]];
  expect(cjs).toEqual(esm);
  expect(esm).toContain("ChatSession");
});

test("pages that import a default import ChatSession (CP-120)", async () => {
  const source = `import lib, { ChatSession } from "amazon-connect-chatjs";
    import { createRequire } from "node:module";
    const required = createRequire(import.meta.url)("amazon-connect-chatjs");
    console.log(JSON.stringify([lib === ChatSession, required.default === required.ChatSession]));`;
  expect(await answerOf("default.mjs", source)).toEqual([true, true]);
});

test("a second copy leaves the first one's globals in place", async () => {
  const source = `import { ChatSession } from "amazon-connect-chatjs";
    import { createRequire } from "node:module";
    createRequire(import.meta.url)("amazon-connect-chatjs");
    console.log(JSON.stringify(globalThis.connect.ChatSession === ChatSession));`;
  expect(await answerOf("twice.mjs", source)).toBe(true);
});

test("Node imports the script file for its effect alone", async () => {
  const source = `import "amazon-connect-chatjs/dist/amazon-connect-chat.js";
    console.log(JSON.stringify(Object.keys(globalThis.connect).sort()));`;
  const globals = ["ChatJS", "ChatSession", "LogLevel", "LogManager", "WebSocketManager", "csmService"];
  expect(await answerOf("script.mjs", source)).toEqual(globals);
});

test("Node requires the script file without its extension", async () => {
  const source = `require("amazon-connect-chatjs/dist/amazon-connect-chat");
    console.log(JSON.stringify(typeof globalThis.connect.ChatSession.create));`;
  expect(await answerOf("extension.cjs", source)).toBe("function");
});

test("importing it leaves nothing that keeps the process alive", async () => {
  const source = `import "amazon-connect-chatjs";
    console.log(JSON.stringify(process.getActiveResourcesInfo().filter((name) => /Timeout|TCP|Port/.test(name))));`;
  expect(await answerOf("alive.mjs", source)).toEqual([]);
});
