import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A block of code in a page of documentation. */
export interface CodeBlock {
  readonly file: string;
  readonly language: string;
  readonly code: string;
  /** From the comment `<!-- sample: name -->` before it. */
  readonly name: string | undefined;
}

/** Pages of a folder, by their paths. */
const pagesIn = (folder: string) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
/** What people read. */
export const documents = [
  "README.md",
  ...pagesIn("docs"),
  ...pagesIn("docs/guides"),
  "packages/chatjs/README.md",
  "packages/emulator/README.md",
];

/** All blocks that are code; commands (`sh`) and plain text are not. */
export const codeBlocks: readonly CodeBlock[] = documents.flatMap((file) =>
  Array.from(
    readFileSync(join(repository, file), "utf8").matchAll(
      /(?:<!-- sample: (\S+) -->\s*)?^```([a-z]+)\n([\s\S]*?)^```/gm,
    ),
    ([, name, language = "", code = ""]) => ({ file, name, language, code }),
  ).filter(({ language }) => language !== "sh"),
);

/** @throws Error when there is no such sample, or more than one */
export function sample(name: string): string {
  const [block, ...more] = codeBlocks.filter((each) => each.name === name);
  if (!block || more.length) throw new Error(`unable to find the sample ${name}; it is not there once`);
  return block.code;
}
