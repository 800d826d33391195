import { seededRandom } from "../../packages/chatjs/test/seededRandom.js";

/** A source of chance that gives the same throws for the same seed and purpose. */
export interface Dice {
  /** Uniform in [0, 1). */
  unit(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
}

/** One of some values, each as likely as the others. */
export const pick = <Value>(dice: Dice, values: readonly Value[]): Value =>
  values[dice.between(0, values.length - 1)] as Value;

/** Numbers of their own for each seed and purpose, by a hash of both: a throw more for one purpose moves no throw of another. */
export function createDice(seed: number, purpose: string): Dice {
  let state = (Math.imul(seed | 0, 0x9e37_79b1) ^ 0x811c_9dc5) >>> 0;
  for (let index = 0; index < purpose.length; index++) {
    state = Math.imul(state ^ purpose.charCodeAt(index), 0x0100_0193) >>> 0;
    state ^= state >>> 15;
  }
  const unit = seededRandom(state);
  return {
    unit,
    between: (min, max) => min + Math.floor(unit() * (max - min + 1)),
    chance: (probability) => unit() < probability,
  };
}
