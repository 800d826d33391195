import { vi } from "vitest";

/** Repeats `check` until it throws no more, and gives what it returned; fails with its last error. */
export const waitUntil = <Result>(
  check: () => Result | Promise<Result>,
  timeoutMs = 8_000,
): Promise<Result> => vi.waitFor(check, { timeout: timeoutMs, interval: 20 });
