import { expect, test } from "vitest";
import { judge, rowsOf } from "./judge.js";
import { differs } from "./scenario.js";
import type { Difference } from "./scenario.js";
import type { Trace } from "./trace.js";

const trace = (value: unknown): Trace => ({
  calls: [{ call: "connect", kind: "returned", value }],
  events: [],
  requests: [],
  socket: [],
  notes: {},
  uncaught: [],
});
const becomes = (value: unknown, id: Difference["id"] = "CP-01") =>
  differs(id, ({ calls }) => {
    calls[0]!.value = value;
  });
const problems = (declared: readonly Difference[], ours: Trace | Error, upstream: Trace | Error) =>
  judge(
    { title: "t", section: "Events", differs: declared, play: () => {} },
    { ours, upstream },
    new Set(["CP-01"]),
  ).problems;

test("the same traces pass, and those that differ as declared", () => {
  expect(problems([], trace(1), trace(1))).toEqual([]);
  expect(problems([becomes(1)], trace(1), trace(2))).toEqual([]);
});

test("an undeclared difference fails, also beside a declared one", () => {
  const undeclared = "the traces differ in more than is declared";
  expect(problems([], trace(1), trace(2))).toEqual([undeclared]);
  expect(problems([becomes(3)], trace(1), trace(2))).toEqual([undeclared]);
});

test("a declared difference that is not there fails", () => {
  expect(problems([becomes(1)], trace(1), trace(1))).toEqual([
    "CP-01 is declared, and there is no such difference",
  ]);
  const lost = differs("CP-01", ({ events }) => {
    events[0]!.event.data = 1;
  });
  expect(problems([lost], trace(1), trace(1))[0]).toContain("CP-01 is declared, and does not fit");
});

test("a decision without a row fails", () => {
  expect(problems([becomes(1, "CP-99")], trace(1), trace(2))).toEqual([
    "CP-99 has no row in docs/compatibility.md",
  ]);
});

test("a scenario that breaks off in either page fails", () => {
  expect(problems([], new Error("late"), trace(1))).toEqual(["this library: late"]);
  expect(problems([], trace(1), new Error("late"))).toEqual(["5.0.0: late"]);
});

test("rows are read from the tables of the document", () => {
  expect(rowsOf("text CP-02\n| id | what |\n| CP-01 | a |\n| CP-10 | CP-03 |\n")).toEqual(
    new Set(["CP-01", "CP-10"]),
  );
});
