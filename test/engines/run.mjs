import { onlyNamed, readOptions } from "../../scripts/readOptions.mjs";
import { Failure, runMain, runTool } from "../../scripts/run.mjs";
import { hasApt, installWithApt } from "../../scripts/setup.mjs";
import { engines } from "./engines.mjs";

await runMain(async () => {
  const { values } = readOptions({ options: { only: { type: "string", multiple: true } } });
  const wanted = onlyNamed(values, engines);

  const missing = () => wanted.filter(({ find }) => !find());
  if (missing().length > 0 && hasApt())
    await installWithApt(missing().flatMap(({ debianPackages }) => debianPackages));
  for (const { name, debianPackages } of missing())
    throw new Failure(
      `unable to find ${name}; on Debian it is in ${debianPackages.join(" and ")}. Leave it out with --only`,
    );

  const environment = { ENGINES: wanted.map(({ name }) => name).join() };
  if ((await runTool("vitest", ["run", "--project", "engines"], undefined, environment)) !== 0)
    throw new Failure("see the failures above");
});
