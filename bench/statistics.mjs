/**
 * A row of results: for each subject its numbers, or one number.
 * @typedef {Partial<Record<import("./subjects.mjs").SubjectName, readonly number[]>>} Samples
 *
 * @typedef {object} Row
 * @property {string} title
 * @property {string} unit
 * @property {Samples} samples
 */

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
export const shown = (value) =>
  Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(value < 10 ? 2 : 1);

/**
 * "median (p95)", or the number alone when there is one.
 * @param {readonly number[] | undefined} samples
 */
function cell(samples) {
  if (!samples?.length) return "–";
  if (samples.length === 1) return shown(median(samples));
  return `${shown(median(samples))} (${shown(quantile(samples, 0.95))})`;
}

/**
 * The ratio of two medians.
 * @param {readonly number[] | undefined} samples
 * @param {readonly number[] | undefined} base
 */
function ratio(samples, base) {
  if (!samples?.length || !base?.length) return "–";
  const value = median(samples) / median(base);
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

/** @param {readonly Row[]} rows */
export function table(rows) {
  const lines = rows.map(({ title, unit, samples: { ours, upstream, floor } }) =>
    [title, unit, cell(ours), cell(upstream), cell(floor), ratio(ours, upstream), ratio(ours, floor)].join(
      " | ",
    ),
  );
  return [
    "| what | unit | ours | ChatJS 5.0.0 | floor | ours / 5.0.0 | ours / floor |",
    "| --- | --- | --: | --: | --: | --: | --: |",
    ...lines.map((line) => `| ${line} |`),
  ].join("\n");
}
