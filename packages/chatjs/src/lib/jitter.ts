/**
 * Full jitter: uniform between zero and a ceiling that doubles with each failure up to a cap, in milliseconds.
 * @param failures how many attempts have failed in a row, from 0
 * @param random uniform in [0, 1)
 */
export const jitterMs = (
  failures: number,
  random: number,
  { baseMs, capMs }: { readonly baseMs: number; readonly capMs: number },
): number => Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(failures, 10)));
