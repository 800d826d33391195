import type { Expecting } from "./expectations.js";
import { settle } from "./settle.js";
import type { Verdict } from "./settle.js";
import { watchAll } from "./testSubject.js";
import type { TestSubject } from "./testSubject.js";

/** What a test runner gives a matcher as `this`. */
export interface MatcherState {
  readonly isNot?: boolean;
  /** Playwright's `expect.timeout`, in milliseconds. */
  readonly timeout?: number;
}

/** What a matcher gives a test runner. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What is looked for, and where. */
export interface Expectation<Found> {
  readonly subject: TestSubject;
  /** The matcher and what it was called with, in words. */
  readonly sentence: string;
  /** What is listed when it fails, such as `messages`. */
  readonly plural: string;
  readonly find: (subject: TestSubject) => readonly Found[];
  readonly isExpected: (found: Found) => boolean;
  readonly show: (found: Found) => string;
}

const usualTimeoutMs = 1_000;
/** So many are listed when an expectation fails. */
const shownLimit = 20;

const verdictOn = (count: number, times: number | undefined): Verdict => {
  if (times === undefined) return count > 0 ? "met" : "pending";
  if (count === times) return "met";
  return count > times ? "never" : "pending";
};

const often = (times: number | undefined) =>
  times === undefined ? "" : times === 1 ? ", once" : `, ${times} times`;

function describe<Found>({ subject, sentence, plural, find, isExpected, show }: Expectation<Found>): string {
  const all = find(subject);
  const lines = all.slice(-shownLimit).map((found) => `  ${isExpected(found) ? "*" : " "} ${show(found)}`);
  if (all.length > shownLimit) lines.unshift(`    ... ${all.length - shownLimit} before`);
  if (all.length === 0) return `${sentence}\n\nThere were no ${plural}.`;
  return `${sentence}\n\nThere were these ${plural}; those that fit have a star:\n${lines.join("\n")}`;
}

const requireCount = (name: string, value: number | undefined) => {
  if (value !== undefined && !(value >= 0))
    throw new TypeError(`unable to wait for what is expected; ${name} must be a number of at least 0`);
};

/**
 * Waits for what is expected, as the emulator tells of it.
 * @throws TypeError when `times` or `within` is no number of at least 0
 */
export async function judgeExpectation<Found>(
  { isNot = false, timeout = usualTimeoutMs }: MatcherState,
  expectation: Expectation<Found>,
  { times, within = isNot ? 0 : timeout }: Expecting,
): Promise<MatcherResult> {
  requireCount("times", times);
  requireCount("within", within);
  const { subject, find, isExpected } = expectation;
  const judge = () => verdictOn(find(subject).filter(isExpected).length, times);
  const pass = (await settle(judge, (look) => watchAll(subject, look), within)) === "met";
  const sentence = `expected the emulator ${isNot ? "not " : ""}${expectation.sentence}${often(times)}`;
  const waited = within > 0 && !pass ? ` within ${within} ms` : "";
  // As it is now: when the message is asked for, more may have come.
  const text = describe({ ...expectation, sentence: sentence + waited });
  return { pass, message: () => text };
}
