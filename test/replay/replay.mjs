import { readFileSync } from "node:fs";
import { bundleForNode } from "../../scripts/bundleForNode.mjs";

/** @typedef {import("./replay.js").Difference} Difference */

const usage = `npm run replay FILE
  FILE  what session.exportDiagnostics() gave, as JSON
Runs the library on the emulator with all that the recording has, on a virtual clock, and says what came out otherwise.
Ends with 1 where something did.`;

const time = (/** @type {number} */ offsetMs) => `+${(offsetMs / 1_000).toFixed(3)}`.padStart(10);

/** @param {Difference} difference */
const line = ({ lane, kind, offsetMs, what, byMs = 0 }) =>
  `${time(offsetMs)} s  ${lane.padEnd(8)} ${kind.padEnd(7)} ${what}${kind === "shifted" ? ` (${byMs > 0 ? "+" : ""}${byMs} ms)` : ""}`;

async function main() {
  const [path, ...rest] = process.argv.slice(2);
  if (path === undefined || rest.length > 0 || path.startsWith("-")) throw new Error(usage);
  /** @type {typeof import("./replay.js")} */
  const { readRecording, replayRecording } = await import(
    await bundleForNode({ entry: "test/replay/replay.ts", name: "replay" })
  );
  const recording = readRecording(readFileSync(path, "utf8"));
  const { entries, durationMs, startedAtMs, libraryVersion, dropped } = recording;
  console.log(
    `${entries.length} entries, ${(durationMs / 1_000).toFixed(1)} s since ${new Date(startedAtMs).toISOString()}, amazon-connect-chatjs ${libraryVersion}`,
  );
  if (dropped > 0)
    console.log(
      `${dropped} older entries had no room: the chat is begun on the emulator five seconds before.`,
    );
  const { differences, skipped, answeredByEmulator, replayed } = await replayRecording(recording);
  console.log(`replayed with amazon-connect-chatjs ${replayed.libraryVersion}`);
  if (answeredByEmulator > 0)
    console.log(
      `the emulator answered ${answeredByEmulator} requests and sockets that the recording has not`,
    );
  for (const { offsetMs, kind } of skipped) console.log(`${time(offsetMs)} s  nobody asked for the ${kind}`);
  for (const difference of differences) console.log(line(difference));
  console.log(differences.length === 0 ? "no difference" : `${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
