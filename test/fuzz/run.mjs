import { parseArgs } from "node:util";
import { loadFuzz } from "./bundle.mjs";

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
const runs = numberOf(values.runs, 100_000);
const seed = numberOf(values.seed, Date.now() % 2 ** 31);

const { fuzz } = await loadFuzz();
const startMs = Date.now();
const { path } = values;
const report = await fuzz({
  runs,
  seed,
  path,
  progress(done) {
    if (done % 10_000 === 0) console.error(`${done} runs`);
  },
});
const { failure } = report;
if (failure)
  console.log(`${failure.what}

${failure.input}

To see it again: npm run fuzz -- --seed ${seed} --path ${failure.path}
`);
const seconds = Math.round((Date.now() - startMs) / 1_000);
console.log(
  `${failure ? "failed" : "passed"}: ${report.runs} sessions, ${report.frames} frames, ${report.answers} answers, seed ${seed}, ${seconds} s`,
);
process.exitCode = failure ? 1 : 0;
