import type { RecordingEntry } from "../../packages/chatjs/src/parts/recorder/recording.js";

/** What one run has and the other has not, or has at another time. */
export interface Difference {
  readonly lane: Lane;
  readonly kind: "missing" | "extra" | "shifted";
  /** Since the recording began. */
  readonly offsetMs: number;
  readonly what: string;
  /** Of `shifted`: how much later than recorded. */
  readonly byMs?: number;
}

/** What of a run is compared, each by itself: what happens at once may come in either order. */
export type Lane = "events" | "requests" | "states" | "results";
interface Step {
  readonly offsetMs: number;
  readonly what: string;
}

/** Machines are not of one speed. */
const TOLERANCE_MS = 500;
/** How far is looked for the other run's next step. */
const LOOKAHEAD = 50;

const LANES: Readonly<
  Record<Lane, (entry: RecordingEntry, of: ReadonlyMap<number, string>) => string | undefined>
> = {
  events: (entry) =>
    entry.kind === "event"
      ? [entry.name, entry.contentType?.replace(/^.*event\./, ""), entry.id].filter(Boolean).join(" ")
      : undefined,
  requests: (entry) => (entry.kind === "request" ? entry.operation : undefined),
  states: (entry) => (entry.kind === "state" ? entry.state : undefined),
  results(entry, of) {
    if (entry.kind !== "result") return undefined;
    const method = of.get(entry.call);
    // Where the beginning is missing, calls are too.
    return method && `${method}: ${entry.error ?? "done"}`;
  },
};

/** The steps of a lane in order of time. */
function stepsOf(lane: Lane, entries: readonly RecordingEntry[], shiftMs = 0): Step[] {
  const methods = new Map(
    entries.flatMap((entry) => (entry.kind === "call" ? [[entry.call, entry.method]] : [])),
  );
  return entries.flatMap((entry) => {
    const what = LANES[lane](entry, methods);
    return what === undefined ? [] : [{ offsetMs: entry.offsetMs + shiftMs, what }];
  });
}

function compareLane(
  lane: Lane,
  recorded: readonly Step[],
  replayed: readonly Step[],
  untilMs: number,
): readonly Difference[] {
  const differences: Difference[] = [];
  const note = (kind: "missing" | "extra", steps: readonly Step[]) => {
    for (const { offsetMs, what } of steps)
      // What may have come after the end nobody has recorded.
      if (kind === "missing" || offsetMs <= untilMs - TOLERANCE_MS)
        differences.push({ lane, kind, offsetMs, what });
  };
  let [left, right] = [0, 0];
  while (left < recorded.length && right < replayed.length) {
    const [one, other] = [recorded[left], replayed[right]];
    if (!one || !other) break;
    if (one.what === other.what) {
      const byMs = other.offsetMs - one.offsetMs;
      if (Math.abs(byMs) > TOLERANCE_MS) differences.push({ lane, kind: "shifted", ...one, byMs });
      left += 1;
      right += 1;
      continue;
    }
    const skipLeft = recorded.slice(left, left + LOOKAHEAD).findIndex(({ what }) => what === other.what);
    const skipRight = replayed.slice(right, right + LOOKAHEAD).findIndex(({ what }) => what === one.what);
    const isMissing = skipRight < 0 || (skipLeft >= 0 && skipLeft <= skipRight);
    const isExtra = skipLeft < 0 || !isMissing;
    const [toLeft, toRight] = [isMissing ? Math.max(skipLeft, 1) : 0, isExtra ? Math.max(skipRight, 1) : 0];
    note("missing", recorded.slice(left, left + toLeft));
    note("extra", replayed.slice(right, right + toRight));
    left += toLeft;
    right += toRight;
  }
  note("missing", recorded.slice(left));
  note("extra", replayed.slice(right));
  return differences;
}

/** Where a replay differs from its recording. */
export const compareRuns = (
  recorded: readonly RecordingEntry[],
  replayed: {
    readonly entries: readonly RecordingEntry[];
    readonly shiftMs: number;
    readonly untilMs: number;
  },
): readonly Difference[] =>
  (Object.keys(LANES) as Lane[])
    .flatMap((lane) => {
      const first = recorded[0]?.offsetMs ?? 0;
      const steps = stepsOf(lane, replayed.entries, replayed.shiftMs).filter(
        ({ offsetMs }) => offsetMs >= first,
      );
      return compareLane(lane, stepsOf(lane, recorded), steps, replayed.untilMs);
    })
    .sort((one, other) => one.offsetMs - other.offsetMs);
