import { expect, test } from "vitest";
import { createRealClock, createVirtualClock } from "./clock.js";
import { createTimerScope } from "./timerScope.js";

test("a virtual clock runs timers in order of their time, and equals in the order they were set", () => {
  const clock = createVirtualClock(0);
  const ran: string[] = [];
  clock.setTimer(20, () => ran.push(`late at ${clock.nowMs()}`));
  clock.setTimer(10, () => {
    ran.push(`first at ${clock.nowMs()}`);
    clock.setTimer(5, () => ran.push(`nested at ${clock.nowMs()}`));
  });
  clock.setTimer(10, () => ran.push(`second at ${clock.nowMs()}`));
  clock.advance(15);
  expect(ran).toEqual(["first at 10", "second at 10", "nested at 15"]);
  expect(clock.pendingTimers).toBe(1);
  clock.advance(5);
  expect(ran.at(-1)).toBe("late at 20");
});

test("a cancelled timer does not run", () => {
  const clock = createVirtualClock(0);
  let ran = false;
  clock.setTimer(1, () => (ran = true))();
  clock.advance(10);
  expect(ran).toBe(false);
});

test.each([NaN, -5, -Infinity])("a delay of %s counts as none", (delayMs) => {
  const clock = createVirtualClock(0);
  let ran = false;
  clock.setTimer(delayMs, () => (ran = true));
  clock.advance(0);
  expect(ran).toBe(true);
});

test("a delay longer than timers can be is clamped, not run at once", async () => {
  const clock = createRealClock();
  let ran = false;
  const cancel = clock.setTimer(Number.MAX_SAFE_INTEGER, () => (ran = true));
  await new Promise<void>((resolve) => {
    clock.setTimer(2, resolve);
    // Keeps the process awake for the timer above, which alone would not.
    setTimeout(() => undefined, 20);
  });
  expect(ran).toBe(false);
  cancel();
});

test("a scope cancels the timers that have not run, and can be used again", () => {
  const clock = createVirtualClock(0);
  const scope = createTimerScope(clock);
  const ran: number[] = [];
  scope.set(1, () => ran.push(1));
  scope.set(5, () => ran.push(5));
  clock.advance(1);
  scope.cancelAll();
  expect(clock.pendingTimers).toBe(0);
  scope.set(5, () => ran.push(6));
  clock.advance(5);
  expect(ran).toEqual([1, 6]);
});
