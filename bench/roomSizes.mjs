import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { gzipSync } from "node:zlib";

/** @param {string} text */
const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/** `src/session/requests.ts` is of the room `session`, `src/errors.ts` one of its own. @param {string | undefined} source */
function roomOf(source = "") {
  if (source.includes("/protocol/")) return "protocol";
  const [first = "", ...rest] = source.replace(/.*src\//, "").split("/");
  return rest.length > 0 ? first : first.replace(/\.ts$/, "");
}

/**
 * What each room adds to a file: how much smaller its gzip is without what came from there. The sum is less than the whole, as rooms share words.
 * @param {URL} file of the published build, with its source map beside it
 * @returns {readonly (readonly [room: string, bytes: number])[]} the largest first
 */
export function roomSizes(file) {
  const code = readFileSync(file, "utf8");
  const map = new SourceMap(JSON.parse(readFileSync(`${file.pathname}.map`, "utf8")));
  /** @type {Map<string, string>} What is left of the file, without each room. */
  const rests = new Map();
  /** @type {(readonly [room: string, character: string])[]} */
  const characters = [];
  for (const [line, text] of code.split("\n").entries())
    for (let column = 0; column < text.length; column += 1) {
      const entry = map.findEntry(line, column);
      characters.push([
        roomOf("originalSource" in entry ? entry.originalSource : undefined),
        text.charAt(column),
      ]);
    }
  for (const room of new Set(characters.map(([each]) => each)))
    rests.set(room, characters.map(([each, character]) => (each === room ? "" : character)).join(""));
  const whole = gzipped(code);
  return (
    [...rests]
      .map(([room, rest]) => /** @type {const} */ ([room, whole - gzipped(rest)]))
      // Neither what the compiler adds, nor a version.
      .filter(([, bytes]) => bytes > 50)
      .sort(([, one], [, other]) => other - one)
  );
}
