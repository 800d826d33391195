import { jittered } from "../faults/jittered.js";
import type { TimerScope } from "../timerScope.js";
import type { ControlProfile, FaultProfile, FaultSet } from "./faultProfile.js";

/** What comes and goes. */
export interface ProfileRounds {
  /** Name of the phase that a round is in; undefined between two rounds. */
  readonly phase: string | undefined;
}

/** Plays the rounds of a profile, until its timers are cancelled. */
export function playRounds(
  { after, phases }: NonNullable<FaultProfile["rounds"]>,
  given: Pick<ControlProfile, "times" | "probability"> & {
    readonly timers: TimerScope;
    /** Uniform from 0 up to but not 1. */
    readonly draw: () => number;
    /** Begins with a phase; gives what ends it. */
    readonly begin: (set: FaultSet) => () => void;
  },
): ProfileRounds {
  const { times = Infinity, probability = 1, timers, draw, begin } = given;
  let played = 0;
  let phase: string | undefined;

  const rest = (): void => {
    if (played >= times) return;
    timers.set(jittered(after, draw()), () => {
      if (draw() >= probability) {
        rest();
        return;
      }
      played += 1;
      enter(0);
    });
  };
  const enter = (index: number): void => {
    const next = phases[index];
    phase = next?.name;
    if (!next) {
      rest();
      return;
    }
    const end = begin(next);
    timers.set(jittered(next, draw()), () => {
      end();
      enter(index + 1);
    });
  };
  rest();
  return {
    get phase() {
      return phase;
    },
  };
}
