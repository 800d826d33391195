import { onlyNamed, readOptions } from "../scripts/readOptions.mjs";
import { machine } from "./browser.mjs";
import { figures } from "./figures.mjs";
import { withBench } from "./harness.mjs";
import { table } from "./report.mjs";
import { writeSection } from "./results.mjs";

const { values } = readOptions({
  options: { only: { type: "string", multiple: true }, short: { type: "boolean", default: false } },
});
const { only, short: isShort } = values;
const chosen = onlyNamed(values, figures);

const startMs = Date.now();
const measured = await withBench({ isShort }, async (bench) => {
  const sections = [];
  for (const { name, title, notes, measure } of chosen) {
    console.error(`${title} ...`);
    const { rows, notes: found = [] } = await measure(bench);
    const lines = [...notes, ...found].map((note) => `- ${note}`).join("\n");
    sections.push(`### ${title}\n\n\`npm run bench -- --only ${name}\`\n\n${table(rows)}\n\n${lines}`);
  }
  return { sections, where: machine(bench.browser) };
});
const tookSeconds = Math.round((Date.now() - startMs) / 1_000);

const body = `${new Date().toISOString().slice(0, 10)}, \`npm run bench\`, ${tookSeconds} s. ${measured.where}.
All three in one Chromium, in turns, against one emulator on loopback. Cells are medians, with the 95th percentile in
brackets; the ratios are of medians, and below 1 is better. Budgets are reported and fail nothing. A busy machine moves the times:
compare within a run only. [README.md](README.md) says what each figure is.

${measured.sections.join("\n\n")}
`;
console.log(body);
// What stands in RESULTS.md comes from one whole run; a part of it is only shown.
if (!only && !isShort) await writeSection("Sizes and times", body);
