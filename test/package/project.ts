import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { npmCommand } from "../../scripts/run.mjs";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own, outside the repository, as a page's developer has one. */
export interface Project {
  readonly folder: string;
  write(name: string, text: string): void;
  /** Runs Node in the folder. */
  node(...args: readonly string[]): Promise<Finished>;
  nodeWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Finished>;
  /** Runs npm in the folder. */
  npm(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Finished>;
  /** Packs packages of the workspace and installs the tarballs, as npm would from the registry; what is in the first one. */
  installPacked(...packageFolders: readonly string[]): Promise<PackedFiles>;
  remove(): void;
}

/** What npm puts into the tarball. */
export type PackedFiles = readonly string[];

// npm tells its children which project it runs in; a new project must not take over that answer.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name),
  ),
);

type Environment = Readonly<Record<string, string | undefined>>;
interface Place {
  readonly folder: string;
  /** Beside that of this process. */
  readonly more?: Environment;
}

function execute(command: string, args: readonly string[], { folder, more }: Place): Promise<Finished> {
  const options = { cwd: folder, env: { ...environment, ...more }, timeout: 280_000, maxBuffer: 1e8 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ status, stdout, stderr });
    });
  });
}

function runNpm(args: readonly string[], place: Place): Promise<Finished> {
  const [command, ...first] = npmCommand();
  return execute(command, [...first, ...args], place);
}

async function npm(args: readonly string[], folder: string): Promise<string> {
  const { status, stdout, stderr } = await runNpm(args, { folder });
  if (status !== 0) throw new Error(`unable to run npm ${args.join(" ")}; ${stderr}`);
  return stdout;
}

interface Pack {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a package of the workspace, once for all tests of a run. */
async function pack(packageFolder: string): Promise<Pack> {
  const shared = inject("sharedFolder");
  const record = join(shared, `${basename(packageFolder)}.json`);
  if (!existsSync(record)) {
    const args = ["pack", "--json", "--pack-destination", shared];
    writeFileSync(record, await npm(args, join(repository, packageFolder)));
  }
  const [packed] = JSON.parse(readFileSync(record, "utf8")) as Pack[];
  return { ...packed!, filename: join(shared, packed!.filename) };
}

/** A project in a folder that is there. */
export function openProject(folder: string): Project {
  return {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    node: (...args) => execute(process.execPath, args, { folder }),
    nodeWith: (more, ...args) => execute(process.execPath, args, { folder, more }),
    npm: (args, more = {}) => runNpm(args, { folder, more }),
    async installPacked(...packageFolders) {
      const packs: Pack[] = [];
      for (const packageFolder of packageFolders) packs.push(await pack(packageFolder));
      const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--prefix", folder];
      await npm(["install", ...flags, ...packs.map(({ filename }) => filename)], folder);
      return packs[0]!.files.map(({ path }) => path).sort();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Creates an empty project in the system's temporary folder. */
export function createProject(): Project {
  const project = openProject(mkdtempSync(join(tmpdir(), "chat-package-")));
  project.write("package.json", JSON.stringify({ name: "a-page", version: "1.0.0", private: true }));
  return project;
}
