import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";
import { afterAll } from "vitest";
import { createProject, repository } from "../package/project.js";
import type { Project } from "../package/project.js";

/** A copy of an example outside of the repository, with the packed packages installed as its README says. */
export interface ExampleProject extends Pick<Project, "folder" | "node" | "remove"> {
  /** Runs one of its scripts to the end. Rejects with what it printed when it fails. */
  run(script: string, environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Starts the packed emulator, which serves a folder of the example. */
  startEmulator(options: StartEmulatorOptions): Promise<RunningEmulator>;
}

const isOwn = (path: string) => !["node_modules", "dist", ".next"].includes(basename(path));
const outcome = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => stdout + stderr;

const packages = ["packages/chatjs", "packages/emulator"].map((name) => join(repository, name));
/** Where both packages are packed, once for all examples of a test file. */
const packed = createProject();
afterAll(() => packed.remove());

async function pack(): Promise<readonly string[]> {
  const finished = await packed.npm(["pack", "--json", "--pack-destination", packed.folder, ...packages]);
  if (finished.status !== 0) throw new Error(`unable to pack; ${outcome(finished)}`);
  const files = JSON.parse(finished.stdout) as readonly { readonly filename: string }[];
  return files.map(({ filename }) => join(packed.folder, filename));
}
let tarballs: Promise<readonly string[]> | undefined;

/** Copies one of `examples/`, and installs what it needs. */
export async function createExample(name: string): Promise<ExampleProject> {
  const project = createProject();
  cpSync(join(repository, "examples", name), project.folder, { recursive: true, filter: isOwn });
  tarballs ??= pack();
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--prefix", project.folder];
  const installed = await project.npm(["install", ...flags, ...(await tarballs)]);
  if (installed.status !== 0) throw new Error(`unable to install ${name}; ${outcome(installed)}`);
  return {
    folder: project.folder,
    node: project.node,
    remove: project.remove,
    async run(script, environment) {
      const finished = await project.npm(["run", script], environment);
      if (finished.status !== 0) throw new Error(`npm run ${script} of ${name} failed: ${outcome(finished)}`);
    },
    async startEmulator(options) {
      const entry = join(project.folder, "node_modules/amazon-connect-chat-emulator/dist/index.js");
      const emulator = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as {
        startEmulator(options: StartEmulatorOptions): Promise<RunningEmulator>;
      };
      return emulator.startEmulator(options);
    },
  };
}
