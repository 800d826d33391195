import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../packages/chatjs/src/", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);

test.each([
  [
    "an enum; a const object and a type of the same name do without code that cannot be left out",
    /^(export )?(const |declare )?enum /m,
  ],
  ["an export of all that a module has; names say what is public", /^export (type )?\*/m],
])("no source of the library has %s", (_what, pattern) => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter((name) => pattern.test(readFileSync(root + name, "utf8")))).toEqual([]);
});
