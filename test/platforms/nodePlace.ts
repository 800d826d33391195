import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChatPlace } from "../support/chatPlace.js";
import { releaseAll } from "../support/sessionScripts.js";

/** A process of its own that runs scripts until it is closed. */
export interface NodePlace extends ChatPlace {
  /** Hangs up, and resolves with how the process ended: by itself, once nothing of it is alive. */
  ended(): Promise<{ readonly status: number | null; readonly signal: string | null }>;
}

interface Question {
  readonly id: number;
  readonly script: string;
  readonly argument: unknown;
}
interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Sent to the process as text. A process lives as long as it listens. */
function serve(): void {
  process.on("message", ({ id, script, argument }: Question) => {
    const answer = (rest: object) => process.send?.({ id, ...rest });
    Promise.resolve()
      .then(() => (0, eval)(`(${script})`)(argument))
      .then(
        (value: unknown) => answer({ value }),
        (error: unknown) => answer({ error: String(error) }),
      );
  });
  process.send?.({ id: 0 });
}

const inTests = fileURLToPath(new URL("..", import.meta.url));
/** How long a process may take to end after its last chat; the test fails then. */
const LIFE_AFTER_MS = 3_000;

/**
 * Starts Node with a script of either format, found among the tests as their own imports are.
 * @param script what an application would write before its first chat
 */
export async function startNode(format: "mjs" | "cjs", script: string): Promise<NodePlace> {
  const folder = mkdtempSync(join(inTests, ".node-"));
  const path = join(folder, `application.${format}`);
  writeFileSync(path, `${script}\n(${serve.toString()})();`);
  const child = fork(path, { serialization: "advanced", stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const complaints: string[] = [];
  const exited = once(child, "exit") as Promise<[number | null, string | null]>;
  child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on("message", (answer: Answer) => waiting.get(answer.id)?.(answer));
  const answerTo = (id: number) => new Promise<Answer>((resolve) => waiting.set(id, resolve));
  const hungUp = exited.then(([status]): Answer => ({
    id: 0,
    error: `ended with ${status}: ${complaints.join("")}`,
  }));

  let lastId = 0;
  const ask = async (id: number): Promise<unknown> => {
    const { value, error } = await Promise.race([answerTo(id), hungUp]);
    waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return value;
  };
  await ask(0).finally(() => rmSync(folder, { recursive: true }));

  const place: NodePlace = {
    complaints,
    async run(script, argument) {
      const question: Question = { id: ++lastId, script: script.toString(), argument };
      const answer = ask(question.id);
      child.send(question);
      return (await answer) as never;
    },
    async ended() {
      child.disconnect();
      const late = setTimeout(() => child.kill("SIGKILL"), LIFE_AFTER_MS);
      const [status, signal] = await exited;
      clearTimeout(late);
      return { status, signal };
    },
    async close() {
      if (child.exitCode !== null) return;
      await place.run(releaseAll, undefined);
      const { status, signal } = await place.ended();
      if (status !== 0) throw new Error(`Node did not end by itself: ${status ?? signal}`);
    },
  };
  return place;
}
