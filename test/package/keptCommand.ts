import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./project.js";

const command = join(repository, "packages/emulator/dist/cli.js");

/** The built command, with a directory that its chats are kept in. */
export interface KeptCommand {
  /** Where the one that runs now is reached. */
  readonly url: string;
  readonly directory: string;
  /** Kills it without a warning, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts the next one, on the same port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

async function launch(directory: string, port: number) {
  const args = [command, "--json", "--port", String(port), "--data", directory];
  const child = spawn(process.execPath, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, "line"), once(child, "exit")]);
  if (typeof first[0] !== "string") throw new Error(`unable to start the emulator; ${errors.join("")}`);
  return { child, at: JSON.parse(first[0]) as { readonly url: string; readonly port: number } };
}

export async function startKeptCommand(): Promise<KeptCommand> {
  const directory = await mkdtemp(join(tmpdir(), "emulator-killed-"));
  let { child, at }: { child: ChildProcess; at: { readonly url: string; readonly port: number } } =
    await launch(directory, 0);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return {
    get url() {
      return at.url;
    },
    directory,
    kill,
    async start() {
      ({ child, at } = await launch(directory, at.port));
    },
    async remove() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
