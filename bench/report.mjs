import { median, quantile, shown } from "./statistics.mjs";

/**
 * @typedef {import("./subjects.mjs").SubjectName} SubjectName
 *
 * What ours may take: so many of the row's unit, or so many times what another one takes.
 * @typedef {object} Budget
 * @property {number} atMost
 * @property {"upstream" | "floor"} [of]
 *
 * A row of results: for each subject its numbers, or one number, or why there is none.
 * @typedef {object} Row
 * @property {string} title
 * @property {string} unit
 * @property {Partial<Record<SubjectName, readonly number[]>>} samples
 * @property {Partial<Record<SubjectName, string>>} [absent]
 * @property {Budget} [budget]
 */

/**
 * "median (p95)", or the number alone when all are the same.
 * @param {Row} row
 * @param {SubjectName} name
 */
function cell({ samples, absent }, name) {
  const values = samples[name];
  if (!values?.length) return absent?.[name] ?? "–";
  const middle = shown(median(values));
  return new Set(values).size === 1 ? middle : `${middle} (${shown(quantile(values, 0.95))})`;
}

/**
 * The median of ours as a multiple of another one's; undefined where one is missing.
 * @param {Row} row
 * @param {"upstream" | "floor"} base
 */
function ratio({ samples }, base) {
  const value = median(samples.ours ?? []) / median(samples[base] ?? []);
  return Number.isFinite(value) ? value : undefined;
}

const bases = { upstream: "5.0.0", floor: "floor" };

/**
 * @param {Row} row
 * @returns {readonly [budget: string, holds: string]}
 */
function budgetCells({ budget, ...row }) {
  if (!budget) return ["", ""];
  const { atMost, of } = budget;
  const text = `≤ ${shown(atMost)}${of ? ` × ${bases[of]}` : ""}`;
  const value = of ? ratio(row, of) : row.samples.ours?.length ? median(row.samples.ours) : undefined;
  if (value === undefined) return [text, "not measured"];
  return [text, value <= atMost ? "yes" : "**no**"];
}

const headings = [
  "what",
  "unit",
  "ours",
  "ChatJS 5.0.0",
  "floor",
  "ours / 5.0.0",
  "ours / floor",
  "budget",
  "holds",
];
const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;

/** @param {readonly Row[]} rows */
export const table = (rows) =>
  [
    line(headings),
    line(headings.map((_heading, column) => (column < 2 || column > 6 ? "---" : "--:"))),
    ...rows.map((row) =>
      line([
        row.title,
        row.unit,
        cell(row, "ours"),
        cell(row, "upstream"),
        cell(row, "floor"),
        ratio(row, "upstream")?.toFixed(2) ?? "–",
        ratio(row, "floor")?.toFixed(2) ?? "–",
        ...budgetCells(row),
      ]),
    ),
  ].join("\n");
