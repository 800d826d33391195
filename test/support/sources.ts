import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The texts of the library's source files, tests left out. */
export const sources: readonly string[] = ["packages/chatjs/src", "packages/protocol/src"].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)(?<!\.test-d)\.ts$/.test(name))
    .map((name) => readFileSync(join(repository, folder, name), "utf8")),
);
