import { expect, test } from "vitest";
import { createCliLog } from "./cliLog.js";
import type { LogForm } from "./cliLog.js";

function linesOf(form: LogForm, hasColours = false) {
  const lines: string[] = [];
  const now = () => new Date(Date.UTC(2026, 0, 15, 12, 0, 5));
  const log = createCliLog({ form, hasColours, now, write: (line) => void lines.push(line) });
  log.info("SendMessage 200");
  log.error("it broke");
  return lines;
}

test("a log for people has the time of each line", () => {
  expect(linesOf("pretty")).toEqual(["12:00:05 SendMessage 200", "12:00:05 it broke"]);
});

test("colours tell errors from the rest", () => {
  expect(linesOf("pretty", true)[1]).toBe("\u001b[2m12:00:05\u001b[22m \u001b[31mit broke\u001b[39m");
});

test("a log for programs is an object a line", () => {
  expect(linesOf("json")[1]).toBe('{"time":"2026-01-15T12:00:05.000Z","level":"error","message":"it broke"}');
});
