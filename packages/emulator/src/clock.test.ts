import fc from "fast-check";
import { expect, test, vi } from "vitest";
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

test("what a timer sets while a real clock is put forward counts from that timer's time, however long it takes", () => {
  const clock = createRealClock();
  let isDue = false;
  clock.setTimer(1_000, () => {
    const until = Date.now() + 5;
    while (Date.now() < until);
    clock.setTimer(2_000, () => (isDue = true));
  });
  clock.advance(3_000);
  expect(isDue).toBe(true);
});

test("advances to the next timer and runs it alone, within a limit", () => {
  const clock = createVirtualClock(1_000);
  const ran: string[] = [];
  const note = (name: string) => () => ran.push(`${name} at ${clock.nowMs()}`);
  clock.setTimer(10, note("first"));
  clock.setTimer(10, note("second"));
  clock.setTimer(30, note("third"));
  expect([clock.advanceToNext(1_009), clock.nowMs()]).toEqual([false, 1_000]);
  expect([clock.advanceToNext(1_010), ...ran]).toEqual([true, "first at 1010"]);
  expect([clock.advanceToNext(1_010), ran.at(-1)]).toEqual([true, "second at 1010"]);
  expect([clock.advanceToNext(1_029), clock.nowMs()]).toEqual([false, 1_010]);
  expect([clock.advanceToNext(), ran.at(-1)]).toEqual([true, "third at 1030"]);
  expect(clock.advanceToNext()).toBe(false);
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

test("whatever is set and cancelled, what is left runs by time and then by the order it was set in", () => {
  const step = fc.record({ delayMs: fc.nat({ max: 20 }), cancels: fc.option(fc.nat({ max: 200 })) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const clock = createVirtualClock(0);
      const ran: number[] = [];
      const cancels: (() => void)[] = [];
      const left = new Map<number, number>();
      steps.forEach((given, index) => {
        cancels.push(clock.setTimer(given.delayMs, () => ran.push(index)));
        left.set(index, given.delayMs);
        if (given.cancels === null) return;
        const victim = given.cancels % cancels.length;
        cancels[victim]!();
        left.delete(victim);
      });
      expect(clock.pendingTimers).toBe(left.size);
      clock.advance(20);
      const expected = [...left].sort(([, one], [, other]) => one - other).map(([index]) => index);
      expect([ran, clock.pendingTimers]).toEqual([expected, 0]);
    }),
  );
});

test("sets and cancels a hundred thousand timers in good time", () => {
  const clock = createVirtualClock(0);
  // The processor's time of this process: others may keep it waiting for as long as they like.
  const before = process.cpuUsage();
  let ran = 0;
  for (let index = 0; index < 100_000; index++) {
    const cancel = clock.setTimer((index * 7_919) % 100_003, () => ran++);
    if (index % 2 === 0) cancel();
  }
  clock.advance(100_003);
  expect(ran).toBe(50_000);
  // Seconds with a list that is searched each time, milliseconds with a heap.
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

test("a virtual clock lets promises settle also while a test fakes the machine's timers", async () => {
  vi.useFakeTimers();
  try {
    const clock = createVirtualClock(0);
    let ran = false;
    clock.setTimer(10, () => void Promise.resolve().then(() => (ran = true)));
    await clock.advanceAsync(10);
    expect(ran).toBe(true);
  } finally {
    vi.useRealTimers();
  }
}, 2_000);

test("the machine's clock can be put forward: what falls due runs in order, and the rest comes sooner", async () => {
  const clock = createRealClock();
  const ran: string[] = [];
  const minuteMs = 60_000;
  const startMs = clock.nowMs();
  clock.setTimer(3 * minuteMs, () => ran.push("third"));
  clock.setTimer(minuteMs, () => {
    ran.push("first");
    clock.setTimer(minuteMs, () => ran.push("second"));
  });
  const cancel = clock.setTimer(2 * minuteMs, () => ran.push("cancelled"));
  cancel();
  const last = new Promise<void>((resolve) => clock.setTimer(5 * minuteMs + 20, resolve));
  clock.advance(5 * minuteMs);
  expect(ran).toEqual(["first", "second", "third"]);
  expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(5 * minuteMs);
  // The machine's timers do not keep the process awake.
  const awake = setInterval(() => undefined, 1_000);
  await last;
  clearInterval(awake);
});

test.each([
  ["fakes the timers", () => vi.useRealTimers(), () => vi.useFakeTimers({ now: 0 })],
  ["gives the machine's back", () => vi.useFakeTimers({ now: 0 }), () => vi.useRealTimers()],
])("timers of the machine's clock have as much time left after a test %s", (_, before, change) => {
  before();
  try {
    const clock = createRealClock();
    const ran: string[] = [];
    const cancel = clock.setTimer(1_000, () => ran.push("cancelled"));
    clock.setTimer(2_000, () => ran.push("second"));
    clock.setTimer(1_000, () => ran.push("first"));
    change();
    cancel();
    const startMs = clock.nowMs();
    // What the test's time is, the machine's is now.
    expect(Math.abs(startMs - Date.now())).toBeLessThan(500);
    clock.advance(1_500);
    expect(ran).toEqual(["first"]);
    clock.advance(500);
    expect(ran).toEqual(["first", "second"]);
  } finally {
    vi.useRealTimers();
  }
});

test("what a test has left behind under its timers runs under the machine's", async () => {
  vi.useFakeTimers();
  try {
    const clock = createRealClock();
    const ran: string[] = [];
    clock.setTimer(0, () => ran.push("left behind"));
    vi.useRealTimers();
    await new Promise<void>((resolve) => clock.setTimer(0, resolve));
    expect(ran).toEqual(["left behind"]);
  } finally {
    vi.useRealTimers();
  }
});

test("a test that fakes the timers later moves those that were set before", async () => {
  const clock = createRealClock();
  const ran: string[] = [];
  clock.setTimer(1_000, () => ran.push("set before"));
  vi.useFakeTimers();
  try {
    clock.setTimer(500, () => ran.push("set after"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ran).toEqual(["set after", "set before"]);
  } finally {
    vi.useRealTimers();
  }
});
