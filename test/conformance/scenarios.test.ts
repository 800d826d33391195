import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatText } from "../../scripts/formatText.mjs";
import { expectAsDeclared } from "./expectAsDeclared.js";
import { rowsOf } from "./judge.js";
import { SECTIONS } from "./scenario.js";
import { SCENARIOS } from "./scenarios/index.js";
import { conformanceTable } from "./table.js";
import { openTheatre } from "./theatre.js";
import type { Theatre } from "./theatre.js";

const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

describe.concurrent("this library and 5.0.0 do the same, but for what is declared", () => {
  const rows = rowsOf(readFileSync(docs("compatibility.md"), "utf8"));
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre();
  });
  afterAll(() => theatre.close());

  test.each(SCENARIOS.map(({ section, title }, index) => [section, title, index] as const))(
    "%s: %s",
    async (_section, _title, index) => {
      const played = await theatre.play(String(index));
      expectAsDeclared(SCENARIOS[index]!, played, rows);
    },
  );
});

test("decisions that are kept have rows", () => {
  const rows = rowsOf(readFileSync(docs("compatibility.md"), "utf8"));
  expect(
    Object.values(SECTIONS)
      .flat()
      .filter((id) => !rows.has(id)),
  ).toEqual([]);
});

test("scenarios have titles of their own", () => {
  const titles = SCENARIOS.map(({ section, title }) => `${section}: ${title}`);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test("docs/conformance.md is up to date; `npm run conformance` writes it", async () => {
  const path = docs("conformance.md");
  const text = await formatText(path, conformanceTable(SCENARIOS));
  await expect(text).toMatchFileSnapshot(path);
});
