import { loadFuzz } from "./bundle.mjs";
import { readFuzzArguments, reportFuzz } from "./command.mjs";

const { runs, seed, path } = readFuzzArguments();
const { fuzz } = await loadFuzz();
const startMs = Date.now();
const { failure, ...report } = await fuzz({
  runs,
  seed,
  path,
  progress(done) {
    if (done % 10_000 === 0) console.error(`${done} runs`);
  },
});
reportFuzz(failure && { ...failure, seed }, {
  command: "fuzz",
  summary: `${report.runs} sessions, ${report.frames} frames, ${report.answers} answers, seed ${seed}`,
  startMs,
});
