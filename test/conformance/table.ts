import { SECTIONS } from "./scenario.js";
import type { Scenario } from "./scenario.js";

const idsOf = ({ differs = [] }: Scenario) => [...new Set(differs.map(({ id }) => id))].sort();

const cell = (text: string) => text.replaceAll("|", "\\|");

/** The text of docs/conformance.md, before it is formatted. */
export function conformanceTable(scenarios: readonly Scenario[]): string {
  const same = scenarios.filter((scenario) => idsOf(scenario).length === 0).length;
  const sections = Object.entries(SECTIONS).map(([section, kept]) => {
    const rows = scenarios
      .filter((scenario) => scenario.section === section)
      .map((scenario) => `| ${cell(scenario.title)} | ${idsOf(scenario).join(", ") || "same"} |`);
    return rows.length
      ? `## ${section}\n\n${kept.length ? `Kept: ${kept.join(", ")}.\n\n` : ""}| scenario | |\n| --- | --- |\n${rows.join("\n")}\n`
      : "";
  });
  return `# Conformance with ChatJS 5.0.0

Written by \`npm run conformance\`; do not edit.

${scenarios.length} scenarios are played in Chromium, each in a page with this library's script and in one with 5.0.0 from npm, on a
scripted service and a clock of their own. What is compared: every call with its result or failure, every event with its
payload, every request with its body and kind of bearer, every frame of the sockets, and errors that nobody caught. In ${same}
all of that is the same. In the others it is the same but for the decisions that are named, each a row of
[compatibility.md](compatibility.md): an undeclared difference fails, and so does a declared one that is not there.
\`npm run conformance-fuzz\` plays random ones, in which nothing may differ but what those decisions say. \`npm run engines\` plays
these in Firefox and WebKit.

${sections.join("\n")}`;
}
