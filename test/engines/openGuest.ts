import { readFile } from "node:fs/promises";
import type { ChatPlace } from "../support/chatPlace.js";
import { servePages } from "../support/pageServer.js";
import type { Engine } from "./engines.mjs";

/** A browser that drives itself: a page in it (`guest.js`) does what is asked for, in frames by name. */
export interface Guest {
  /** Loads a page with these scripts, and whatever follows its address, and gives what an expression comes to in it, as JSON. */
  play(
    frame: string,
    page: { readonly scripts: readonly string[]; readonly more: string },
    source: string,
  ): Promise<unknown>;
  /** A page with these scripts that stays until it is closed. */
  openPlace(scripts: readonly string[]): Promise<ChatPlace>;
  close(): Promise<void>;
}

/** What came of a job, by its id. */
interface Outcome {
  readonly id?: number;
  readonly value?: unknown;
  readonly failure?: string;
}

/** By the machine's clock: only what hangs takes as long. */
const LIMITS = {
  startMs: 60_000,
  jobMs: 20_000,
  /** What a browser that lives needs at most to say that a limit is over. */
  graceMs: 5_000,
};

/** From now on, errors that reach nobody, and those on the console. */
const COMPLAIN = `{
  const complaints = (globalThis.complaints = []);
  addEventListener("error", ({ message }) => complaints.push("uncaught: " + message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push("uncaught: " + reason));
  console.error = (...args) => complaints.push("console: " + args.join(" "));
}`;

/** @param scripts beside the bundles, by name */
export async function openGuest(
  engine: Engine,
  scripts: Readonly<Record<string, string>> = {},
  { startMs, jobMs, graceMs } = LIMITS,
): Promise<Guest> {
  const jobs: object[] = [];
  const told = new Map<number, (outcome: Outcome) => void>();
  let giveNext: (() => void) | undefined;
  /** Why there is no answer any more: nobody waits for another one. */
  let gone: Error | undefined;
  const stopIfGone = () => {
    if (gone) throw gone;
  };
  let count = 0;

  const answer = async (body: string): Promise<string> => {
    const { id, ...outcome } = JSON.parse(body) as Outcome;
    if (id !== undefined) {
      told.get(id)?.(outcome);
      return "{}";
    }
    if (jobs.length === 0) await new Promise<void>((resolve) => (giveNext = resolve));
    return JSON.stringify(jobs.shift());
  };
  const guest = await readFile(new URL("guest.js", import.meta.url), "utf8");
  const pages = await servePages({ ...scripts, guest }, answer);

  const ask = async (frame: string, job: object, limitMs = jobMs): Promise<unknown> => {
    stopIfGone();
    const id = ++count;
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      told.set(id, resolve);
      timer = setTimeout(() => {
        gone = new Error(`${engine.name} did not answer`);
        resolve({});
      }, limitMs + graceMs);
      jobs.push({ id, frame, limitMs, ...job });
      giveNext?.();
    });
    clearTimeout(timer);
    told.delete(id);
    stopIfGone();
    if (outcome.failure !== undefined) throw new Error(outcome.failure);
    return outcome.value;
  };

  let end: (() => Promise<void>) | undefined;
  const close = async () => {
    await end?.();
    await pages.close();
  };
  try {
    end = await engine.open(pages.pageUrl(["guest"]));
    await ask("first", { source: "1" }, startMs);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    play: (frame, { scripts: names, more }, source) =>
      ask(frame, { url: `${pages.pageUrl(names)}&count=${count}${more}`, source }),
    async openPlace(names) {
      const frame = `place ${count}`;
      const complaints: string[] = [];
      await ask(frame, { url: pages.pageUrl(names), source: COMPLAIN });
      return {
        complaints,
        async run(script, argument) {
          const source = `(async () => [await (${script.toString()})(${JSON.stringify(argument)}), complaints.splice(0)])()`;
          const [value, heard] = (await ask(frame, { source })) as [never, string[]];
          complaints.push(...heard);
          return value;
        },
        async close() {
          await ask(frame, {});
        },
      };
    },
    close,
  };
}
