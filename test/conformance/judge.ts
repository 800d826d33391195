import { isDeepStrictEqual } from "node:util";
import type { Played } from "./theatre.js";
import type { Scenario } from "./scenario.js";
import type { Trace } from "./trace.js";

/** What comparing the two traces of a scenario shows. */
export interface Verdict {
  /** Why the scenario fails; none when all is as declared. */
  readonly problems: readonly string[];
  /** The trace of 5.0.0 with the declared differences applied: what this library's trace has to be. */
  readonly expected?: Trace;
}

/**
 * Compares the traces of a scenario: every difference has to be declared, and every declared one has to be there.
 * @param rows ids of the decisions in docs/compatibility.md
 */
export function judge(scenario: Scenario, { ours, upstream }: Played, rows: ReadonlySet<string>): Verdict {
  if (ours instanceof Error) return { problems: [`this library: ${ours.message}`] };
  if (upstream instanceof Error) return { problems: [`5.0.0: ${upstream.message}`] };
  const expected = structuredClone(upstream);
  const problems: string[] = [];
  for (const { id, change } of scenario.differs ?? []) {
    if (!rows.has(id)) problems.push(`${id} has no row in docs/compatibility.md`);
    const before = structuredClone(expected);
    try {
      change(expected);
    } catch (error) {
      problems.push(`${id} is declared, and does not fit the trace of 5.0.0: ${String(error)}`);
      continue;
    }
    if (isDeepStrictEqual(before, expected))
      problems.push(`${id} is declared, and there is no such difference`);
  }
  if (!isDeepStrictEqual(ours, expected)) problems.push("the traces differ in more than is declared");
  return { problems, expected };
}

/** Ids of the decisions in the tables of docs/compatibility.md. */
export const rowsOf = (compatibility: string): ReadonlySet<string> =>
  new Set(Array.from(compatibility.matchAll(/^\| (CP-\d+) /gm), ([, id]) => id!));
