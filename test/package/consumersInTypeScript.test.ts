import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { compile, PAGES, RESOLUTIONS } from "./compile.js";
import { openConsumers } from "./consumers/openConsumers.js";
import { typescripts } from "./consumers/table.js";
import type { Project } from "./project.js";

let project: Project;
beforeAll(async () => {
  project = await openConsumers();
});

const cases = typescripts
  .flatMap((name) => RESOLUTIONS.map((resolution) => ({ name, resolution })))
  // 7.0 does not know it any more.
  .filter(({ name, resolution }) => name !== "typescript-7.0" || resolution !== "node10");

test.each(cases)(
  "pages compile with $name under $resolution, and so do the declarations (CP-58)",
  async ({ name, resolution }) => {
    const typescript = join(project.folder, "node_modules", name);
    expect(await compile(project, { sources: PAGES[resolution], resolution, typescript })).toBe("");
  },
);
