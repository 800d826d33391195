import { readOptions, wholeNumber } from "../../../scripts/readOptions.mjs";
import { Failure, runMain, runTool } from "../../../scripts/run.mjs";

await runMain(async () => {
  const { values } = readOptions({ options: { plays: { type: "string" }, seed: { type: "string" } } });
  const plays = wholeNumber(values, "plays", values.seed === undefined ? 1_000 : 1);
  const first = wholeNumber(values, "seed", Date.now() % 2 ** 31);
  const environment = { CONFORMANCE_PLAYS: String(plays), CONFORMANCE_SEED: String(first) };
  const args = ["run", "--project", "integration", "test/conformance/random"];
  if ((await runTool("vitest", args, undefined, environment)) !== 0)
    throw new Failure("To see a play again: npm run conformance-fuzz -- --seed SEED");
  console.log(`passed: ${plays} plays from seed ${first}`);
});
