import { z } from "zod";
import { problemsOf } from "../config/problem.js";
import { invalidParameter } from "./serviceError.js";

/** A text of the model: its length in characters. */
export const text = (min: number, max: number) => z.string().min(min).max(max);

/** The optional ClientToken of an operation that may be repeated. */
export const clientToken = text(0, 500).optional();

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Without members that are null: the service takes them as absent. */
const withoutNulls = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  // Object.fromEntries defines members, so that one called __proto__ is just a member.
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
};

/**
 * The input that a body holds, with the members that came otherwise.
 * @throws ServiceError (ValidationException) for what is no JSON object or breaks a rule.
 */
export function parseBody<Input>(
  body: string,
  rules: z.ZodType<Input>,
  members: Readonly<Record<string, string>> = {},
): Input {
  let value: unknown;
  try {
    value = body.trim() === "" ? {} : JSON.parse(body);
  } catch {
    throw invalidParameter("body", "is not JSON");
  }
  if (!isRecord(value)) throw invalidParameter("body", "is not a JSON object");
  return checkRules({ ...value, ...members }, rules);
}

const deepestLevel = 100;

/** Whether objects and lists are within each other more than so many times: what goes through them could run out of stack. */
const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member)));

/** A member's name goes into a header, and its sender may have made it up. */
const shownName = (name: string): string => name.replace(/[^\x20-\x7e]/g, "_").slice(0, 100);

/** The input that a parsed value holds; as `parseBody` otherwise. */
export function checkRules<Input>(value: unknown, rules: z.ZodType<Input>): Input {
  if (isDeeperThan(deepestLevel, value))
    throw invalidParameter("body", `is nested deeper than ${deepestLevel} levels`);
  const result = rules.safeParse(withoutNulls(value));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  // Of several forms that it could have, what is wrong with the one that was meant says more.
  const [meant] = first?.code === "invalid_union" ? problemsOf(result.error) : [];
  const issue = meant ?? first;
  const unknown = first?.code === "unrecognized_keys" ? first.keys.slice(0, 1) : [];
  const member = [...(issue?.path ?? []), ...unknown].join(".") || "body";
  // The rule that a name breaks says what it may be.
  const broken = first?.code === "invalid_key" ? first.issues[0] : issue;
  throw invalidParameter(
    shownName(member),
    unknown.length > 0 ? "is not known here" : (broken?.message ?? "is not valid"),
  );
}
