import { readOptions, wholeNumber } from "../../scripts/readOptions.mjs";

/** What the command line asks for: how many runs, from which seed, and the path of a failure to see again. */
export function readFuzzArguments() {
  const { values } = readOptions({
    options: { runs: { type: "string" }, seed: { type: "string" }, path: { type: "string" } },
  });
  return {
    runs: wholeNumber(values, "runs", 100_000),
    seed: wholeNumber(values, "seed", Date.now() % 2 ** 31),
    path: values.path,
  };
}

/**
 * Prints what came of it, and sets the exit status.
 * @param {{ readonly what: string, readonly input: string, readonly seed: number, readonly path: string | null } | undefined} failure
 * @param {{ readonly command: string, readonly summary: string, readonly startMs: number }} run
 */
export function reportFuzz(failure, { command, summary, startMs }) {
  if (failure)
    console.log(`${failure.what}

${failure.input}

To see it again: npm run ${command} -- --seed ${failure.seed} --path ${failure.path}
`);
  const seconds = Math.round((Date.now() - startMs) / 1_000);
  console.log(`${failure ? "failed" : "passed"}: ${summary}, ${seconds} s`);
  process.exitCode = failure ? 1 : 0;
}
