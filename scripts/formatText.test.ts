import { join } from "node:path";
import { expect, test } from "vitest";
import { formatText } from "./formatText.mjs";
import { root } from "./run.mjs";

test("a text is formatted as the file's kind and the project's settings say", async () => {
  expect(await formatText(join(root, "a.md"), "*  one\n*  two")).toBe("- one\n- two\n");
  expect(await formatText(join(root, "a.mjs"), "let  a='b'")).toBe('let a = "b";\n');
});

test("a text that cannot be formatted says which file it was for, and why", async () => {
  await expect(formatText(join(root, "docs", "a.mjs"), "let = (")).rejects.toThrow(
    /^unable to format docs.a\.mjs; \S/,
  );
});
