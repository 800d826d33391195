import { brotliCompressSync, gzipSync } from "node:zlib";
import { sourceOf, subjects } from "./subjects.mjs";

/** @type {readonly (readonly [title: string, sizeOf: (source: string) => number])[]} */
const measures = [
  ["script, raw", (source) => Buffer.byteLength(source)],
  ["script, gzip -9", (source) => gzipSync(source, { level: 9 }).length],
  ["script, brotli", (source) => brotliCompressSync(source).length],
];

/**
 * How large the scripts are.
 * @returns {import("./statistics.mjs").Row[]}
 */
export const measureSizes = () =>
  measures.map(([title, sizeOf]) => ({
    title,
    unit: "bytes",
    samples: Object.fromEntries(subjects.map((subject) => [subject.name, [sizeOf(sourceOf(subject))]])),
  }));
