import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import type { AttachmentFile } from "../../participant/attachments.js";
import { allowedTypes, CONNECT_FILE_RULES, contentTypeOf } from "./fileRules.js";
import type { DescribedFile, FileRules } from "./fileRules.js";

/**
 * Why the service would not take a file:
 *
 * - `EMPTY`: it has no bytes
 * - `SIZE_UNKNOWN`: what a picker gave says no size
 * - `TOO_LARGE`: more bytes than `limit`
 * - `TYPE_NOT_ALLOWED`: its type is none of those in `limit`
 * - `NAME_MISSING`: its name is empty
 * - `NAME_TOO_LONG`: longer than `limit`
 * - `TOO_MANY`: the conversation has as many files as `limit` allows
 */
export type FileProblem = (
  | { readonly code: "EMPTY" | "SIZE_UNKNOWN" | "NAME_MISSING"; readonly limit?: undefined }
  | { readonly code: "TOO_LARGE" | "NAME_TOO_LONG" | "TOO_MANY"; readonly limit: number }
  | { readonly code: "TYPE_NOT_ALLOWED"; readonly limit: readonly string[] }
) & {
  /** For the person who chose it, in English: what is wrong, and what to do. Its name is not in it. */
  readonly message: string;
};
export type FileProblemCode = FileProblem["code"];

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * What is wrong with a file, by an instance's rules; nothing when it is fine. Its bytes are not read.
 * @param rules @defaultValue those of Amazon Connect
 * @param otherFiles how many files the conversation has already. @defaultValue 0
 * @throws IllegalArgumentError when `file` is no object
 */
export function checkFile(
  file: AttachmentFile,
  rules: FileRules = CONNECT_FILE_RULES,
  otherFiles = 0,
): readonly FileProblem[] {
  if (!isObject(file))
    throw new IllegalArgumentError(
      "unable to check the file; it must be a File, a Blob, or a {uri, name, type, size}",
      file,
    );
  const { maxBytes, maxFiles, maxNameLength } = rules;
  // What a picker gives may lack anything.
  const { name = "attachment", type, size } = file as DescribedFile;
  const types = allowedTypes(rules);
  const problems: FileProblem[] = [];
  if (typeof size !== "number" || !(size >= 0))
    problems.push({ code: "SIZE_UNKNOWN", message: "nobody knows the size of the file; choose it again" });
  else if (size === 0)
    problems.push({ code: "EMPTY", message: "the file is empty; choose one with something in it" });
  else if (size > maxBytes)
    problems.push({
      code: "TOO_LARGE",
      limit: maxBytes,
      message: `the file has ${grouped(size)} bytes, and ${grouped(maxBytes)} are allowed; choose a smaller one`,
    });
  if (!types.includes(contentTypeOf({ name, type }, rules).toLowerCase()))
    problems.push({
      code: "TYPE_NOT_ALLOWED",
      limit: types,
      message: `files of this type are not taken; choose one of ${Object.keys(rules.types).join(", ")}`,
    });
  if (!name) problems.push({ code: "NAME_MISSING", message: "the file has no name; give it one" });
  else if (name.length > maxNameLength)
    problems.push({
      code: "NAME_TOO_LONG",
      limit: maxNameLength,
      message: `the file's name has ${name.length} characters, and ${maxNameLength} are allowed; rename it`,
    });
  if (otherFiles >= maxFiles)
    problems.push({
      code: "TOO_MANY",
      limit: maxFiles,
      message: `the chat has ${maxFiles} files, which is as many as it takes; send no more`,
    });
  return problems;
}
