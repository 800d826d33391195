import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agent, compile, page, PAGES, RESOLUTIONS } from "./compile.js";
import type { Resolution, Sources } from "./compile.js";
import { createProject, repository } from "./project.js";

const project = createProject();

beforeAll(async () => {
  await project.installPacked("packages/chatjs");
  for (const name of ["amazon-connect-streams", "streams-2.18"])
    for (const file of ["package.json", "src/index.d.ts"]) {
      const target = join(project.folder, "node_modules", name, file);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(repository, "node_modules", name, file), target);
    }
  project.write("node_modules/chatjs-5/package.json", '{ "name": "chatjs-5", "types": "index.d.ts" }');
  project.write(
    "node_modules/chatjs-5/index.d.ts",
    readFileSync(join(repository, "node_modules/chatjs-5/dist/index.d.ts"), "utf8"),
  );
});
afterAll(() => project.remove());

const complaints = (sources: Sources, resolution: Resolution = "bundler") =>
  compile(project, { sources, resolution });

test.each(RESOLUTIONS)(
  "pages typed for 5.0.0, and those with a manager of our own, compile under %s (CP-58)",
  async (resolution) => {
    expect(await complaints(PAGES[resolution], resolution)).toBe("");
  },
);

test.each<[Resolution, Sources]>([
  ["bundler", { "agent.ts": agent }],
  ["node16", { "agent.ts": agent, "agent.cts": agent }],
  ["node10", { "agent.ts": agent }],
])("an agent page with the typings of Streams compiles under %s", async (resolution, sources) => {
  expect(await complaints(sources, resolution)).toBe("");
});

test("an agent page with the typings of Streams 2.18.1 compiles too", async () => {
  const sources = { "agent218.ts": agent.replace("amazon-connect-streams", "streams-2.18") };
  expect(await complaints(sources)).toBe("");
});

test("the page typed for 5.0.0 is one that 5.0.0's own typings accept", async () => {
  const sources = { "page5.ts": page.replace('import "amazon-connect-chatjs"', 'import "chatjs-5"') };
  expect(await complaints(sources)).toBe("");
});

test("a wrong argument does not compile", async () => {
  const sources = { "wrong.ts": page.replace('message: "Hello"', "message: 1") };
  expect(await complaints(sources)).toContain("TS2322");
});

test("each type name of 5.0.0 is in the namespace and among the exports of the module", async () => {
  const declarations = readFileSync(join(repository, "node_modules/chatjs-5/dist/index.d.ts"), "utf8");
  const names = [
    ...declarations.matchAll(/^ {2}(?:export )?(?:interface|type) (\w+)(?:<(\w+(?:, \w+)*)>)?/gm),
  ].map(
    ([, name = "", parameters]) => name + (parameters ? `<${parameters.replace(/\w+/g, "object")}>` : ""),
  );
  expect(names.length).toBeGreaterThan(60);
  const lines = names.map((name, index) => `export type N${index} = [connect.${name}, chatjs.${name}];`);
  const sources = {
    "names.ts": ['import type * as chatjs from "amazon-connect-chatjs";', ...lines].join("\n"),
  };
  expect(await complaints(sources)).toBe("");
});
