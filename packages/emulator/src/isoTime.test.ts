import { expect, test } from "vitest";
import { fromIsoTime, toIsoTime } from "./isoTime.js";

test.each([
  ["2026-01-15T12:00:03.390Z", 1_768_478_403_390],
  ["2026-01-15T12:00:03Z", 1_768_478_403_000],
  ["2026-01-15T13:00:03+01:00", 1_768_478_403_000],
  ["2026-01-15", 1_768_435_200_000],
])("reads %s", (text, timeMs) => {
  expect(fromIsoTime(text)).toBe(timeMs);
});

test.each([
  "",
  "yesterday",
  "1768478403",
  "2026-13-45T00:00:00Z",
  "15 Jan 2026",
  "2026-01-15T12:00:03.390Zjunk",
])("takes %j for no time", (text) => {
  expect(fromIsoTime(text)).toBeUndefined();
});

test("writes three decimals", () => {
  expect(toIsoTime(1_768_478_403_000)).toBe("2026-01-15T12:00:03.000Z");
});
