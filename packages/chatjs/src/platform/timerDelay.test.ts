import { expect, it } from "vitest";
import { MAX_TIMER_MS, timerDelayMs } from "./timerDelay.js";

it.each([
  [5, 5],
  [0, 0],
  [-1, 0],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, MAX_TIMER_MS],
  [MAX_TIMER_MS + 1, MAX_TIMER_MS],
])("clamps %d ms to %d ms", (delayMs, expected) => {
  expect(timerDelayMs(delayMs)).toBe(expected);
});
