import "./requireNode.mjs";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readOptions, wholeNumber } from "./readOptions.mjs";
import { Failure, keepOutput, root, runMain, runTool } from "./run.mjs";
import { setup } from "./setup.mjs";

/** The unit tests that try properties. */
const filesWithProperties = () =>
  ["packages", "apps"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter(
      (file) =>
        !file.includes("node_modules") && readFileSync(join(root, file), "utf8").includes('"fast-check"'),
    );

await runMain(async () => {
  const { values, positionals } = readOptions({
    options: { seeds: { type: "string" }, seed: { type: "string" } },
    allowPositionals: true,
  });
  const count = wholeNumber(values, "seeds", 10);
  const first = wholeNumber(values, "seed", Date.now() % 2 ** 31);
  const files = positionals.length > 0 ? positionals : filesWithProperties();
  await setup({ browser: false });
  for (let seed = first; seed < first + count; seed++) {
    const environment = { PROPERTY_SEED: String(seed) };
    const { result: status, output } = await keepOutput(() =>
      runTool("vitest", ["run", "--project", "unit", ...files], undefined, environment),
    );
    console.log(`seed ${seed}: ${status === 0 ? "passed" : "failed"}`);
    if (status !== 0)
      throw new Failure(`${output}\nTo see it again: npm run properties -- --seeds 1 --seed ${seed} FILE`);
  }
  console.log(`passed: the properties of ${files.length} files with ${count} seeds from ${first}`);
});
