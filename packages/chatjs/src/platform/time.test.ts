import { afterEach, expect, it, vi } from "vitest";
import { parseTimeMs } from "./time.js";

afterEach(() => vi.restoreAllMocks());

const TIMES = [
  ["2026-11-28T02:06:14.032Z", 1795831574032],
  ["Sat, 28 Nov 2026 02:06:14 GMT", 1795831574000],
  ["soon", NaN],
  ["", NaN],
  [5, NaN],
  [null, NaN],
  [undefined, NaN],
] as const;

it.each(TIMES)("reads %j as %d", (text, expected) => {
  expect(parseTimeMs(text)).toBe(expected);
});

it.each(TIMES)(
  "reads %j as %d also where a library of the page has replaced Date.parse",
  (text, expected) => {
    // As Datejs does: it answers dates, and does not know this form of them.
    vi.spyOn(Date, "parse").mockReturnValue(null as never);
    expect(parseTimeMs(text)).toBe(expected);
  },
);
