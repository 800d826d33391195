const BASE_MS = 5_000;
const CAP_MS = 30_000;
const WAKE_MS = 1_000;

/**
 * Full jitter: uniform between zero and a ceiling that doubles with each failure up to a cap, so that clients which lost
 * their sockets in the same instant do not return in the same instant. The first ceiling decides how hard they hit a service
 * that dropped them all: see the storm in `bench/RESULTS.md`.
 * @param failures how many attempts have failed in a row, from 0
 * @param random uniform in [0, 1)
 */
export const backoffMs = (failures: number, random: number): number =>
  Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 10)));

/** The pause when there is a reason to try at once: few have it at the same time. */
export const wakeUpMs = (random: number): number => Math.floor(random * WAKE_MS);
