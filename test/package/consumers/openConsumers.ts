import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProject, openProject, repository } from "../project.js";
import type { Project } from "../project.js";

const folder = join(repository, ".cache/consumers");
const library = "node_modules/amazon-connect-chatjs";
const given = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** Installs what package.json here pins. It is no part of the workspace, being larger than all the rest, and outlives the run. */
async function installTools(project: Project): Promise<void> {
  const stamp = join(folder, "installed-lock.json");
  const lock = given("package-lock.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) project.write(name, given(name));
  const { status, stderr } = await project.npm(["ci", "--prefer-offline", "--prefix", folder]);
  if (status !== 0) throw new Error(`unable to install the consumers' tools; ${stderr}`);
  writeFileSync(stamp, lock);
}

/** The project of all consumers, with the packed library in it as npm installs it elsewhere. */
export async function openConsumers(): Promise<Project> {
  const project = openProject(folder);
  // Without one bundlers take the workspace's, which leads from the package to its sources.
  project.write("tsconfig.json", "{}");
  await installTools(project);
  const packed = createProject();
  await packed.installPacked("packages/chatjs");
  rmSync(join(folder, library), { recursive: true, force: true });
  cpSync(join(packed.folder, library), join(folder, library), { recursive: true });
  packed.remove();
  return project;
}

/** Writes the files of a consumer into a folder of their own, from which everything else is gone. */
export function writeFiles(
  project: Project,
  { name, files }: { readonly name: string; readonly files: Readonly<Record<string, string>> },
): void {
  rmSync(join(folder, name), { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) project.write(join(name, file), text);
}
