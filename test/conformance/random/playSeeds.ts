import { isDeepStrictEqual } from "node:util";
import type { SideBySide } from "../../support/chatStage.js";
import type { Theatre } from "../theatre.js";
import type { Trace } from "../trace.js";
import { generatePlay } from "./generate.js";
import { normalForms } from "./normalForm.js";
import type { Play } from "./play.js";

/** A play in which the two libraries differ more than they may. */
export interface Finding {
  readonly play: Play;
  /** What is left of the traces, or why there is none. */
  readonly left: SideBySide<Trace | Error>;
}

/** The script that the theatre of random plays needs. */
export const RANDOM_WORLD = new URL("entry.ts", import.meta.url);

type Stage = Pick<Theatre, "play">;

/** Pages that play at the same time. */
const PAGES = 3;

async function tryPlay(theatre: Stage, play: Play): Promise<Finding | undefined> {
  const { ours, upstream } = await theatre.play(JSON.stringify(play));
  if (ours instanceof Error || upstream instanceof Error) return { play, left: { ours, upstream } };
  const left = normalForms({ ours, upstream });
  return isDeepStrictEqual(left.ours, left.upstream) ? undefined : { play, left };
}

/** Leaves out of a play what the difference does not need: half of its steps at a time, then fewer, then each. */
export async function shrink(theatre: Stage, found: Finding): Promise<Finding> {
  let best = found;
  for (let size = best.play.steps.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < best.play.steps.length;) {
      const steps = best.play.steps.filter((_, index) => index < from || index >= from + size);
      const finding = await tryPlay(theatre, { ...best.play, steps });
      if (finding) best = finding;
      else from += size;
    }
  return best;
}

/** Plays seeds from `first` on, and gives those in which the two differ, in order. */
export async function playSeeds(
  theatre: Stage,
  { first, plays }: { readonly first: number; readonly plays: number },
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let next = first;
  const work = async () => {
    while (next < first + plays) {
      const finding = await tryPlay(theatre, generatePlay(next++));
      if (finding) findings.push(finding);
    }
  };
  await Promise.all(Array.from({ length: PAGES }, work));
  return findings.sort((one, other) => one.play.seed - other.play.seed);
}
