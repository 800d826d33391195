import { isObject } from "../../lib/isObject.js";
import { listOf } from "../../lib/listOf.js";
import type { InteractiveProblem } from "./interactiveTypes.js";

/** Takes what is wrong with a value. */
export type Report = (path: string, problem: string) => void;
/** Says what is wrong with a value of JSON, and where. */
export type Rule = (value: unknown, path: string, report: Report) => void;

const inside = (path: string, name: string) => (path ? `${path}.${name}` : name);
const range = (min: number, max: number, of: string) => `must have ${min} to ${max} ${of}`;

/** A text of so many characters. */
export const text =
  (min: number, max: number): Rule =>
  (value, path, report) => {
    // Characters as people count them: an emoji is one.
    const length = typeof value === "string" ? Array.from(value).length : -1;
    if (length < 0) report(path, "must be a text");
    else if (length < min || length > max) report(path, range(min, max, "characters"));
  };

/** One of these texts. */
export const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, path, report) => {
    if (!allowed.includes(value as string)) report(path, `must be ${allowed.join(" or ")}`);
  };

/** A text of a form. */
export const like =
  (pattern: RegExp, problem: string): Rule =>
  (value, path, report) => {
    if (typeof value !== "string" || !pattern.test(value)) report(path, problem);
  };

/** A number within bounds. */
export const number =
  (min: number, max: number): Rule =>
  (value, path, report) => {
    if (typeof value !== "number" || !(value >= min && value <= max))
      report(path, `must be a number from ${min} to ${max}`);
  };

/** A whole number within bounds. */
export const whole =
  (min: number, max: number): Rule =>
  (value, path, report) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      report(path, `must be a whole number from ${min} to ${max}`);
  };

export const object: Rule = (value, path, report) => {
  if (!isObject(value) || Array.isArray(value)) report(path, "must be an object");
};

/** An object with these members; `?` marks one that may be absent, and others are let through. */
export const members =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value, path, report) => {
    if (!isObject(value) || Array.isArray(value)) {
      report(path, "must be an object");
      return;
    }
    for (const [key, rule] of Object.entries(rules)) {
      const name = key.replace("?", "");
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member !== undefined) rule(member, inside(path, name), report);
      else if (name === key) report(inside(path, name), "is missing");
    }
  };

/** A list of so many entries. */
export const list =
  (min: number, max: number, rule: Rule): Rule =>
  (value, path, report) => {
    if (!Array.isArray(value)) {
      report(path, "must be a list");
      return;
    }
    const entries = listOf<unknown>(value);
    if (entries.length < min || entries.length > max) report(path, range(min, max, "elements"));
    // What is beyond is one problem, not thousands.
    entries.slice(0, max).forEach((entry, index) => rule(entry, `${path}[${index}]`, report));
  };

/** All of these. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, path, report) =>
    rules.forEach((rule) => rule(value, path, report));

/** What a rule finds. */
export function problemsOf(rule: Rule, value: unknown): readonly InteractiveProblem[] {
  const problems: InteractiveProblem[] = [];
  rule(value, "", (path, problem) => void problems.push({ path, problem }));
  return problems;
}
