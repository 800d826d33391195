import { expect } from "vitest";
import { judge } from "./judge.js";

/** Fails, and shows what differs, when the two do not differ as the scenario declares. */
export function expectAsDeclared(...[scenario, played, rows]: Parameters<typeof judge>): void {
  const { problems, expected } = judge(scenario, played, rows);
  if (problems.length === 0) return;
  if (expected) expect.soft(played.ours).toEqual(expected);
  expect(problems).toEqual([]);
}
