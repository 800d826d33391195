import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bundleFloor, bundleOurs, bundleTextOnly, bundleUpstream } from "../bundles.mjs";
import { roomSizes } from "../roomSizes.mjs";
import { sourceOf, subjects } from "../subjects.mjs";

/** @type {readonly (readonly [title: string, sizeOf: (source: string) => number])[]} */
const measures = [
  ["raw", (source) => Buffer.byteLength(source)],
  ["gzip -9", (source) => gzipSync(source, { level: 9 }).length],
  ["brotli", (source) => brotliCompressSync(source).length],
];

/**
 * @param {string} what
 * @param {Partial<Record<import("../subjects.mjs").SubjectName, string>>} sources
 * @param {number} [gzipBudget]
 * @returns {readonly import("../report.mjs").Row[]}
 */
const rowsOf = (what, sources, gzipBudget) =>
  measures.map(([title, sizeOf]) => ({
    title: `${what}, ${title}`,
    unit: "bytes",
    samples: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, [sizeOf(source)]])),
    ...(gzipBudget && title === "gzip -9" && { budget: { atMost: gzipBudget } }),
  }));

const library = new URL("../../packages/chatjs/", import.meta.url);
/** @type {readonly string[]} Entry points that a page may import beside a session. */
const entries = JSON.parse(readFileSync(new URL("entries.json", library), "utf8"));
const beyond = entries.filter((entry) => !["index", "session", "doctor"].includes(entry));

/** @type {import("../harness.mjs").Figure} */
export const sizes = {
  name: "sizes",
  title: "Sizes",
  notes: [
    "**Script**: the file for `<script>`, with everything in it. The floor is not minified.",
    "**Of the script**: how much smaller its gzip is without what comes from a room of the sources. They share words: the sum is less than the whole.",
    "**Bundled**: what Vite makes of a page that creates a customer's session, listens to messages and connects, minified, without its HTML.",
    "**/name, file**: an entry point of [what goes beyond 5.0.0](../docs/beyond.md), as it is published; a page that bundles it shares what the session has.",
    "**/session**: the same page on the entry point without globals, with no part added; it has a text chat.",
  ],
  async measure() {
    const scripts = Object.fromEntries(subjects.map((subject) => [subject.name, sourceOf(subject)]));
    const bundles = {
      ours: await bundleOurs(),
      upstream: await bundleUpstream(),
      floor: await bundleFloor(),
    };
    const textOnly = await bundleTextOnly();
    return {
      rows: [
        ...rowsOf("script", scripts, 14_000),
        ...roomSizes(new URL("dist/amazon-connect-chat.js", library)).map(([room, bytes]) => ({
          title: `of the script: ${room}`,
          unit: "bytes",
          samples: { ours: [bytes] },
        })),
        ...rowsOf("bundled", bundles),
        ...beyond.flatMap((entry) =>
          rowsOf(`/${entry}, file`, {
            ours: readFileSync(new URL(`dist/${entry}.js`, library), "utf8"),
          }).filter(({ title }) => title.endsWith("gzip -9")),
        ),
        ...(textOnly === undefined ? [] : rowsOf("/session, bundled", { ...bundles, ours: textOnly }, 9_000)),
      ],
      notes: textOnly === undefined ? ["This build has no entry point `/session`."] : [],
    };
  },
};
