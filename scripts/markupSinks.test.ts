import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["packages", "apps", "examples", "docs"];
const kinds = new Set([".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".html", ".vue", ".md"]);
const left = /(^|\/)(node_modules|dist|temp|test-results|\.next)\//;

const files = [
  "README.md",
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path}`)
      .filter((path) => kinds.has(extname(path)) && !left.test(path)),
  ),
];

/** What makes markup or code out of text, as it is written. That a text is about one is no use of it. */
const sinks =
  /\.(innerHTML|outerHTML)\s*\+?=(?!=)|\.(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe)\(|dangerouslySetInnerHTML=|\bdocument\.write(ln)?\(|\bsrcdoc=|\bnew Function\(|[^.\w]eval\(|\bv-html=/;

test("no package, page, example or sample makes markup or code out of text", () => {
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => sinks.test(readFileSync(join(root, file), "utf8")));
  expect(found).toEqual([]);
});

test.each([
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
])("the linter refuses %j in a page", async (code) => {
  // A plain script: the rules are the same, and the compiler need not know the file.
  const [result] = await new ESLint({ cwd: root }).lintText(code, { filePath: "apps/playground/page.js" });
  const rules = result!.messages.map(({ ruleId }) => ruleId);
  expect(rules.join()).toMatch(/no-(restricted-properties|eval|implied-eval|new-func|script-url)/);
});
