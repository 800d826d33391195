import { parseArgs } from "node:util";
import { loadEmulatorFuzz } from "./bundle.mjs";

const { values } = parseArgs({
  options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" } },
});
/** @param {string | undefined} text @param {number} otherwise */
const numberOf = (text, otherwise) => {
  const number = Number(text ?? otherwise);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`unable to fuzz; ${text} is no number. Use --runs N and --seed S`);
  process.exit(2);
};
const requests = numberOf(values.runs, 100_000);
const seed = numberOf(values.seed, Date.now() % 2 ** 31);

const { fuzzEmulator } = await loadEmulatorFuzz();
const startMs = Date.now();
let nextReport = 10_000;
const report = await fuzzEmulator({
  requests,
  seed,
  path: values.path,
  progress(done) {
    if (done < nextReport) return;
    nextReport += 10_000;
    console.error(`${done} requests`);
  },
});
const { failure } = report;
if (failure)
  console.log(`${failure.what}

${failure.input}

To see it again: npm run fuzz-emulator -- --seed ${failure.seed} --path ${failure.path}
`);
const seconds = Math.round((Date.now() - startMs) / 1_000);
console.log(
  `${failure ? "failed" : "passed"}: ${report.requests} requests (${report.accepted} taken) and ${report.frames} frames to ${report.cases} emulators, seed ${seed}, ${seconds} s`,
);
process.exitCode = failure ? 1 : 0;
