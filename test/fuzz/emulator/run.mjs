import { readFuzzArguments, reportFuzz } from "../command.mjs";
import { loadEmulatorFuzz } from "./bundle.mjs";

const { runs, seed, path } = readFuzzArguments();
const { fuzzEmulator } = await loadEmulatorFuzz();
const startMs = Date.now();
let nextReport = 10_000;
const { failure, ...report } = await fuzzEmulator({
  requests: runs,
  seed,
  path,
  progress(done) {
    if (done < nextReport) return;
    nextReport += 10_000;
    console.error(`${done} requests`);
  },
});
reportFuzz(failure, {
  command: "fuzz-emulator",
  summary: `${report.requests} requests (${report.accepted} taken) and ${report.frames} frames to ${report.cases} emulators, seed ${seed}`,
  startMs,
});
