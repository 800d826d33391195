import { spawn } from "node:child_process";

export interface RunningCommand {
  /** Resolves with what the pattern captures, once a whole line of the output has it; rejects when the command ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** What it has printed so far, errors included. */
  output(): string;
  /** Resolves with its exit status. */
  ended(): Promise<number | null>;
  /** Asks it to stop as Ctrl-C does, and resolves with its exit status. */
  interrupt(): Promise<number | null>;
  /** Ends it, in case a test did not get that far. */
  kill(): void;
}

/**
 * Starts a command that runs until it is stopped.
 * @param environment added to ours
 */
export function runCommand(
  command: string,
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const exited = new Promise<number | null>((resolve) => child.once("close", (status) => resolve(status)));
  const read = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          // Output comes in pieces: an address may not be whole yet.
          const lines = output.slice(0, output.lastIndexOf("\n") + 1);
          const [whole, captured = whole] = pattern.exec(lines) ?? [];
          if (captured !== undefined) resolve(captured);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        look();
        void exited.then(() =>
          reject(new Error(`unable to see ${pattern.source}; it ended after: ${output}`)),
        );
      }),
    output: () => output,
    ended: () => exited,
    interrupt() {
      child.kill("SIGINT");
      return exited;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
