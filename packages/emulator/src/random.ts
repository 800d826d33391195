/** A source of random numbers. */
export interface Random {
  /** An integer from 0 to 4,294,967,295. */
  nextUint32(): number;
}

/** A number from 0 up to but not 1. */
export const nextFraction = (random: Random): number => random.nextUint32() / 4_294_967_296;

/** The same numbers for the same seed (mulberry32). Not for secrets. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    nextUint32() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return (mixed ^ (mixed >>> 14)) >>> 0;
    },
  };
}

/** Numbers are drawn so many at a time, since each draw asks the system. */
const drawnAtOnce = 256;

/** Numbers nobody can guess. */
export function createCryptoRandom(): Random {
  const drawn = new Uint32Array(drawnAtOnce);
  let used = drawnAtOnce;
  return {
    nextUint32() {
      if (used === drawnAtOnce) {
        crypto.getRandomValues(drawn);
        used = 0;
      }
      const number = drawn[used] ?? 0;
      // Who reads the memory later must not find what was handed out.
      drawn[used++] = 0;
      return number;
    },
  };
}
