import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEmulator, StartEmulatorOptions } from "amazon-connect-chat-emulator";
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

/** Copies one of `examples/`, and installs what it needs. */
export async function createExample(name: string): Promise<ExampleProject> {
  const project = createProject();
  cpSync(join(repository, "examples", name), project.folder, { recursive: true, filter: isOwn });
  await project.installPacked("packages/chatjs", "packages/emulator");
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
