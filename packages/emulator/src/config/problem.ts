import type { z } from "zod";

type Path = readonly PropertyKey[];

/** What is wrong with a configuration, and where. */
export interface Problem {
  readonly path: Path;
  /** What is expected. */
  readonly message: string;
}

/** As one would write it in code: `flows.support[2].ms`. */
const formatPath = (path: Path): string =>
  path
    .map((key) =>
      typeof key === "number"
        ? `[${key}]`
        : /^[\w$]+$/u.test(String(key))
          ? `.${String(key)}`
          : `["${String(key)}"]`,
    )
    .join("")
    .replace(/^\./u, "");

/** A problem as a sentence. */
export const formatProblem = ({ path, message }: Problem): string =>
  path.length === 0 ? message : `${formatPath(path)}: ${message}`;

const depthOf = (problems: readonly Problem[]): number =>
  Math.max(...problems.map(({ path }) => path.length));

function problemsOfIssue(issue: z.core.$ZodIssue, at: Path): readonly Problem[] {
  const path = [...at, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: "is not known here" }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The alternative that came furthest is the one that was meant.
    const alternatives = issue.errors.map((issues) => issues.flatMap((each) => problemsOfIssue(each, path)));
    return alternatives.reduce((best, next) => (depthOf(next) > depthOf(best) ? next : best));
  }
  const message = issue.message.endsWith("received undefined")
    ? "is missing"
    : issue.message.replace(/^(Invalid|Too|Unrecognized) \w+: /u, "");
  return [{ path, message }];
}

/** What is wrong, in the order in which it was found. */
export const problemsOf = ({ issues }: z.core.$ZodError): readonly Problem[] =>
  issues.flatMap((issue) => problemsOfIssue(issue, []));
