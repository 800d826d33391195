import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ask } from "./run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["packages", "apps", "examples", "docs"];
const kinds = new Set([".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".html", ".vue", ".md"]);
/** What is installed or built, which may be happening while this runs. */
const left = new Set(["node_modules", "dist", "temp", "test-results", ".next"]);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return kinds.has(extname(path)) ? [path] : [];
    return left.has(entry.name) ? [] : filesIn(path);
  });

const files = ["README.md", ...folders.flatMap(filesIn)];

/** What makes markup or code out of text, as it is written. That a text is about one is no use of it. */
const sinks =
  /\.(innerHTML|outerHTML)\s*\+?=(?!=)|\.(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe)\(|dangerouslySetInnerHTML=|\bdocument\.write(ln)?\(|\bsrcdoc=|\bnew Function\(|[^.\w]eval\(|\bv-html=/;

test("no package, page, example or sample makes markup or code out of text", () => {
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => sinks.test(readFileSync(join(root, file), "utf8")));
  expect(found).toEqual([]);
});

const refused = [
  "element.innerHTML = text",
  "element['innerHTML'] += text",
  "element.outerHTML = text",
  "element.insertAdjacentHTML('beforeend', text)",
  "range.createContextualFragment(text)",
  "document.write(text)",
  "frame.srcdoc = text",
  "eval(text)",
  "new Function(text)",
  "setTimeout('run()', 1)",
  "location.href = 'javascript:run()'",
];

test("the linter refuses each of them in a page", async () => {
  const folder = mkdtempSync(join(tmpdir(), "markup-sinks-"));
  try {
    const page = join(folder, "apps/playground/page.js");
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, refused.join("\n"));
    copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    const linter = join(root, "node_modules/oxlint/bin/oxlint");
    const { stdout } = await ask(process.execPath, [linter, "--format", "unix"], folder);
    const found = stdout.matchAll(
      /page\.js:(\d+):.*\((no-(restricted-properties|eval|implied-eval|new-func|script-url))\)/g,
    );
    const lines = new Set(Array.from(found, ([, line]) => Number(line)));
    expect(refused.filter((_, index) => !lines.has(index + 1))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
