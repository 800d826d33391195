import { readFileSync } from "node:fs";

/**
 * A piece of code out of a document, as printed.
 * @param path of the document, from the root
 * @param name as in the comment `sample: name` before it
 * @throws Error when there is none
 */
export function readSample(path: string, name: string): string {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const sample = new RegExp(`<!-- sample: ${name} -->\\s*\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (sample === undefined) throw new Error(`${path} has no sample ${name}`);
  return sample;
}
