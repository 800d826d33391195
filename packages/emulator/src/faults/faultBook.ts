import type { Clock } from "../clock.js";
import { nextFraction } from "../random.js";
import type { Random } from "../random.js";
import { createTimerScope } from "../timerScope.js";
import { concerns, isSpent } from "./faultMatch.js";
import type { Occasion } from "./faultMatch.js";
import type { FaultKind, FaultRule, FaultSummary, RuleOf } from "./faultRule.js";

/** Why a fault is no longer there. */
export type FaultEnd = "over" | "closed";

/** A fault that strikes. */
export interface Strike<Kind extends FaultKind> {
  readonly rule: RuleOf<Kind>;
  /** Calls back once when the fault is cleared or over, or the emulator closes: at once if it is by now. Returns what stops waiting. */
  onEnd(callback: (end: FaultEnd) => void): () => void;
}

/** Who adds a fault that is part of something. */
export interface FaultOrigin {
  readonly profileId: string;
  /** Called with each strike. */
  readonly onHit: () => void;
}

/** The faults at work: the one place of theirs that changes. */
export interface FaultBook {
  /** True while nothing can go wrong. */
  readonly isEmpty: boolean;
  /** Adds a rule; undefined when there are too many already. */
  add(rule: FaultRule, origin?: FaultOrigin): FaultSummary | undefined;
  /** In the order they were added. */
  list(): readonly FaultSummary[];
  /** False for an id that is not in the list. */
  remove(faultId: string): boolean;
  clear(): void;
  /** The oldest fault of these kinds that strikes now, and counts it; undefined when none does. */
  strike<Kind extends FaultKind>(kinds: readonly Kind[], occasion: Occasion): Strike<Kind> | undefined;
  /** Uniform from 0 up to but not 1. */
  draw(): number;
  /** Ends all faults for good. */
  close(): void;
}

interface Entry {
  readonly faultId: string;
  readonly rule: FaultRule;
  readonly origin: FaultOrigin | undefined;
  readonly enders: Set<(end: FaultEnd) => void>;
  cancelTimer: (() => void) | undefined;
  /** Once it is no longer there. */
  ended: FaultEnd | undefined;
  hits: number;
}

/** Faults in the list; beyond it the oldest that is spent has to go. */
const maxFaults = 1_000;

const summarise = ({ faultId, rule, origin, hits }: Entry): FaultSummary => ({
  ...rule,
  faultId,
  hits,
  ...(origin && { profileId: origin.profileId }),
});

/** A book without faults. */
export function createFaultBook({
  clock,
  random,
}: {
  readonly clock: Clock;
  readonly random: Random;
}): FaultBook {
  const timers = createTimerScope(clock);
  const entries = new Map<string, Entry>();
  let added = 0;

  const draw = () => nextFraction(random);

  const end = (entry: Entry, how: FaultEnd) => {
    entry.cancelTimer?.();
    entry.ended = how;
    entries.delete(entry.faultId);
    for (const callback of [...entry.enders]) callback(how);
    entry.enders.clear();
  };
  const endAll = (how: FaultEnd) => {
    for (const entry of [...entries.values()]) end(entry, how);
  };

  const makeRoom = (): boolean => {
    if (entries.size < maxFaults) return true;
    const spent = [...entries.values()].find(({ rule, hits }) => isSpent(rule, hits));
    if (spent) end(spent, "over");
    return spent !== undefined;
  };

  return {
    get isEmpty() {
      return entries.size === 0;
    },
    add(rule, origin) {
      if (!makeRoom()) return undefined;
      added += 1;
      const entry: Entry = {
        faultId: `fault-${added}`,
        rule,
        origin,
        enders: new Set(),
        cancelTimer: undefined,
        ended: undefined,
        hits: 0,
      };
      entries.set(entry.faultId, entry);
      if (rule.forMs !== undefined) entry.cancelTimer = timers.set(rule.forMs, () => end(entry, "over"));
      return summarise(entry);
    },
    list: () => [...entries.values()].map(summarise),
    remove(faultId) {
      const entry = entries.get(faultId);
      if (entry) end(entry, "over");
      return entry !== undefined;
    },
    clear: () => endAll("over"),
    strike(kinds, occasion) {
      for (const entry of entries.values()) {
        const { rule } = entry;
        if (!kinds.some((kind) => kind === rule.kind)) continue;
        if (isSpent(rule, entry.hits) || !concerns(rule, occasion)) continue;
        if (rule.probability !== undefined && draw() >= rule.probability) continue;
        entry.hits += 1;
        entry.origin?.onHit();
        return {
          // Its kind was just found to be one of those asked for.
          rule: rule as RuleOf<(typeof kinds)[number]>,
          onEnd(callback) {
            if (entry.ended) callback(entry.ended);
            else entry.enders.add(callback);
            return () => void entry.enders.delete(callback);
          },
        };
      }
      return undefined;
    },
    draw,
    close() {
      endAll("closed");
      timers.cancelAll();
    },
  };
}
