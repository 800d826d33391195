import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {"ours" | "upstream" | "floor"} SubjectName
 *
 * @typedef {object} Subject
 * @property {SubjectName} name
 * @property {string} title
 * @property {string} script the file that a page loads
 * @property {readonly string[]} scripts what gives a page `createChat`
 */

/** @param {string} path */
const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const ours = fileOf("../packages/chatjs/dist/amazon-connect-chat.js");
const upstream = fileOf("../node_modules/chatjs-5/dist/amazon-connect-chat.js");
const floor = fileOf("pages/floor.js");
const library = fileOf("pages/library.js");

/** @type {readonly Subject[]} */
export const subjects = [
  { name: "ours", title: "ours", script: ours, scripts: [ours, library] },
  { name: "upstream", title: "ChatJS 5.0.0", script: upstream, scripts: [upstream, library] },
  { name: "floor", title: "floor", script: floor, scripts: [floor] },
];

/** @param {Subject} subject */
export const sourceOf = ({ script }) => readFileSync(script, "utf8");

/**
 * Rounds in which everyone has its turn, and no one always goes first.
 * @param {number} count
 * @returns {readonly (readonly Subject[])[]}
 */
export const interleavedRounds = (count) =>
  Array.from({ length: count }, (_, round) =>
    subjects.map((_subject, index) => /** @type {Subject} */ (subjects[(index + round) % subjects.length])),
  );
