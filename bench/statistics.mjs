/**
 * The value that a share of the samples does not exceed.
 * @param {readonly number[]} samples
 * @param {number} share from 0 to 1
 */
export function quantile(samples, share) {
  const sorted = [...samples].sort((one, other) => one - other);
  const index = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[index] ?? NaN;
}

/** @param {readonly number[]} samples */
export function median(samples) {
  const sorted = [...samples].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [lower = NaN, upper = NaN] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (lower + upper) / 2;
}

/** @param {number} value */
export const shown = (value) => {
  if (Number.isInteger(value) || value >= 1_000) return Math.round(value).toLocaleString("en");
  return value.toFixed(value < 10 ? 2 : 1);
};
