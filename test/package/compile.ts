import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./project.js";
import type { Project } from "./project.js";

/** What a page's tsconfig.json says of modules. */
const MODULES = {
  node16: { module: "node16", moduleResolution: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  node10: { module: "esnext", moduleResolution: "node10" },
} as const;
export type Resolution = keyof typeof MODULES;
export const RESOLUTIONS = Object.keys(MODULES) as readonly Resolution[];

/** Files by name. */
export type Sources = Readonly<Record<string, string>>;

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
export const page = fixture("page.ts");
export const agent = fixture("agent.ts");
const managed = fixture("managed.ts");
const session = fixture("session.ts");
const script =
  'import "amazon-connect-chatjs/dist/amazon-connect-chat.js";\nexport const { version } = connect.ChatJS;';

/** Pages that have to compile, by what each resolution can be asked. */
export const PAGES: Readonly<Record<Resolution, Sources>> = {
  bundler: { "page.ts": page, "managed.ts": managed, "session.ts": session, "script.ts": script },
  node16: { "page.ts": page, "page.cts": page, "managed.ts": managed, "session.ts": session },
  node10: { "page.ts": page, "managed.ts": managed, "session.ts": session },
};

interface Compilation {
  readonly sources: Sources;
  /** @defaultValue bundler */
  readonly resolution?: Resolution;
  /** A package with a compiler. @defaultValue that of this repository */
  readonly typescript?: string;
}

/** Compiles files as a page with strict settings would, the declarations that it imports included, and answers what tsc complains about. */
export async function compile(
  project: Project,
  { sources, resolution = "bundler", typescript = join(repository, "node_modules/typescript") }: Compilation,
): Promise<string> {
  for (const [name, text] of Object.entries(sources)) project.write(name, text);
  const { version } = JSON.parse(readFileSync(join(typescript, "package.json"), "utf8")) as {
    version: string;
  };
  const compilerOptions = {
    ...MODULES[resolution],
    // Only from this version on node10 has to be asked for twice.
    ...(resolution === "node10" && version.startsWith("6.") && { ignoreDeprecations: "6.0" }),
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    // TypeScript's own, which take most of the time.
    skipDefaultLibCheck: true,
    noEmit: true,
  };
  const config = `tsconfig.${resolution}-${version}.json`;
  project.write(config, JSON.stringify({ compilerOptions, files: Object.keys(sources) }));
  const { status, stdout, stderr } = await project.node(
    join(typescript, "bin/tsc"),
    "-p",
    config,
    "--pretty",
    "false",
  );
  return status !== 0 && stdout === "" ? stderr || `tsc ended with ${status}` : stdout;
}
