import { readOptions } from "../../../scripts/readOptions.mjs";
import { Failure, runMain, runTool } from "../../../scripts/run.mjs";

/** @param {string | undefined} text @param {number} otherwise */
function numberOf(text, otherwise) {
  const number = Number(text ?? otherwise);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Failure(`unable to play; ${text} is no number. Use --plays N and --seed FIRST`);
}

await runMain(async () => {
  const { values } = readOptions({ options: { plays: { type: "string" }, seed: { type: "string" } } });
  const plays = numberOf(values.plays, values.seed === undefined ? 1_000 : 1);
  const first = numberOf(values.seed, Date.now() % 2 ** 31);
  const environment = { CONFORMANCE_PLAYS: String(plays), CONFORMANCE_SEED: String(first) };
  const args = ["run", "--project", "integration", "test/conformance/random"];
  if ((await runTool("vitest", args, undefined, environment)) !== 0)
    throw new Failure("To see a play again: npm run conformance-fuzz -- --seed SEED");
  console.log(`passed: ${plays} plays from seed ${first}`);
});
