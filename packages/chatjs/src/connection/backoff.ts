const BASE_MS = 1_000;
const CAP_MS = 30_000;

/**
 * Full jitter: uniform between zero and a ceiling that doubles with each failure up to a cap, so that clients which lost
 * their sockets in the same instant do not return in the same instant.
 * @param failures how many attempts have failed in a row, from 0
 * @param random uniform in [0, 1)
 */
export const backoffMs = (failures: number, random: number): number =>
  Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 10)));
