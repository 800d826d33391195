import { describe, expect, it } from "vitest";
import { dayLabel } from "./clockTime.js";

const at = (month: number, day: number, hour = 12) => new Date(2026, month, day, hour).getTime();

describe("dayLabel", () => {
  it.each([
    ["Today", at(2, 1, 0), at(2, 1, 23)],
    ["Yesterday", at(1, 28, 0), at(2, 1, 23)],
    ["Yesterday", at(1, 28, 23), at(2, 1, 0)],
  ])("says %s by the calendar, not by hours", (label, atMs, nowMs) => {
    expect(dayLabel(atMs, nowMs)).toBe(label);
  });

  it("names a day from before", () => {
    expect(dayLabel(at(1, 20), at(2, 1))).toMatch(/20/);
  });
});
